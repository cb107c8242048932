using System.Globalization;
using Ttca.Fairness;
using Ttca.Parameters;
using Ttca.Reporting;
using Ttca.Stages;

namespace Ttca.Build.Diff;

/// <summary>How the metrics of two runs differ.</summary>
/// <param name="Settings">Experiment, seeds, images, resamples: what the metrics are of.</param>
/// <param name="OnlyLeft">Cells, and metrics of common cells, that only the left has.</param>
/// <param name="OnlyRight">Those that only the right has.</param>
/// <param name="Cells">The cells in which a metric that both have differs.</param>
/// <param name="Unchanged">Metrics that are the same on both sides, interval included.</param>
public sealed record RunDiffMetrics(
    IReadOnlyList<ValueChange> Settings,
    IReadOnlyList<string> OnlyLeft,
    IReadOnlyList<string> OnlyRight,
    IReadOnlyList<CellChanges> Cells,
    int Unchanged)
{
    /// <summary>Whether they are the same.</summary>
    public bool IsEqual => Settings.Count + OnlyLeft.Count + OnlyRight.Count + Cells.Count == 0;

    internal static RunDiffMetrics Of(ExperimentMetrics left, ExperimentMetrics right)
    {
        var rights = Lookup(right);
        var pairs = left.Cells.Where(cell => rights.ContainsKey(NameOf(cell)))
            .Select(cell => (Cell: cell, Pairs: PairsOf(cell.Metrics.Estimates, rights[NameOf(cell)].Metrics.Estimates).ToList())).ToList();
        var changes = pairs.Select(pair => new CellChanges(
            pair.Cell.Study, pair.Cell.Variable, pair.Cell.Value, [.. InOrder(pair.Pairs.Where(IsChanged).Select(ChangeOf))])).ToList();
        return new RunDiffMetrics(
            SettingsOf(left, right, [.. pairs.SelectMany(pair => pair.Pairs)]),
            Only(left, right),
            Only(right, left),
            [.. changes.Where(cell => cell.Changes.Count > 0)],
            pairs.Sum(pair => pair.Pairs.Count) - changes.Sum(cell => cell.Changes.Count));
    }

    private static Dictionary<string, CellMetrics> Lookup(ExperimentMetrics metrics) =>
        metrics.Cells.DistinctBy(NameOf).ToDictionary(NameOf, StringComparer.Ordinal);

    private static string NameOf(CellMetrics cell) => $"{cell.Study} {cell.Variable}={cell.Value}";

    private static string NameOf(MetricEstimate estimate) => $"{estimate.Name} ({estimate.Condition})";

    private static IEnumerable<(MetricEstimate Left, MetricEstimate Right)> PairsOf(
        IEnumerable<MetricEstimate> left, IEnumerable<MetricEstimate> right) =>
        left.Join(right, NameOf, NameOf, (a, b) => (a, b));

    /// <summary>Equals, not ==: undefined is the same as undefined.</summary>
    private static bool IsChanged((MetricEstimate Left, MetricEstimate Right) pair) => !pair.Left.Estimate.Equals(pair.Right.Estimate);

    private static MetricChange ChangeOf((MetricEstimate Left, MetricEstimate Right) pair)
    {
        var (left, right) = (pair.Left.Estimate, pair.Right.Estimate);
        bool isApart = left.High < right.Low || right.High < left.Low;   // false where one has no interval
        return new MetricChange(pair.Left.Name, pair.Left.Condition, left, right, right.Value - left.Value, isApart);
    }

    private static IEnumerable<MetricChange> InOrder(IEnumerable<MetricChange> changes) => changes
        .OrderByDescending(change => change.IsApart)
        .ThenByDescending(change => double.IsNaN(change.Difference) ? double.PositiveInfinity : Math.Abs(change.Difference));

    private static List<string> Only(ExperimentMetrics here, ExperimentMetrics there)
    {
        var theirs = Lookup(there);
        var cells = here.Cells.Where(cell => !theirs.ContainsKey(NameOf(cell))).Select(NameOf);
        var metrics = here.Cells.Where(cell => theirs.ContainsKey(NameOf(cell)))
            .SelectMany(cell => cell.Metrics.Estimates.Select(NameOf).Except(theirs[NameOf(cell)].Metrics.Estimates.Select(NameOf)))
            .GroupBy(name => name)
            .Select(name => $"{name.Key} in {Quantity.Of(name.Count(), "cell")}");
        return [.. cells, .. metrics];
    }

    private static List<ValueChange> SettingsOf(
        ExperimentMetrics left, ExperimentMetrics right, IReadOnlyList<(MetricEstimate Left, MetricEstimate Right)> pairs)
    {
        var settings = new[]
        {
            new ValueChange("experiment", [left.Experiment], [right.Experiment]),
            Of("seeds", estimate => estimate.Seeds),
            Of("proxies", estimate => estimate.Proxies),
            Of("images", estimate => estimate.Images),
            Of("resamples", estimate => estimate.Resamples),
        };
        return [.. settings.Where(setting => !setting.Left.SequenceEqual(setting.Right))];

        ValueChange Of(string name, Func<MetricEstimate, int> count) =>
            new(name, Values(pairs.Select(pair => count(pair.Left))), Values(pairs.Select(pair => count(pair.Right))));

        static List<string> Values(IEnumerable<int> counts) =>
            [.. counts.Distinct().Order().Select(count => count.ToString(CultureInfo.InvariantCulture))];
    }
}
