using System.Security.Cryptography;

namespace Ttca.Pipeline;

/// <summary>Copies artifacts out of the store, for people.</summary>
public static class ArtifactExport
{
    private const string Temporary = ".tmp";
    private static readonly TimeSpan LeftOver = TimeSpan.FromDays(1);   // far longer than any file takes to write

    /// <summary>
    /// Writes every file of <paramref name="artifacts"/> into <paramref name="directory"/> under its own name. A file that has the same
    /// content already isn't touched; no other file is.
    /// </summary>
    /// <returns>Full paths of the files that were written.</returns>
    /// <exception cref="ArtifactDamagedException">A stored file is damaged; the next run makes it anew.</exception>
    /// <exception cref="ExportException">
    /// The folder can't be written, or two artifacts have a file of one name with different contents.
    /// </exception>
    public static IReadOnlyList<string> To(string directory, ArtifactStore store, IEnumerable<StoredArtifact> artifacts)
    {
        ArgumentNullException.ThrowIfNull(artifacts);
        ArgumentNullException.ThrowIfNull(store);
        var written = new List<string>();
        var owners = new Dictionary<string, (string Node, string Hash)>(StringComparer.Ordinal);
        foreach (var artifact in artifacts)
        {
            foreach (var file in artifact.Artifact.Files)
            {
                if (!owners.TryAdd(file.Name, (artifact.Node, file.Sha256)) && owners[file.Name].Hash != file.Sha256)
                {
                    throw new ExportException(
                        $"{owners[file.Name].Node} and {artifact.Node} both have a file '{file.Name}', with different contents: one "
                            + $"of them must use another name");
                }

                var target = Path.GetFullPath(Path.Combine(directory, file.Name));
                if (!Holds(target, file.Sha256, file.Size))
                {
                    using var source = store.OpenBlob(file, artifact);
                    Write(target, source);
                    written.Add(target);
                }
            }
        }

        return written;
    }

    /// <summary>Writes one file of the caller's own in the same way: whole or not at all, and only where it differs.</summary>
    /// <returns>Whether it was written.</returns>
    /// <exception cref="ExportException">It can't be written.</exception>
    public static bool Write(string path, ReadOnlySpan<byte> content)
    {
        var target = Path.GetFullPath(path);
        if (Holds(target, Convert.ToHexStringLower(SHA256.HashData(content)), content.Length))
        {
            return false;
        }

        using var source = new MemoryStream(content.ToArray());
        Write(target, source);
        return true;
    }

    /// <summary>
    /// Fails before hours of work, where their results couldn't be written. Half-written files of runs that were killed are removed.
    /// </summary>
    /// <exception cref="ExportException">The folder can't be made or written.</exception>
    public static void EnsureWritable(string directory)
    {
        var folder = Path.GetFullPath(directory);
        var probe = TemporaryPath(Path.Combine(folder, "probe"));
        DateTime now;   // by the folder's own clock
        try
        {
            Directory.CreateDirectory(folder);
            File.WriteAllBytes(probe, [0]);
            now = File.GetLastWriteTimeUtc(probe);
        }
        catch (Exception error) when (StoreFiles.IsFileSystem(error))
        {
            throw new ExportException(
                $"nothing can be written in {folder}: {error.Message.TrimEnd('.')}; check permissions and free space, or choose "
                    + $"another results folder",
                error);
        }

        Discard(probe);
        foreach (var path in Directory.EnumerateFiles(folder, "*" + Temporary, SearchOption.AllDirectories).Where(
            path => IsLeftOver(path, now)))
        {
            Discard(path);
        }
    }

    /// <summary>Says whose it is, so that what a killed run left behind is known from what another run is writing.</summary>
    private static string TemporaryPath(string target) =>
        Path.Combine(
            Path.GetDirectoryName(target)!,
            $".{LeaseOwner.This.ToFileName()}.{Path.GetFileNameWithoutExtension(Path.GetRandomFileName())}{Temporary}");

    private static bool IsLeftOver(string path, DateTime now) =>
        LeaseOwner.TryParse(Path.GetFileName(path)[1..]) is { } owner
            && !(owner.IsRunning() ?? now - File.GetLastWriteTimeUtc(path) < LeftOver);

    private static bool Holds(string target, string hash, long size)
    {
        var info = new FileInfo(target);
        if (!info.Exists || info.Length != size)
        {
            return false;
        }

        try
        {
            using var stream = info.OpenRead();
            return Convert.ToHexStringLower(SHA256.HashData(stream)) == hash;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;   // writing it will say what is wrong
        }
    }

    private static void Write(string target, Stream source)
    {
        var temporary = TemporaryPath(target);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                source.CopyTo(file);
            }

            File.Move(temporary, target, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Discard(temporary);
            throw new ExportException(
                $"{target} can't be written: {error.Message.TrimEnd('.')}; check permissions and free space, or choose another "
                    + $"results folder",
                error);
        }
    }

    private static void Discard(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The folder itself isn't there or can't be written: nothing is left behind.
        }
    }
}

/// <summary>Results can't be written to where they were asked for. The store is as it was.</summary>
public sealed class ExportException(string message, Exception? inner = null) : Exception(message, inner);
