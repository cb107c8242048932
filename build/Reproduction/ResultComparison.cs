using Ttca.Pipeline;

namespace Ttca.Build.Reproduction;

/// <summary>Whether a run gave what was expected: the same bytes on the same type of machine, intervals that overlap on another.</summary>
/// <param name="Divergence">Where it first differs, a sentence; null where it doesn't.</param>
/// <param name="IsByteForByte">Whether bytes were compared, not intervals.</param>
/// <param name="Compared">Nodes or metrics that were compared.</param>
public sealed record ResultComparison(string? Divergence, bool IsByteForByte, int Compared)
{
    /// <summary>Compares.</summary>
    /// <param name="plan">The plan that was run; the first node in its order that differs is named.</param>
    /// <param name="expected">From the committed file.</param>
    /// <param name="actual">From the run.</param>
    public static ResultComparison Of(Plan plan, ExpectedResults expected, ExpectedResults actual)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(expected);
        ArgumentNullException.ThrowIfNull(actual);
        if (OtherPlan(plan, expected) is { } other)
        {
            return new ResultComparison(other, true, 0);
        }

        return expected.Machine == actual.Machine
            ? new ResultComparison(FirstOtherBytes(plan, expected, actual), true, plan.Nodes.Count)
            : new ResultComparison(FirstApart(expected, actual), false, expected.Metrics.Count);
    }

    private static string? OtherPlan(Plan plan, ExpectedResults expected)
    {
        var unexpected = plan.Nodes.Where(node => !expected.Nodes.ContainsKey(node.Id)).ToList();
        return unexpected.Count > 0
            ? $"the experiment has another plan: it diverges at {unexpected[0].StageName}, where {unexpected[0]} is new (and "
                + $"{unexpected.Count - 1} more)"
            : plan.Nodes.Count < expected.Nodes.Count
                ? $"the experiment has another plan: {expected.Nodes.Count - plan.Nodes.Count} of the expected nodes are gone"
            : null;
    }

    private static string? FirstOtherBytes(Plan plan, ExpectedResults expected, ExpectedResults actual)
    {
        var others = plan.Nodes.Where(node => expected.Nodes[node.Id] != actual.Nodes[node.Id]).ToList();
        return others.Count == 0 ? null
            : $"it diverges at {others[0].StageName}: {others[0]} made {actual.Nodes[others[0].Id]}, not {expected.Nodes[others[0].Id]}; "
                + $"{others.Count} of {plan.Nodes.Count} nodes made other bytes, though on the same type of machine";
    }

    /// <summary>Undefined on one side is no contradiction: a gap may just be significant there, and just not here.</summary>
    private static string? FirstApart(ExpectedResults expected, ExpectedResults actual)
    {
        var apart = expected.Metrics.Where(metric =>
            !actual.Metrics.TryGetValue(metric.Key, out var now) || metric.Value[2] < now[1] || now[2] < metric.Value[1]).ToList();
        return apart.Count == 0 ? null
            : $"it diverges at Bootstrap: {apart[0].Key} is {Text(actual.Metrics.GetValueOrDefault(apart[0].Key))}, not "
            + $"{Text(apart[0].Value)}; "
                + $"{apart.Count} of {expected.Metrics.Count} metrics have intervals that don't overlap";
    }

    private static string Text(
        IReadOnlyList<double>? numbers) =>
            numbers is null ? "missing" : new Fairness.Estimate(numbers[0], numbers[1], numbers[2]).ToString();
}
