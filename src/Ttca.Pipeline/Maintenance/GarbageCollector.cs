namespace Ttca.Pipeline;

/// <summary>
/// Removes from a store what no kept run used. Kept are, of each experiment, the last runs of the whole of it that came to their end,
/// and every other run (stopped, failed, or of a part) since the first of these, also what killed ones had finished. So
/// an experiment loses nothing before as many whole runs of it have followed, and partial runs push nothing out. Whatever is younger
/// than a time of grace stays, and what young runs used.
/// </summary>
/// <remarks>
/// A run that is taken for dead though it lives (stopped or cut off for a minute, on another host) and goes on beside a collection loses
/// nothing that it or its workers make, as that is young; what it found up to date and was removed is made again.
/// </remarks>
public static class GarbageCollector
{
    /// <summary>Finds what can go, and removes it unless this is a rehearsal. Runs that begin meanwhile wait.</summary>
    /// <param name="store">The store.</param>
    /// <param name="keep">Whole runs of each experiment to keep, from 1; those that used the same results count as one.</param>
    /// <param name="grace">Age from which something can go, by the clock of the store's file system.</param>
    /// <param name="isRehearsal">Whether everything stays.</param>
    /// <exception cref="StoreException">
    /// A run is at work on the store; or none is on record, so that all would go; or a record can't be read; or something can't be removed.
    /// </exception>
    public static CollectionResult Run(ArtifactStore store, int keep, TimeSpan grace, bool isRehearsal)
    {
        ArgumentNullException.ThrowIfNull(store);
        using var lease = isRehearsal ? null : ExclusiveLease.Take(store, "nothing was removed");
        EnsureReadable(store.ActionFiles);
        EnsureReadable(store.RunFiles);
        var young = (lease?.Taken ?? store.Time.GetUtcNow().UtcDateTime) - grace;
        var runs = store.Runs();
        if (!runs.Any(run => run.IsWhole))
        {
            throw new StoreException(
                $"no finished run of a whole experiment is on record in {store.Directory}, so nothing can be told to be unneeded; "
                    + $"nothing was removed: finish a run first");
        }

        var since = runs.Where(run => run.IsWhole).GroupBy(run => run.Experiment).Where(experiment => experiment.Count() >= keep)
            .ToDictionary(experiment => experiment.Key, experiment => experiment.ElementAt(keep - 1).Finished, StringComparer.Ordinal);
        var kept = runs.Where(run => IsSince(run.Experiment, run.Finished) || IsYoung(store.RunPath(run))).ToList();
        var keys = kept.SelectMany(run => run.Nodes).Select(node => node.Key).ToHashSet(StringComparer.Ordinal);
        var actions = store.Actions().ToLookup(action =>
            keys.Contains(action.Key)
                || (action.Experiment is { } experiment && IsSince(experiment, action.Finished))
                || IsYoung(store.ActionPath(action.Key)));
        var blobs = actions[true].SelectMany(action => action.Outputs).Select(file => file.Sha256).ToHashSet(StringComparer.Ordinal);
        var listings = actions[true].SelectMany(action => action.Material.Files).ToHashSet(StringComparer.Ordinal);
        var codes = actions[true].Select(action => action.Material.Fingerprint).ToHashSet(StringComparer.Ordinal);

        // Records first: a process that dies in between leaves blobs that nobody uses, never records without their blobs.
        var doomed = actions[false].Select(action => store.ActionPath(action.Key))
            .Concat(runs.Except(kept).Select(store.RunPath))
            .Concat(store.CodeFiles.ReadAll().Where(listing => listing.State == RecordState.Intact).Select(listing => listing.Path)
                .Where(path => !codes.Contains(Path.GetFileNameWithoutExtension(path)) && !IsYoung(path)))
            .Concat(StoreFiles.EntriesIn(store.Listings.Directory).Select(entry => entry.FullName).Where(ListingFolder.IsListing)
                .Where(path => !listings.Contains(Path.GetFileNameWithoutExtension(path)) && !IsYoung(path)))
            .Concat(
                store.Blobs.ReadAll().Files
                    .Select(blob => blob.FullName)
                    .Where(path => !blobs.Contains(Path.GetFileName(path)) && !IsYoung(path)))
            .Where(File.Exists)
            .ToList();
        long bytes = doomed.Sum(path => new FileInfo(path).Length);
        if (!isRehearsal)
        {
            doomed.ForEach(path => StoreFiles.Guard("can't remove", path, () => File.Delete(path)));
        }

        return new CollectionResult(
            kept,
            [.. actions[false].CountBy(action => action.Material.Stage).OrderBy(stage => stage.Key, StringComparer.Ordinal)],
            actions[true].Count(),
            bytes);

        bool IsSince(string experiment, DateTimeOffset finished) => !since.TryGetValue(experiment, out var first) || finished >= first;

        bool IsYoung(string path) => File.GetLastWriteTimeUtc(path) > young;
    }

    /// <summary>A record of another user, say, that is sound and can't be read: what it names would pass for unneeded.</summary>
    private static void EnsureReadable<T>(RecordFolder<T> folder)
        where T : class
    {
        if (folder.ReadAll().FirstOrDefault(record => record.State is RecordState.Unreadable or RecordState.Damaged) is { } unknown)
        {
            throw new StoreException(
                $"{unknown}, so what it uses can't be told; nothing was removed: mend its permissions, or let Verify put it aside, "
                    + $"and collect again");
        }
    }
}

/// <summary>What a collection removed, or would.</summary>
/// <param name="Runs">The runs that are kept, latest first.</param>
/// <param name="Removed">Number of nodes whose results went, by stage.</param>
/// <param name="Kept">Number of nodes whose results stay.</param>
/// <param name="Bytes">Bytes that are free now.</param>
public sealed record CollectionResult(
    IReadOnlyList<RunRecord> Runs, IReadOnlyList<KeyValuePair<string, int>> Removed, int Kept, long Bytes);
