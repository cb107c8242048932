using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Ttca.Pipeline;

/// <summary>Hashes everything in a store again, and removes what is damaged: what isn't there is made anew by the next run that needs it.</summary>
public static class StoreVerification
{
    /// <summary>Checks every file.</summary>
    /// <param name="store">The store.</param>
    /// <param name="progress">Told how many of all bytes have been read; may be called from any thread.</param>
    /// <exception cref="StoreException">A record is there, but can't be read.</exception>
    public static VerificationResult Run(ArtifactStore store, Action<long, long>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        var damages = new List<StoreDamage>();
        var actions = CheckRecords(store, damages);
        CheckSealed(store.CodeDirectory, RecordJson.Default.CodeListing, "a listing of code; the next run makes it anew", damages);
        CheckSealed(store.RunsDirectory, RecordJson.Default.RunRecord, "the record of a finished run", damages);
        CheckSealed(store.FoldersDirectory, RecordJson.Default.WrittenFolderMemory, "the remembered hashes of a folder's files; they are hashed again", damages);
        CheckListings(store, damages);

        var blobs = new DirectoryInfo(store.BlobsDirectory).EnumerateFiles("*", SearchOption.AllDirectories).ToList();
        var users = actions.SelectMany(action => action.Outputs.Select(file => (action, file))).ToLookup(use => use.file.Sha256);
        foreach (var (path, finding, isReadable) in FindBadBlobs(blobs, progress))
        {
            damages.AddRange(UsersOf(Path.GetFileName(path)).Select(user => new StoreDamage(path, user, finding)));
            if (isReadable)
            {
                StoreFiles.TryDelete(path);
            }
        }

        var present = blobs.Select(blob => blob.Name).ToHashSet(StringComparer.Ordinal);
        damages.AddRange(
            from use in users.Where(uses => !present.Contains(uses.Key)).SelectMany(uses => uses)
            select new StoreDamage(store.BlobPath(use.file.Sha256), Describe(use.action, use.file), "it is missing"));
        return new VerificationResult(damages, actions.Count, blobs.Count, blobs.Sum(blob => blob.Length), blobs.Count(blob => !users.Contains(blob.Name)));

        IEnumerable<string> UsersOf(string hash) => users[hash].Select(use => Describe(use.action, use.file)).DefaultIfEmpty("no record's");
    }

    private static string Describe(ActionRecord action, ArtifactFile file) =>
        $"{file.Name} of {action.Node}{(action.Label.Length == 0 ? "" : $" ({action.Label})")}, stage {action.Material.Stage}";

    /// <summary>A damaged record can't be trusted to say whose it is; the finished runs know.</summary>
    private static List<ActionRecord> CheckRecords(ArtifactStore store, List<StoreDamage> damages)
    {
        var nodes = new Lazy<Dictionary<string, RunNode>>(() =>
            store.Runs().SelectMany(run => run.Nodes).DistinctBy(node => node.Key).ToDictionary(node => node.Key, StringComparer.Ordinal));
        return CheckSealed(store.ActionsDirectory, RecordJson.Default.ActionRecord, path =>
            nodes.Value.TryGetValue(Path.GetFileNameWithoutExtension(path), out var node)
                ? $"the record of {node.Node}, stage {node.Stage}"
                : "the record of a node that no finished run used", damages);
    }

    private static void CheckSealed<T>(string folder, JsonTypeInfo<T> type, string what, List<StoreDamage> damages)
        where T : class => CheckSealed(folder, type, _ => what, damages);

    private static List<T> CheckSealed<T>(
        string folder, JsonTypeInfo<T> type, Func<string, string> whatIs, List<StoreDamage> damages)
        where T : class
    {
        var intact = new List<T>();
        foreach (var path in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
        {
            try
            {
                if (StoreFiles.TryReadSealed(path, type) is { } content)
                {
                    intact.Add(content);
                }
            }
            catch (JsonException error)
            {
                damages.Add(new StoreDamage(path, whatIs(path), error.Message));
                StoreFiles.TryDelete(path);
            }
        }

        return intact;
    }

    private static void CheckListings(ArtifactStore store, List<StoreDamage> damages)
    {
        foreach (var path in Directory.EnumerateFiles(store.ListingsDirectory).Order(StringComparer.Ordinal))
        {
            if (store.ListingOf(Path.GetFileNameWithoutExtension(path)) is null)
            {
                damages.Add(new StoreDamage(path, "a listing of files that a stage read", "its SHA-256 isn't its name"));
                StoreFiles.TryDelete(path);
            }
        }
    }

    private static IEnumerable<(string Path, string Finding, bool IsReadable)> FindBadBlobs(IReadOnlyList<FileInfo> blobs, Action<long, long>? progress)
    {
        var bad = new ConcurrentBag<(string Path, string Finding, bool IsReadable)>();
        var total = blobs.Sum(blob => blob.Length);
        long done = 0;
        Parallel.ForEach(blobs, blob =>
        {
            try
            {
                // One that another process has dropped meanwhile is missing, not damaged.
                if (ArtifactStore.DamageOf(blob.FullName, blob.Name) is { } finding && File.Exists(blob.FullName))
                {
                    bad.Add((blob.FullName, finding, true));
                }
            }
            catch (StoreException error)
            {
                bad.Add((blob.FullName, error.Message, false));     // it may be sound: whoever mends the permissions or the disk will see
            }

            progress?.Invoke(Interlocked.Add(ref done, blob.Length), total);
        });
        return bad.OrderBy(found => found.Path, StringComparer.Ordinal);
    }
}

/// <summary>What a check of a store found.</summary>
/// <param name="Damages">What was damaged, and is removed now, or is missing.</param>
/// <param name="Records">Records of nodes that are intact.</param>
/// <param name="Blobs">Files of artifacts that were hashed.</param>
/// <param name="Bytes">Bytes in them.</param>
/// <param name="Unused">Blobs that no record names: of runs that were killed. Harmless.</param>
public sealed record VerificationResult(IReadOnlyList<StoreDamage> Damages, int Records, int Blobs, long Bytes, int Unused);

/// <summary>One damaged or missing file.</summary>
/// <param name="Path">Full path.</param>
/// <param name="What">Whose it is: <c>images.npy of Fetch-3f2a91, stage Fetch</c>.</param>
/// <param name="Finding">What is wrong with it.</param>
public sealed record StoreDamage(string Path, string What, string Finding)
{
    /// <inheritdoc/>
    public override string ToString() => $"{What}: {Finding} ({Path})";
}
