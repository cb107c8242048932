using System.Security.Cryptography;
using System.Text.Json;

namespace Ttca.Pipeline;

/// <summary>
/// Results filed by content (<c>blobs/&lt;aa&gt;/&lt;sha256&gt;</c>) and by key (<c>actions/&lt;key&gt;.json</c>).
/// </summary>
/// <remarks>
/// Each file is written under a temporary name, flushed to disk and renamed; an action comes after all its blobs. So a process that is
/// killed at any moment leaves a complete node or none, and several processes may share one store without locks, also over NFS:
/// whoever comes second writes the same.
/// </remarks>
public sealed class ArtifactStore
{
    private static readonly TimeSpan LeftOver = TimeSpan.FromDays(1);
    private readonly string blobs;
    private readonly string actions;
    private readonly string temporary;

    private ArtifactStore(string directory)
    {
        Directory = Path.GetFullPath(directory);
        blobs = Path.Combine(Directory, "blobs");
        actions = Path.Combine(Directory, "actions");
        temporary = Path.Combine(Directory, "tmp");
        FilesDirectory = Path.Combine(Directory, "files");
    }

    /// <summary>Full path.</summary>
    public string Directory { get; }

    /// <summary>Where hashes of external files are remembered.</summary>
    internal string FilesDirectory { get; }

    /// <summary>Opens the store in <paramref name="directory"/>, which is made where it doesn't exist.</summary>
    /// <exception cref="StoreException">The folder can't be made or read.</exception>
    public static ArtifactStore Open(string directory, TimeProvider time)
    {
        var store = new ArtifactStore(directory);
        try
        {
            foreach (var folder in new[] { store.blobs, store.actions, store.temporary, store.FilesDirectory })
            {
                System.IO.Directory.CreateDirectory(folder);
            }

            _ = System.IO.Directory.EnumerateFiles(store.actions).Any();
        }
        catch (Exception error) when (IsFileSystem(error))
        {
            throw StoreException.From("can't be opened in", store.Directory, error);
        }

        store.RemoveLeftOvers(time.GetUtcNow().UtcDateTime);
        return store;
    }

    /// <summary>The record filed under <paramref name="key"/>, if it is intact and all its blobs are there with their sizes; otherwise null.</summary>
    /// <param name="key">A node's key.</param>
    /// <param name="warn">Gets a line where something was there but can't be used.</param>
    /// <exception cref="StoreException">The file is there, but can't be read.</exception>
    public ActionRecord? Find(string key, Action<string> warn)
    {
        if (ReadAction(ActionPath(key), warn) is not { } action || action.Key != key)
        {
            return null;
        }

        foreach (var file in action.Outputs)
        {
            var info = new FileInfo(BlobPath(file.Sha256));
            if (!info.Exists || info.Length != file.Size)
            {
                warn($"{file.Name} of {action.Node} is {(info.Exists ? $"damaged ({info.Length} bytes, not {file.Size})" : "missing")} " +
                    $"in the store ({info.FullName}): the node runs again");
                return null;
            }
        }

        return action;
    }

    /// <summary>Every intact record, in no particular order; damaged ones are passed over.</summary>
    public IEnumerable<ActionRecord> Actions() =>
        System.IO.Directory.EnumerateFiles(actions, "*.json").Select(path => ReadAction(path, _ => { })).OfType<ActionRecord>();

    /// <summary>Files a node's record: from here on the node is up to date.</summary>
    /// <exception cref="StoreException">It can't be written.</exception>
    public void WriteAction(ActionRecord action)
    {
        var bytes = ActionFile.Write(action);
        WriteFile(ActionPath(action.Key), stream => stream.Write(bytes));
    }

    /// <summary>Removes all that the store holds, records first; other files in its folder stay.</summary>
    /// <exception cref="StoreException">Something can't be removed.</exception>
    public void Clear()
    {
        foreach (var folder in new[] { actions, blobs, temporary, FilesDirectory })
        {
            Guard("can't remove", folder, () => System.IO.Directory.Delete(folder, recursive: true));
        }
    }

    /// <summary>Fails before a stage runs for an hour, where its result couldn't be filed.</summary>
    /// <exception cref="StoreException">Nothing can be written.</exception>
    public void EnsureWritable()
    {
        var path = TemporaryPath();
        Guard("can't be written in", temporary, () =>
        {
            File.WriteAllBytes(path, [0]);
            File.Delete(path);
        });
    }

    internal ArtifactFile WriteBlob(string name, Action<Stream> write)
    {
        var path = TemporaryPath();
        try
        {
            var (hash, size) = Guard("can't write", path, () =>
            {
                using var file = new HashingStream(path);
                write(file);
                return file.Complete();
            });
            Move(path, BlobPath(hash), isReplaced: target => !IsIntact(target, hash, size));
            return new ArtifactFile(name, hash, size);
        }
        finally
        {
            TryDelete(path);
        }
    }

    /// <summary>Opens a blob after checking its content. A bad one is dropped together with the record of the node that made it.</summary>
    internal FileStream OpenBlob(ArtifactFile file, StoredArtifact artifact)
    {
        var path = BlobPath(file.Sha256);
        FileStream stream;
        try
        {
            stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1 << 16, FileOptions.SequentialScan);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            TryDelete(ActionPath(artifact.Key));
            throw new ArtifactDamagedException(artifact, file, path, "it is missing");
        }
        catch (Exception error) when (IsFileSystem(error))
        {
            throw StoreException.From("can't read", path, error);
        }

        var hash = Guard("can't read", path, () => Convert.ToHexStringLower(SHA256.HashData(stream)));
        if (hash != file.Sha256)
        {
            stream.Dispose();
            TryDelete(ActionPath(artifact.Key));
            TryDelete(path);
            throw new ArtifactDamagedException(artifact, file, path, $"its SHA-256 is {hash}");
        }

        stream.Position = 0;
        return stream;
    }

    /// <summary>Writes a whole file or nothing.</summary>
    internal void WriteFile(string target, Action<Stream> write)
    {
        var path = TemporaryPath();
        try
        {
            Guard("can't write", target, () =>
            {
                using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
                write(file);
                file.Flush(flushToDisk: true);
            });
            Move(path, target, isReplaced: _ => true);
        }
        finally
        {
            TryDelete(path);
        }
    }

    private static bool IsFileSystem(Exception error) => error is IOException or UnauthorizedAccessException;

    private static void Guard(string what, string path, Action action) => Guard(what, path, () =>
    {
        action();
        return true;
    });

    private static T Guard<T>(string what, string path, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception error) when (IsFileSystem(error))
        {
            throw StoreException.From(what, path, error);
        }
    }

    private static bool IsIntact(string path, string hash, long size)
    {
        var info = new FileInfo(path);
        if (!info.Exists || info.Length != size)
        {
            return false;
        }

        using var stream = info.OpenRead();
        return Convert.ToHexStringLower(SHA256.HashData(stream)) == hash;
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (IsFileSystem(error))
        {
            // What is left over is removed by a later Open, or found bad again.
        }
    }

    /// <summary>An intact blob stays where it is: on NFS a reader would lose a file that is replaced under it.</summary>
    private static void Move(string path, string target, Func<string, bool> isReplaced) => Guard("can't write", target, () =>
    {
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        if (isReplaced(target))
        {
            File.Move(path, target, overwrite: true);
        }
    });

    private static ActionRecord? ReadAction(string path, Action<string> warn)
    {
        try
        {
            return File.Exists(path) ? ActionFile.Read(File.ReadAllBytes(path)) : null;
        }
        catch (FileNotFoundException)
        {
            return null;    // another process dropped it just now
        }
        catch (JsonException error)
        {
            warn($"the record {path} is damaged ({error.Message}): its node runs again");
            return null;
        }
        catch (Exception error) when (IsFileSystem(error))
        {
            throw StoreException.From("can't read", path, error);
        }
    }

    private string ActionPath(string key) => Path.Combine(actions, key + ".json");

    private string BlobPath(string hash) => Path.Combine(blobs, hash[..2], hash);

    private string TemporaryPath() => Path.Combine(temporary, Path.GetRandomFileName());

    /// <summary>Temporary files of processes that were killed; a day is longer than any node writes.</summary>
    private void RemoveLeftOvers(DateTime now)
    {
        foreach (var path in System.IO.Directory.EnumerateFiles(temporary))
        {
            if (now - File.GetLastWriteTimeUtc(path) > LeftOver)
            {
                TryDelete(path);
            }
        }
    }
}
