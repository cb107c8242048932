using System.Text.Json;
using Ttca.Pipeline.Code;

namespace Ttca.Pipeline;

/// <summary>
/// Hashes external files. Path, size and time of last change are remembered beside the store, so that a big file that wasn't touched
/// isn't read again.
/// </summary>
/// <param name="store">Its folder <c>files</c> holds what is remembered.</param>
/// <param name="time">Tells how old a file's last change is.</param>
public sealed class FileHashes(ArtifactStore store, TimeProvider time)
{
    /// <summary>A file that was changed just before it was hashed may change again within the same tick of its clock: not remembered.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(2);

    /// <summary>The content hash of a file.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public HashedFile Of(string path)
    {
        var info = new FileInfo(Path.GetFullPath(path));
        if (!info.Exists)
        {
            throw new FileNotFoundException($"the file {info.FullName} doesn't exist; check its path", info.FullName);
        }

        var memory = Path.Combine(store.FilesDirectory, Hashing.Hash(info.FullName) + ".json");
        var (length, changed) = (info.Length, info.LastWriteTimeUtc.Ticks);
        if (Recall(memory) is { } known && known.Size == length && known.ChangedTicks == changed)
        {
            return known;
        }

        var file = new HashedFile(info.FullName, length, changed, Hash(info.FullName));
        if (time.GetUtcNow().UtcDateTime - info.LastWriteTimeUtc > Settled)
        {
            Remember(memory, file);
        }

        return file;
    }

    /// <summary>Whether <paramref name="file"/> still has the content that it was hashed with.</summary>
    public static bool IsUnchanged(HashedFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var info = new FileInfo(file.Path);
        return info.Exists && info.Length == file.Size && (info.LastWriteTimeUtc.Ticks == file.ChangedTicks || Hash(file.Path) == file.Sha256);
    }

    private static string Hash(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        return Hashing.Hash(stream);
    }

    private static HashedFile? Recall(string memory)
    {
        try
        {
            return StoreFiles.TryReadSealed(memory, RecordJson.Default.HashedFile);
        }
        catch (Exception error) when (error is StoreException or JsonException)
        {
            return null;    // a convenience that was lost: the file is hashed again
        }
    }

    private void Remember(string memory, HashedFile file)
    {
        try
        {
            store.Remember(memory, file);
        }
        catch (StoreException)
        {
            // A read-only store is fine as long as nothing must be filed.
        }
    }
}

/// <summary>An external file at the time it was hashed.</summary>
/// <param name="Path">Full path.</param>
/// <param name="Size">Bytes.</param>
/// <param name="ChangedTicks">Time of last change (UTC), in 100 ns.</param>
/// <param name="Sha256">64 hexadecimal digits.</param>
public sealed record HashedFile(string Path, long Size, long ChangedTicks, string Sha256);
