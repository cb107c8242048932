using System.Runtime.ExceptionServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Ttca.Pipeline.Code;

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
    private readonly StoreFiles files;

    private ArtifactStore(string directory, TimeProvider time)
    {
        Directory = Path.GetFullPath(directory);
        Time = time;
        files = new StoreFiles(TemporaryDirectory);
    }

    /// <summary>Full path.</summary>
    public string Directory { get; }

    internal TimeProvider Time { get; }

    internal string BlobsDirectory => Path.Combine(Directory, "blobs");

    internal string ActionsDirectory => Path.Combine(Directory, "actions");

    /// <summary>What each code fingerprint was made of.</summary>
    internal string CodeDirectory => Path.Combine(Directory, "code");

    /// <summary>Which results each run used.</summary>
    internal string RunsDirectory => Path.Combine(Directory, "runs");

    /// <summary>Who is at work on the store, and on which node.</summary>
    internal string LeasesDirectory => Path.Combine(Directory, "leases");

    /// <summary>Where hashes of external files are remembered.</summary>
    internal string FoldersDirectory => Path.Combine(Directory, "folders");

    /// <summary>Which external files results were made from.</summary>
    internal string ListingsDirectory => Path.Combine(Directory, "listings");

    internal string TemporaryDirectory => Path.Combine(Directory, "tmp");

    private IReadOnlyList<string> Folders =>
        [ActionsDirectory, BlobsDirectory, CodeDirectory, RunsDirectory, LeasesDirectory, FoldersDirectory, ListingsDirectory, TemporaryDirectory];

    /// <summary>Opens the store in <paramref name="directory"/>, which is made where it doesn't exist.</summary>
    /// <exception cref="StoreException">The folder can't be made or read.</exception>
    public static ArtifactStore Open(string directory, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        var store = new ArtifactStore(directory, time);
        StoreFiles.Guard("can't be opened in", store.Directory, () =>
        {
            foreach (var folder in store.Folders)
            {
                System.IO.Directory.CreateDirectory(folder);
            }

            _ = System.IO.Directory.EnumerateFiles(store.ActionsDirectory).Any();
        });
        store.RemoveLeftOvers();
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

    /// <summary>Every intact record, in no particular order; damaged ones are passed over. Ten thousand take a second of a processor to read: ask once.</summary>
    /// <exception cref="StoreException">One is there, but can't be read.</exception>
    public IReadOnlyList<ActionRecord> Actions()
    {
        try
        {
            return [.. System.IO.Directory.EnumerateFiles(ActionsDirectory, "*.json").AsParallel().Select(path => ReadAction(path, _ => { })).OfType<ActionRecord>()];
        }
        catch (AggregateException errors) when (errors.InnerException is StoreException first)
        {
            ExceptionDispatchInfo.Throw(first);
            throw;
        }
    }

    /// <summary>The record under <paramref name="key"/>, whether or not its blobs are still there; null where there is none, or it is damaged.</summary>
    public ActionRecord? RecordOf(string key) => ReadAction(ActionPath(key), _ => { });

    /// <summary>Files a node's record: from here on the node is up to date.</summary>
    /// <exception cref="StoreException">It can't be written.</exception>
    public void WriteAction(ActionRecord action)
    {
        ArgumentNullException.ThrowIfNull(action);
        files.WriteSealed(ActionPath(action.Key), action, RecordJson.Default.ActionRecord);
    }

    /// <summary>What a code fingerprint was made of; null where that isn't on record.</summary>
    public CodeListing? CodeOf(string fingerprint) => TryRead(CodePath(fingerprint), RecordJson.Default.CodeListing);

    /// <summary>Puts on record what a code fingerprint was made of.</summary>
    /// <exception cref="StoreException">It can't be written.</exception>
    public void WriteCode(string fingerprint, CodeListing listing) =>
        files.WriteSealed(CodePath(fingerprint), listing, RecordJson.Default.CodeListing);

    /// <summary>The runs on record, latest first.</summary>
    public IReadOnlyList<RunRecord> Runs() =>
    [
        .. System.IO.Directory.EnumerateFiles(RunsDirectory, "*.json")
            .Select(path => TryRead(path, RecordJson.Default.RunRecord)).OfType<RunRecord>()
            .OrderByDescending(run => run.Finished),
    ];

    /// <summary>Puts a run on record, in the place of an earlier one that used the same results.</summary>
    /// <exception cref="StoreException">It can't be written.</exception>
    public void WriteRun(RunRecord run)
    {
        ArgumentNullException.ThrowIfNull(run);
        files.WriteSealed(RunPath(run), run, RecordJson.Default.RunRecord);
    }

    /// <summary>The first file of an artifact that is missing or has other bytes than the node made, and what is wrong with it; null where all are intact.</summary>
    /// <exception cref="StoreException">One is there, but can't be read.</exception>
    public (ArtifactFile File, string Finding)? FindDamage(Artifact artifact)
    {
        ArgumentNullException.ThrowIfNull(artifact);
        foreach (var file in artifact.Files)
        {
            if (DamageOf(BlobPath(file.Sha256), file.Sha256) is { } finding)
            {
                return (file, finding);
            }
        }

        return null;
    }

    /// <summary>Removes all that the store holds, records first; other files in its folder stay. It can be used again at once, also by runs that have opened it.</summary>
    /// <exception cref="StoreException">A run is at work on it, or something else removes from it; or something can't be removed.</exception>
    public void Clear()
    {
        using var lease = ExclusiveLease.Take(this, "nothing was removed");
        foreach (var content in Folders.Where(folder => folder != LeasesDirectory).SelectMany(folder => new DirectoryInfo(folder).EnumerateFileSystemInfos()))
        {
            StoreFiles.Guard("can't remove", content.FullName, () =>
            {
                if (content is DirectoryInfo folder)
                {
                    folder.Delete(recursive: true);
                }
                else
                {
                    content.Delete();
                }
            });
        }
    }

    /// <summary>Fails before a stage runs for an hour, where its result couldn't be filed.</summary>
    /// <exception cref="StoreException">Nothing can be written.</exception>
    public void EnsureWritable()
    {
        var path = files.TemporaryPath();
        StoreFiles.Guard("can't be written in", TemporaryDirectory, () =>
        {
            File.WriteAllBytes(path, [0]);
            File.Delete(path);
        });
    }

    internal ArtifactFile WriteBlob(string name, Action<Stream> write)
    {
        var path = files.TemporaryPath();
        try
        {
            var (hash, size) = StoreFiles.Guard("can't write", path, () =>
            {
                using var file = new HashingStream(path);
                write(file);
                return file.Complete();
            });
            StoreFiles.Guard("can't write", BlobPath(hash), () => FileBlob(path, hash));
            return new ArtifactFile(name, hash, size);
        }
        catch
        {
            StoreFiles.TryDelete(path);
            throw;
        }
    }

    /// <summary>An intact blob stays: on NFS a reader would lose a file that is replaced under it.</summary>
    private void FileBlob(string temporary, string hash)
    {
        var target = BlobPath(hash);
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        if (DamageOf(target, hash) is null)
        {
            TryTouch(target);
            File.Delete(temporary);
        }
        else
        {
            File.Move(temporary, target, overwrite: true);
        }
    }

    /// <summary>It is in use anew: a collection that takes the host of this worker for dead must not take it for old.</summary>
    private void TryTouch(string blob)
    {
        try
        {
            File.SetLastWriteTimeUtc(blob, Time.GetUtcNow().UtcDateTime);
        }
        catch (Exception error) when (StoreFiles.IsFileSystem(error))
        {
            // Another user's.
        }
    }

    /// <summary>Opens a blob after checking its content. A bad one is dropped together with the record of the node that made it.</summary>
    internal FileStream OpenBlob(ArtifactFile file, StoredArtifact artifact)
    {
        var path = BlobPath(file.Sha256);
        var stream = StoreFiles.Guard("can't read", path, () => TryOpen(path));
        var finding = stream is null ? "it is missing"
            : StoreFiles.Guard("can't read", path, () => Hashing.Hash(stream)) is var hash && hash != file.Sha256 ? $"its SHA-256 is {hash}"
            : null;
        if (finding is not null)
        {
            stream?.Dispose();
            Drop(artifact.Key, path);
            throw new ArtifactDamagedException(artifact, file, path, finding);
        }

        stream!.Position = 0;
        return stream;
    }

    /// <summary>Removes a bad blob and the record of the node that made it.</summary>
    internal void Drop(string key, string blob)
    {
        StoreFiles.TryDelete(ActionPath(key));
        StoreFiles.TryDelete(blob);
    }

    /// <summary>The external files that a key holds the hash of; null where they aren't on record.</summary>
    internal FileListing? ListingOf(string hash) => StoreFiles.TryReadBytes(ListingPath(hash)) is { } text && Hashing.Hash(text) == hash ? FileListing.Read(text) : null;

    /// <summary>Puts on record which external files a result was made from.</summary>
    /// <exception cref="StoreException">It can't be written.</exception>
    internal void WriteListing(FileListing listing)
    {
        if (ListingOf(listing.Hash) is null)
        {
            files.Write(ListingPath(listing.Hash), listing.Text);
        }
    }

    internal void Remember(string path, FolderMemory memory) => files.WriteSealed(path, memory.Written(), RecordJson.Default.WrittenFolderMemory);

    internal string ActionPath(string key) => Path.Combine(ActionsDirectory, key + ".json");

    internal string BlobPath(string hash) => Path.Combine(BlobsDirectory, hash[..2], hash);

    internal string CodePath(string fingerprint) => Path.Combine(CodeDirectory, fingerprint + ".json");

    internal string ListingPath(string hash) => Path.Combine(ListingsDirectory, hash + ".sha256");

    internal string RunPath(RunRecord run) => Path.Combine(RunsDirectory, $"{run.Experiment}-{run.Id}.json");

    /// <summary>What is wrong with a blob; null where it has the bytes that its name promises.</summary>
    internal static string? DamageOf(string path, string hash) => StoreFiles.Guard("can't read", path, () =>
    {
        using var stream = TryOpen(path);
        return stream is null ? "it is missing"
            : Hashing.Hash(stream) is var actual && actual != hash ? $"its SHA-256 is {actual}"
            : null;
    });

    private static FileStream? TryOpen(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1 << 16, FileOptions.SequentialScan);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private static ActionRecord? ReadAction(string path, Action<string> warn)
    {
        try
        {
            return StoreFiles.TryReadSealed(path, RecordJson.Default.ActionRecord);
        }
        catch (JsonException error)
        {
            warn($"the record {path} is damaged ({error.Message}): its node runs again");
            return null;
        }
    }

    private static T? TryRead<T>(string path, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return StoreFiles.TryReadSealed(path, type);
        }
        catch (JsonException)
        {
            return null;    // for people only: as if it weren't there
        }
    }

    /// <summary>Temporary files of processes that were killed; a day is longer than any node writes.</summary>
    private void RemoveLeftOvers()
    {
        foreach (var path in System.IO.Directory.EnumerateFiles(TemporaryDirectory))
        {
            if (Time.GetUtcNow().UtcDateTime - File.GetLastWriteTimeUtc(path) > LeftOver)
            {
                StoreFiles.TryDelete(path);
            }
        }
    }
}
