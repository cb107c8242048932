using System.Collections.Concurrent;
using System.Text.Json;

namespace Ttca.Pipeline;

/// <summary>
/// Hashes external files. One record per folder remembers each file's stamp beside the store, so that files that weren't touched aren't
/// read again.
/// </summary>
/// <param name="store">Holds what is remembered.</param>
/// <param name="time">Tells how old a file's last change is, and paces progress.</param>
/// <param name="progress">Told how many of those of a folder's files that must be read are hashed: after a second, then every five.</param>
public sealed class FileHashes(ArtifactStore store, TimeProvider time, Action<string, int, int>? progress = null)
{
    private readonly ConcurrentDictionary<string, Lock> _folders = new(StringComparer.Ordinal);

    /// <summary>The files with the hashes of their contents.</summary>
    /// <exception cref="FileNotFoundException">One isn't there.</exception>
    /// <exception cref="IOException">One can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">One may not be read.</exception>
    public FileListing Of(ExternalFiles files)
    {
        ArgumentNullException.ThrowIfNull(files);
        var folder = Path.GetFullPath(files.Folder);
        lock (_folders.GetOrAdd(folder, _ => new Lock()))    // who comes second finds it remembered
        {
            var path = Path.Combine(store.Folders.Remembered, Hashing.Hash(folder) + ".json");
            var known = FileStamp.AreKeptIn(folder) ? Recall(path, folder) : null;
            var hashing = new FolderHashing(folder, files.List(), known, time);
            hashing.Run(
                (done, total) => progress?.Invoke(folder, done, total),
                memory => Remember(path, memory));
            return hashing.Listing;
        }
    }

    private static FolderMemory Recall(string path, string folder)
    {
        try
        {
            return StoreFiles.TryReadSealed(path, RecordJson.Default.WrittenFolderMemory) is { } written && written.Folder == folder
                ? FolderMemory.From(written)
                : FolderMemory.Empty;
        }
        catch (Exception error) when (error is StoreException or JsonException)
        {
            return FolderMemory.Empty;      // a convenience that was lost: the files are hashed again
        }
    }

    private void Remember(string path, FolderMemory memory)
    {
        try
        {
            store.Remember(path, memory);
        }
        catch (StoreException)
        {
            // A read-only store is fine as long as nothing must be filed.
        }
    }
}
