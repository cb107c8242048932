using System.Globalization;

namespace Ttca.Pipeline;

/// <summary>What differs between the key of a stored result and the key that a node has now.</summary>
/// <param name="store">Knows what earlier code was made of.</param>
/// <param name="keys">Knows what code is made of now.</param>
internal sealed class KeyComparison(ArtifactStore store, NodeKeys keys)
{
    /// <summary>Types or files that a line names; of more, it says how many.</summary>
    private const int MostNames = 3;

    private readonly Dictionary<KeyMaterial, IReadOnlyDictionary<string, string>> _leaves = new(ReferenceEqualityComparer.Instance);

    /// <summary>Every difference but those of inputs that aren't known now.</summary>
    public IReadOnlyList<StaleReason> Differences(Node node, KeyMaterial before, NodeKey key)
    {
        var now = key.Material;
        return
        [
            .. Changes(StaleCause.Parameter, LeavesOf(before), LeavesOf(now)),
            .. ChangedInputs(before, now),
            .. now.Files.SequenceEqual(before.Files) ? Array.Empty<StaleReason>() : [ChangedFiles(before, key.Files)],
            .. now.Fingerprint == before.Fingerprint ? Array.Empty<StaleReason>() : [ChangedCode(node, before)],
            .. Changes(StaleCause.Environment, before.Environment, now.Environment),
            .. HasOtherSeed(before, now)
                ?
                [
                    new StaleReason(
                        StaleCause.Seed,
                        $"derived seed: {before.Seed?.ToString(CultureInfo.InvariantCulture) ?? "not in the key"} -> {now.Seed}"),
                ]
                : Array.Empty<StaleReason>(),
        ];
    }

    /// <summary>How many of <see cref="Differences"/> there would be, without looking for their names.</summary>
    public int Distance(KeyMaterial before, KeyMaterial now) =>
        CountDifferences(LeavesOf(before), LeavesOf(now))
        + ChangedInputs(before, now).Count()
        + (now.Files.SequenceEqual(before.Files) ? 0 : 1)
        + (now.Fingerprint == before.Fingerprint ? 0 : 1)
        + CountDifferences(before.Environment, now.Environment)
        + (HasOtherSeed(before, now) ? 1 : 0);

    /// <summary>Where the parameter that it is derived from differs, that says it.</summary>
    private bool HasOtherSeed(KeyMaterial before, KeyMaterial now) =>
        before.Seed != now.Seed && LeavesOf(before).GetValueOrDefault("seed") == LeavesOf(now).GetValueOrDefault("seed");

    private static IEnumerable<StaleReason> ChangedInputs(KeyMaterial before, KeyMaterial now) =>
        from input in now.Inputs
        where input.Value.All(one => one.Hash.Length > 0)
        where !before.Inputs.TryGetValue(input.Key, out var old)
            || !old.Select(one => one.Hash).SequenceEqual(input.Value.Select(one => one.Hash))
        select new StaleReason(StaleCause.Input, $"input '{input.Key}' changed");

    private StaleReason ChangedCode(Node node, KeyMaterial before)
    {
        var names = store.CodeOf(before.Fingerprint) is { } old ? CodeListing.Differences(old, keys.CodeOf(node)) : [];
        return new StaleReason(StaleCause.Code, $"its code changed{Few(names)}");
    }

    private StaleReason ChangedFiles(KeyMaterial before, FileListing? now)
    {
        var names = before.Files is [var hash] && now is not null && store.Listings.Find(hash) is { } old
            ? FileListing.Differences(old, now)
            : [];
        return new StaleReason(
            StaleCause.File, $"{(names.Count == 1 ? "a file that it reads" : "files that it reads")} changed{Few(names)}");
    }

    private static string Few(IReadOnlyList<string> names) =>
        names.Count == 0
            ? ""
            : $": {string.Join(", ", names.Take(MostNames))}{(names.Count > MostNames ? $" and {names.Count - MostNames} more" : "")}";

    /// <summary>Each is compared with many.</summary>
    private IReadOnlyDictionary<string, string> LeavesOf(KeyMaterial material) =>
        _leaves.TryGetValue(material, out var known) ? known
        : _leaves[material] = NodeLabels
            .Leaves(material.Parameters)
            .DistinctBy(leaf => leaf.Path)
            .ToDictionary(leaf => leaf.Path, leaf => leaf.Value, StringComparer.Ordinal);

    private static int CountDifferences(IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> now)
    {
        var both = 0;
        var different = 0;
        foreach (var (name, current) in now)
        {
            if (before.TryGetValue(name, out var old))
            {
                both++;
                different += old == current ? 0 : 1;
            }
        }

        return different + (before.Count - both) + (now.Count - both);
    }

    private static IEnumerable<StaleReason> Changes(
        StaleCause cause, IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> now) =>
        from name in before.Keys.Union(now.Keys).Order(StringComparer.Ordinal)
        let old = before.GetValueOrDefault(name, "unset")
        let current = now.GetValueOrDefault(name, "unset")
        where old != current
        from line in ParameterDifference.Of(name, old, current)
        select new StaleReason(cause, line);
}
