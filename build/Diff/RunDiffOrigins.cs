using Ttca.Pipeline;

namespace Ttca.Build.Diff;

/// <summary>How what two runs were made with differs.</summary>
/// <param name="OnlyLeft">Stages that only the left has.</param>
/// <param name="OnlyRight">Stages that only the right has.</param>
/// <param name="Parameters">By stage and path.</param>
/// <param name="Code">Stages of which the code changed.</param>
/// <param name="Environment">Device, threads and versions.</param>
public sealed record RunDiffOrigins(
    IReadOnlyList<string> OnlyLeft,
    IReadOnlyList<string> OnlyRight,
    IReadOnlyList<ParameterChange> Parameters,
    IReadOnlyList<CodeChange> Code,
    IReadOnlyList<ValueChange> Environment)
{
    /// <summary>Whether nothing differs.</summary>
    public bool IsEqual => OnlyLeft.Count + OnlyRight.Count + Parameters.Count + Code.Count + Environment.Count == 0;

    internal static RunDiffOrigins Of(
        IReadOnlyList<RunDiffOrigin> left, IReadOnlyList<RunDiffOrigin> right, Func<string, CodeListing?> codeOf)
    {
        var lefts = left.ToLookup(origin => origin.Stage, StringComparer.Ordinal);
        var rights = right.ToLookup(origin => origin.Stage, StringComparer.Ordinal);
        var common = lefts.Select(stage => stage.Key).Where(rights.Contains).ToList();
        return new RunDiffOrigins(
            [.. lefts.Select(stage => stage.Key).Where(stage => !rights.Contains(stage))],
            [.. rights.Select(stage => stage.Key).Where(stage => !lefts.Contains(stage))],
            [.. common.SelectMany(stage => ParametersOf(stage, [.. lefts[stage]], [.. rights[stage]]))],
            [.. common.Select(stage => CodeOf(stage, lefts[stage], rights[stage], codeOf)).OfType<CodeChange>()],
            [.. Changes(Values(left, origin => origin.Environment), Values(right, origin => origin.Environment))]);
    }

    private static IEnumerable<ParameterChange> ParametersOf(
        string stage, IReadOnlyList<RunDiffOrigin> left, IReadOnlyList<RunDiffOrigin> right)
    {
        var changes = Changes(Values(left, Known), Values(right, Known)).ToList();
        if (changes.Count == 0 && left.Count != right.Count)
        {
            changes = [new ValueChange("number of nodes", [$"{left.Count}"], [$"{right.Count}"])];
        }

        return changes.Select(change => new ParameterChange(stage, change.Name, change.Left, change.Right));

        static IReadOnlyDictionary<string, string> Known(RunDiffOrigin origin) => origin.Files.Count == 0
            ? origin.Parameters
            : new Dictionary<string, string>(origin.Parameters) { ["SHA-256 of files read"] = string.Join(", ", origin.Files) };
    }

    private static CodeChange? CodeOf(
        string stage, IEnumerable<RunDiffOrigin> left, IEnumerable<RunDiffOrigin> right, Func<string, CodeListing?> codeOf)
    {
        // One of each, as a run's nodes of one stage have the same code.
        var (before, now) = (left.First().Fingerprint, right.First().Fingerprint);
        return before == now ? null
            : new CodeChange(stage, Known(before) is { } old && Known(now) is { } current ? CodeListing.Differences(old, current) : []);

        // What the file says may be anything, also a path.
        CodeListing? Known(string fingerprint) => fingerprint.All(char.IsAsciiHexDigit) ? codeOf(fingerprint) : null;
    }

    /// <summary>All values that nodes have, by name, in the order of the nodes.</summary>
    private static SortedDictionary<string, List<string>> Values(
        IReadOnlyList<RunDiffOrigin> origins, Func<RunDiffOrigin, IReadOnlyDictionary<string, string>> of) =>
        new(
            origins.SelectMany(of)
                .GroupBy(pair => pair.Key)
                .ToDictionary(name => name.Key, name => name.Select(pair => pair.Value).Distinct().ToList()),
            StringComparer.Ordinal);

    private static IEnumerable<ValueChange> Changes(
        SortedDictionary<string, List<string>> left, SortedDictionary<string, List<string>> right) =>
        from name in left.Keys.Union(right.Keys).Order(StringComparer.Ordinal)
        let before = left.GetValueOrDefault(name) ?? []
        let after = right.GetValueOrDefault(name) ?? []
        where !before.ToHashSet().SetEquals(after)
        select new ValueChange(name, before, after);
}

/// <summary>A parameter of which the nodes of a stage have other values.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Path">Such as <c>parameters.steps</c>.</param>
/// <param name="Left">All values on the left; none where the parameter isn't there.</param>
/// <param name="Right">All values on the right.</param>
public sealed record ParameterChange(string Stage, string Path, IReadOnlyList<string> Left, IReadOnlyList<string> Right);

/// <summary>A stage of which the code changed.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Parts">The types, resources and assemblies that changed; none where the store doesn't know both.</param>
public sealed record CodeChange(string Stage, IReadOnlyList<string> Parts);
