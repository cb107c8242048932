using System.Collections.Concurrent;

namespace Ttca.Pipeline;

/// <summary>
/// Results filed by content (<c>blobs/&lt;aa&gt;/&lt;sha256&gt;</c>) and by key (<c>actions/&lt;key&gt;.json</c>).
/// </summary>
/// <remarks>
/// Each file is written under a temporary name, flushed to disk and renamed; an action comes after all its blobs. So a process that is
/// killed at any moment leaves a complete node or none, and several processes may share one store without locks, also over NFS:
/// whoever comes second writes the same. What others left in its folders (copies, links, records that can't be read) is named once and
/// passed over.
/// </remarks>
public sealed class ArtifactStore
{
    private readonly StoreFiles _files;
    private readonly Action<string> _warn;
    private readonly ConcurrentDictionary<string, bool> _named = new(StringComparer.Ordinal);
    private volatile bool _hasFolders;

    private ArtifactStore(string directory, TimeProvider time, Action<string>? warn)
    {
        Directory = Path.GetFullPath(directory);
        Time = time;
        _warn = warn ?? (_ => { });
        Folders = new StoreFolders(Directory);
        _files = new StoreFiles(Folders.Temporary, EnsureFolders);
        Blobs = new BlobFolder(Folders.Blobs, time);
        ActionFiles = new(Folders.Actions, RecordJson.Default.ActionRecord, Checked.IsDigest, action => action.Key);
        CodeFiles = new(Folders.Code, RecordJson.Default.CodeListing, Checked.IsDigest);
        RunFiles = new(Folders.Runs, RecordJson.Default.RunRecord, Checked.IsRecordName, RunName);
        Quarantine = new QuarantineFolder(Directory, Folders.Quarantine);
        Listings = new ListingFolder(Folders.Listings, _files, Quarantine);
        FolderFiles = new(
            Folders.Remembered, RecordJson.Default.WrittenFolderMemory, Checked.IsDigest, memory => Hashing.Hash(memory.Folder));
    }

    /// <summary>Full path.</summary>
    public string Directory { get; }

    internal TimeProvider Time { get; }

    internal StoreFolders Folders { get; }

    internal BlobFolder Blobs { get; }

    internal RecordFolder<ActionRecord> ActionFiles { get; }

    /// <summary>What each code fingerprint was made of.</summary>
    internal RecordFolder<CodeListing> CodeFiles { get; }

    /// <summary>Which results each run used.</summary>
    internal RecordFolder<RunRecord> RunFiles { get; }

    /// <summary>Remembered hashes of external files, by folder.</summary>
    internal RecordFolder<WrittenFolderMemory> FolderFiles { get; }

    /// <summary>Which external files results were made from.</summary>
    internal ListingFolder Listings { get; }

    internal QuarantineFolder Quarantine { get; }

    /// <summary>Opens the store in <paramref name="directory"/>. What doesn't exist yet is made when something is first written.</summary>
    /// <param name="directory">Its folder.</param>
    /// <param name="time">Dates what is filed.</param>
    /// <param name="warn">Told once of each thing in the store that is passed over, and where the store is of an earlier format.</param>
    /// <exception cref="StoreException">The folder can't be read, or is of a later format, or leads out of itself by links.</exception>
    public static ArtifactStore Open(string directory, TimeProvider time, Action<string>? warn = null)
    {
        ArgumentNullException.ThrowIfNull(time);
        var store = new ArtifactStore(directory, time, warn);
        StoreFiles.Guard("can't be opened in", store.Directory, () =>
        {
            if (File.Exists(store.Directory))
            {
                throw new IOException("it is a file");
            }

            StoreFormat.EnsureReadable(store.Directory);    // before anything is changed
            store.Folders.RefuseLinks();
            if (StoreFiles.EntriesIn(store.Folders.Actions).Any(entry => entry.Extension == ".json"))
            {
                StoreFormat.Mark(store.Directory, hasRecords: true, store._files, store._warn);
            }
        });
        store.Folders.RemoveLeftOvers(time.GetUtcNow());
        return store;
    }

    /// <summary>
    /// Whether a path is one of the folders of a store, or lies in one: nobody else may write there, as the store's tasks remove what they
    /// find.
    /// </summary>
    /// <param name="directory">The store's folder, which needn't exist.</param>
    /// <param name="path">Any path.</param>
    public static bool Owns(string directory, string path) => new StoreFolders(Path.GetFullPath(directory)).Hold(path);

    /// <summary>
    /// The record filed under <paramref name="key"/>, if it is intact and all its blobs are there with their sizes; otherwise null.
    /// </summary>
    /// <param name="key">A node's key.</param>
    /// <param name="warn">Gets a line where something was there but can't be used.</param>
    public ActionRecord? Find(string key, Action<string> warn)
    {
        var record = ActionFiles.Read(key);
        if (record.Content is not { } action)
        {
            if (record.State != RecordState.Missing)
            {
                warn($"{record}: its node runs again");
            }

            return null;
        }

        foreach (var file in action.Outputs)
        {
            var info = new FileInfo(BlobPath(file.Sha256));
            if (!info.Exists || StoreFiles.WhatIs(info) is not null || info.Length != file.Size)
            {
                var finding = !info.Exists
                    ? "missing"
                    : StoreFiles.WhatIs(info) is { } other ? $"damaged ({other})" : $"damaged ({info.Length} bytes, not {file.Size})";
                warn($"{file.Name} of {action.Node} is {finding} in the store ({info.FullName}): the node runs again");
                return null;
            }
        }

        return action;
    }

    /// <summary>
    /// Every intact record, in no particular order, each once. Ten thousand take a second of a processor to read: ask once.
    /// </summary>
    public IReadOnlyList<ActionRecord> Actions() => Intact(ActionFiles);

    /// <summary>
    /// The record under <paramref name="key"/>, whether or not its blobs are still there; null where there is none that can be read.
    /// </summary>
    public ActionRecord? RecordOf(string key) => ActionFiles.Read(key).Content;

    /// <summary>Files a node's record: from here on the node is up to date.</summary>
    /// <exception cref="StoreException">It can't be written.</exception>
    public void WriteAction(ActionRecord action)
    {
        ArgumentNullException.ThrowIfNull(action);
        var path = ActionPath(action.Key);
        Quarantine.MakeWay(path);
        _files.WriteSealed(path, action, RecordJson.Default.ActionRecord);
    }

    /// <summary>What a code fingerprint was made of; null where that isn't on record, or is no fingerprint.</summary>
    public CodeListing? CodeOf(string fingerprint) => Checked.IsDigest(fingerprint) ? CodeFiles.Read(fingerprint).Content : null;

    /// <summary>Puts on record what a code fingerprint was made of.</summary>
    /// <exception cref="StoreException">It can't be written.</exception>
    public void WriteCode(string fingerprint, CodeListing listing) =>
        _files.WriteSealed(CodePath(fingerprint), listing, RecordJson.Default.CodeListing);

    /// <summary>The runs on record, latest first.</summary>
    public IReadOnlyList<RunRecord> Runs() => [.. Intact(RunFiles).OrderByDescending(run => run.Finished)];

    /// <summary>Puts a run on record, in the place of an earlier one that used the same results.</summary>
    /// <exception cref="StoreException">It can't be written.</exception>
    public void WriteRun(RunRecord run)
    {
        ArgumentNullException.ThrowIfNull(run);
        _files.WriteSealed(RunPath(run), run, RecordJson.Default.RunRecord);
    }

    /// <summary>
    /// The first file of an artifact that is missing or has other bytes than the node made, and what is wrong with it; null where all are
    /// intact.
    /// </summary>
    /// <exception cref="StoreException">One is there, but can't be read.</exception>
    public (ArtifactFile File, string Finding)? FindDamage(Artifact artifact)
    {
        ArgumentNullException.ThrowIfNull(artifact);
        foreach (var file in artifact.Files)
        {
            if ((Blobs.DamageOf(file.Sha256) ?? WrongSizeOf(file)) is { } finding)
            {
                return (file, finding);
            }
        }

        return null;
    }

    /// <summary>Fails before a stage runs for an hour, where its result couldn't be filed.</summary>
    /// <exception cref="StoreException">Nothing can be written.</exception>
    public void EnsureWritable()
    {
        var path = _files.TemporaryPath();
        StoreFiles.Guard("can't be written in", Folders.Temporary, () =>
        {
            File.WriteAllBytes(path, [0]);
            File.Delete(path);
        });
    }

    internal ArtifactFile WriteBlob(string name, Action<Stream> write)
    {
        var path = _files.TemporaryPath();
        try
        {
            var (hash, size) = StoreFiles.Guard("can't write", path, () =>
            {
                using var file = new HashingStream(path);
                write(file);
                return file.Complete();
            });
            StoreFiles.Guard("can't write", BlobPath(hash), () =>
            {
                Quarantine.MakeWay(BlobPath(hash));
                Blobs.File(path, hash);
            });
            return new ArtifactFile(name, hash, size);
        }
        catch
        {
            StoreFiles.TryDelete(path);
            throw;
        }
    }

    /// <summary>Makes the store, or what it lacks, before the first thing is written into it.</summary>
    /// <exception cref="StoreException">It can't be made.</exception>
    internal void EnsureFolders()
    {
        if (_hasFolders)
        {
            return;
        }

        Folders.Make();
        _hasFolders = true;
        StoreFormat.Mark(Directory, hasRecords: false, _files, _warn);
    }

    /// <summary>
    /// Opens a blob after checking its content. A bad one is moved to quarantine, and the record of the node that made it dropped.
    /// </summary>
    internal Stream OpenBlob(ArtifactFile file, StoredArtifact artifact)
    {
        var stream = Blobs.TryOpen(file.Sha256);
        if (Blobs.DamageOf(file.Sha256, stream) is { } finding)
        {
            stream?.Dispose();
            Drop(artifact.Key, BlobPath(file.Sha256));
            throw new ArtifactDamagedException(artifact, file, BlobPath(file.Sha256), finding);
        }

        stream!.Position = 0;
        return stream;
    }

    /// <summary>Removes the record of a node, so that it runs again, and moves a bad blob of its to quarantine.</summary>
    internal void Drop(string key, string blob)
    {
        StoreFiles.TryDelete(ActionPath(key));
        try
        {
            if (Path.Exists(blob))
            {
                Quarantine.Take(blob);
            }
        }
        catch (StoreException)
        {
            // Another user's: the node's new file takes its place.
        }
    }

    internal void Remember(string path, FolderMemory memory) =>
        _files.WriteSealed(path, memory.Written(), RecordJson.Default.WrittenFolderMemory);

    internal string ActionPath(string key) => ActionFiles.PathOf(key);

    internal string BlobPath(string hash) => Blobs.PathOf(hash);

    internal string CodePath(string fingerprint) => CodeFiles.PathOf(fingerprint);

    internal string RunPath(RunRecord run) => RunFiles.PathOf(RunName(run));

    private static string RunName(RunRecord run) => $"{run.Experiment}-{run.Id}";

    private string? WrongSizeOf(ArtifactFile file) =>
        new FileInfo(BlobPath(file.Sha256)) is { Exists: true } info && info.Length != file.Size
            ? $"it has {info.Length} bytes, not {file.Size}"
            : null;

    private List<T> Intact<T>(RecordFolder<T> folder)
        where T : class
    {
        var records = folder.ReadAll();
        foreach (var record in records
            .Where(record => record.State is not (RecordState.Intact or RecordState.Missing))
            .OrderBy(record => record.Path, StringComparer.Ordinal))
        {
            if (_named.TryAdd(record.Path, true))
            {
                _warn($"{record}: passed over");
            }
        }

        return [.. records.Select(record => record.Content).OfType<T>()];
    }
}
