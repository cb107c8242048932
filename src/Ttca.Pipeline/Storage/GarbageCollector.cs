namespace Ttca.Pipeline;

/// <summary>Removes from a store what no kept run uses.</summary>
public static class GarbageCollector
{
    /// <summary>Finds what can go, and removes it unless this is a rehearsal.</summary>
    /// <param name="store">The store.</param>
    /// <param name="keep">Finished runs of each experiment to keep, from 1; those that used the same results count as one.</param>
    /// <param name="isRehearsal">Whether everything stays.</param>
    /// <exception cref="StoreException">A run is at work on the store; or none is on record, so that all would go; or something can't be removed.</exception>
    public static CollectionResult Run(ArtifactStore store, int keep, bool isRehearsal)
    {
        ArgumentNullException.ThrowIfNull(store);
        if (NodeClaims.OwnersIn(store) is [var owner, ..])
        {
            throw new StoreException($"another run is at work on {store.Directory} ({owner}); nothing was removed: collect when it has ended");
        }

        var runs = store.Runs();
        var kept = runs.GroupBy(run => run.Experiment).SelectMany(experiment => experiment.Take(keep)).ToList();
        if (kept.Count == 0)
        {
            throw new StoreException($"no finished run is on record in {store.Directory}, so nothing can be told to be unneeded; nothing was removed: finish a run first");
        }

        var actions = store.Actions();
        var survivors = Survivors(actions, kept);
        var blobs = survivors.SelectMany(action => action.Outputs).Select(file => file.Sha256).ToHashSet(StringComparer.Ordinal);
        var codes = survivors.Select(action => action.Material.Fingerprint).ToHashSet(StringComparer.Ordinal);
        var victims = actions.Where(action => !survivors.Contains(action)).ToList();

        // Records first: a process that dies in between leaves blobs that nobody uses, never records without their blobs.
        var doomed = victims.Select(action => store.ActionPath(action.Key))
            .Concat(runs.Where(run => !kept.Contains(run)).Select(store.RunPath))
            .Concat(Files(store.CodeDirectory).Where(path => !codes.Contains(Path.GetFileNameWithoutExtension(path))))
            .Concat(Files(store.BlobsDirectory).Where(path => !blobs.Contains(Path.GetFileName(path))))
            .ToList();
        long bytes = doomed.Sum(path => new FileInfo(path).Length);
        if (!isRehearsal)
        {
            doomed.ForEach(path => StoreFiles.Guard("can't remove", path, () => File.Delete(path)));
        }

        return new CollectionResult(kept, [.. victims.CountBy(action => action.Material.Stage).OrderBy(stage => stage.Key, StringComparer.Ordinal)], survivors.Count, bytes);
    }

    /// <summary>
    /// What kept runs used; and what is younger than the latest finished run: it is of a run that was stopped or failed, and will go on from there.
    /// </summary>
    private static HashSet<ActionRecord> Survivors(IReadOnlyList<ActionRecord> actions, IReadOnlyList<RunRecord> kept)
    {
        var keys = kept.SelectMany(run => run.Nodes).Select(node => node.Key).ToHashSet(StringComparer.Ordinal);
        var latest = kept.Max(run => run.Finished);
        return new HashSet<ActionRecord>(actions.Where(action => keys.Contains(action.Key) || action.Started > latest), ReferenceEqualityComparer.Instance);
    }

    private static IEnumerable<string> Files(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories);
}

/// <summary>What a collection removed, or would.</summary>
/// <param name="Runs">The runs that are kept.</param>
/// <param name="Removed">Number of nodes whose results went, by stage.</param>
/// <param name="Kept">Number of nodes whose results stay.</param>
/// <param name="Bytes">Bytes that are free now.</param>
public sealed record CollectionResult(IReadOnlyList<RunRecord> Runs, IReadOnlyList<KeyValuePair<string, int>> Removed, int Kept, long Bytes);
