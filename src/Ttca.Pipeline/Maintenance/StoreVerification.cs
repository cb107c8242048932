using System.Collections.Concurrent;
using System.Globalization;

namespace Ttca.Pipeline;

/// <summary>
/// Hashes everything in a store again, and moves what is damaged to <c>quarantine/</c>: what isn't there is made anew by the next run that
/// needs it. Nothing is deleted, and what isn't the store's own is only named.
/// </summary>
public sealed class StoreVerification
{
    private readonly ArtifactStore _store;
    private readonly List<StoreDamage> _damages = [];
    private readonly List<string> _strange = [];

    private StoreVerification(ArtifactStore store) => _store = store;

    /// <summary>Checks every file.</summary>
    /// <param name="store">The store.</param>
    /// <param name="progress">Told how many of all bytes have been read; may be called from any thread.</param>
    /// <exception cref="StoreException">A folder of the store can't be read.</exception>
    public static VerificationResult Run(ArtifactStore store, Action<long, long>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        return new StoreVerification(store).Run(progress);
    }

    private VerificationResult Run(Action<long, long>? progress)
    {
        var runs = Check(_store.RunFiles, _ => "the record of a finished run");
        var actions = CheckActions(runs);
        Check(_store.CodeFiles, _ => "a listing of code; the next run makes it anew");
        Check(_store.FolderFiles, _ => "the remembered hashes of a folder's files; they are hashed again");
        CheckListings();

        var (blobs, others) = _store.Blobs.ReadAll();
        _strange.AddRange(others.Select(other => other.FullName));
        var users = actions.SelectMany(action => action.Outputs.Select(file => (action, file))).ToLookup(use => use.file.Sha256);
        CheckBlobs(blobs, users, progress);
        CheckUses(users, blobs.ToDictionary(blob => blob.Name, blob => blob.Length, StringComparer.Ordinal));
        return new VerificationResult(
            _damages,
            _strange,
            actions.Count,
            blobs.Count,
            blobs.Sum(blob => blob.Length),
            blobs.Count(blob => !users.Contains(blob.Name)));
    }

    /// <summary>A damaged record can't be trusted to say whose it is; the finished runs know.</summary>
    private List<ActionRecord> CheckActions(IEnumerable<RunRecord> runs)
    {
        var nodes = new Lazy<Dictionary<string, RunNode>>(() =>
            runs.SelectMany(run => run.Nodes).DistinctBy(node => node.Key).ToDictionary(node => node.Key, StringComparer.Ordinal));
        return Check(_store.ActionFiles, path =>
            nodes.Value.TryGetValue(Path.GetFileNameWithoutExtension(path), out var node)
                ? $"the record of {node.Node}, stage {node.Stage}"
                : "the record of a node that no finished run used");
    }

    private List<T> Check<T>(RecordFolder<T> folder, Func<string, string> whatIs)
        where T : class
    {
        var intact = new List<T>();
        foreach (var record in folder.ReadAll().OrderBy(record => record.Path, StringComparer.Ordinal))
        {
            switch (record.State)
            {
                case RecordState.Intact:
                    intact.Add(record.Content!);
                    break;
                case RecordState.Strange:
                    _strange.Add(record.Path);
                    break;
                case RecordState.Damaged:
                    _damages.Add(new StoreDamage(record.Path, whatIs(record.Path), record.Finding, TryQuarantine(record.Path)));
                    break;
                case RecordState.Unreadable:        // it may be sound: whoever mends the permissions or the disk will see
                    _damages.Add(new StoreDamage(record.Path, whatIs(record.Path), record.Finding.TrimEnd('.'), null));
                    break;
                case RecordState.Missing:           // another process dropped it just now
                default:
                    break;
            }
        }

        return intact;
    }

    private void CheckListings()
    {
        foreach (var path in StoreFiles.EntriesIn(_store.Listings.Directory).Select(entry => entry.FullName).Order(StringComparer.Ordinal))
        {
            const string What = "a listing of files that a stage read";
            if (!ListingFolder.IsListing(path) || StoreFiles.WhatIs(new FileInfo(path)) is not null)
            {
                _strange.Add(path);
                continue;
            }

            try
            {
                if (_store.Listings.Read(Path.GetFileNameWithoutExtension(path)) is null)
                {
                    _damages.Add(new StoreDamage(path, What, "its SHA-256 isn't its name", TryQuarantine(path)));
                }
            }
            catch (StoreException error)
            {
                _damages.Add(new StoreDamage(path, What, error.Message, null));
            }
        }
    }

    private void CheckBlobs(
        IReadOnlyList<FileInfo> blobs, ILookup<string, (ActionRecord Action, ArtifactFile File)> users, Action<long, long>? progress)
    {
        foreach (var (path, finding, isReadable) in FindBadBlobs(blobs, progress))
        {
            var moved = isReadable ? TryQuarantine(path) : null;
            _damages.AddRange(users[Path.GetFileName(path)].Select(use => Describe(use.Action, use.File)).DefaultIfEmpty("no record's")
                .Select(user => new StoreDamage(path, user, finding, moved)));
        }
    }

    /// <summary>
    /// What records promise and isn't there, or is of another size: then it is the record that is wrong, as the content has its hash.
    /// </summary>
    private void CheckUses(ILookup<string, (ActionRecord Action, ArtifactFile File)> users, Dictionary<string, long> present)
    {
        foreach (var (action, file) in users.SelectMany(uses => uses))
        {
            if (!present.TryGetValue(file.Sha256, out var size))
            {
                _damages.Add(new StoreDamage(_store.BlobPath(file.Sha256), Describe(action, file), "it is missing", null));
            }
            else if (size != file.Size && _damages.All(damage => damage.Path != _store.BlobPath(file.Sha256)))
            {
                var record = _store.ActionPath(action.Key);
                _damages.Add(
                    new StoreDamage(
                        record,
                        $"the record of {action.Node}",
                        string.Create(CultureInfo.InvariantCulture, $"its {file.Name} has {size} bytes, not {file.Size}"),
                        TryQuarantine(record)));
            }
        }
    }

    private static string Describe(ActionRecord action, ArtifactFile file) =>
        $"{file.Name} of {action.Node}{(action.Label.Length == 0 ? "" : $" ({action.Label})")}, stage {action.Material.Stage}";

    private string? TryQuarantine(string path)
    {
        try
        {
            return _store.Quarantine.Take(path);
        }
        catch (StoreException)
        {
            return null;    // a read-only store is still worth checking
        }
    }

    private IEnumerable<(string Path, string Finding, bool IsReadable)> FindBadBlobs(
        IReadOnlyList<FileInfo> blobs, Action<long, long>? progress)
    {
        var bad = new ConcurrentBag<(string Path, string Finding, bool IsReadable)>();
        var total = blobs.Sum(blob => blob.Length);
        long done = 0;
        Parallel.ForEach(blobs, blob =>
        {
            try
            {
                // One that another process has dropped meanwhile is missing, not damaged.
                if (_store.Blobs.DamageOf(blob.Name) is { } finding && File.Exists(blob.FullName))
                {
                    bad.Add((blob.FullName, finding, true));
                }
            }
            catch (StoreException error)
            {
                bad.Add((blob.FullName, error.Message, false));     // it may be sound, as above
            }

            progress?.Invoke(Interlocked.Add(ref done, blob.Length), total);
        });
        return bad.OrderBy(found => found.Path, StringComparer.Ordinal);
    }
}

/// <summary>What a check of a store found.</summary>
/// <param name="Damages">What was damaged, and is in quarantine now, or is missing.</param>
/// <param name="Strange">Full paths of what isn't the store's own (copies, links, other programs' files): it was left where it is.</param>
/// <param name="Records">Records of nodes that are intact.</param>
/// <param name="Blobs">Files of artifacts that were hashed.</param>
/// <param name="Bytes">Bytes in them.</param>
/// <param name="Unused">Blobs that no record names: of runs that were killed. Harmless.</param>
public sealed record VerificationResult(
    IReadOnlyList<StoreDamage> Damages, IReadOnlyList<string> Strange, int Records, int Blobs, long Bytes, int Unused);

/// <summary>One damaged or missing file.</summary>
/// <param name="Path">Full path.</param>
/// <param name="What">Whose it is: <c>images.npy of Fetch-3f2a91, stage Fetch</c>.</param>
/// <param name="Finding">What is wrong with it.</param>
/// <param name="Quarantine">Where it is now; null where it isn't there, or is where it was.</param>
public sealed record StoreDamage(string Path, string What, string Finding, string? Quarantine)
{
    /// <inheritdoc/>
    public override string ToString() => $"{What}: {Finding} ({Path}{(Quarantine is null ? "" : $", now {Quarantine}")})";
}
