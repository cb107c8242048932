using System.Text.Json;
using Ttca.Fairness;
using Ttca.Pipeline;

namespace Ttca.Stages.Tests;

/// <summary>Numbers for what the figures and tables of a plan show, so that they can be drawn without a run.</summary>
internal static class MadeUpMetrics
{
    /// <summary>The cells that a figure or table reads.</summary>
    /// <param name="node">Of the figure or table.</param>
    /// <param name="seeds">Replicates.</param>
    /// <param name="change">Of every estimate; null: none.</param>
    public static IReadOnlyList<Metrics> CellsOf(Node node, int seeds, Func<MetricEstimate, MetricEstimate>? change = null)
    {
        var asked = AskedIn(node.Parameters).Concat(AskedBy(node.Stage)).Distinct().ToList();
        return [.. Enumerable.Range(0, node.Inputs.Single(input => input.Name == "metrics").Nodes.Count).Select(cell =>
            new Metrics(
                [
                    .. asked.Where(at => at.Cell == cell)
                        .Select(at => Estimate(at, seeds))
                        .Select(estimate => change?.Invoke(estimate) ?? estimate),
                ]))];
    }

    public static MetricEstimate Estimate(MetricAt at, int seeds)
    {
        double spread = at.Metric.StartsWith("closure", StringComparison.Ordinal) ? 0.1 : 0.03;
        double value = ValueOf(at);
        return new MetricEstimate(
            at.Metric,
            at.Condition,
            new Estimate(value, value - 2 * spread, value + 2 * spread),
            [.. Enumerable.Range(0, seeds).Select(seed => value + spread * Math.Sin(2.1 * seed + value))],
            2_000,
            seeds,
            10_000,
            0)
        {
            Interval = HierarchicalBootstrap.KindOf(seeds),
        };
    }

    private static double ValueOf(MetricAt at)
    {
        double effect = at.Condition.Contains(" - ", StringComparison.Ordinal) ? 0.1 : at.Condition switch
        {
            Conditions.None => 0,
            Conditions.Random or Conditions.PhaseShuffled => -0.05,
            Conditions.WhiteBox or Conditions.WhiteBoxShared => 0.3,
            Conditions.Collective or Conditions.Planted => 0.1 + 0.03 * at.Cell,
            _ => 0.04,
        };
        return at.Metric switch
        {
            "closure" => 4 * effect,
            "accuracy-majority" => 0.92,
            "subgroup-gap" or "accuracy-gap" => 0.25 - effect,
            "false-claim-rate" => 0.05 + effect,
            _ => 0.67 + effect,
        };
    }

    private static IEnumerable<MetricAt> AskedIn(JsonElement parameters) => parameters.ValueKind switch
    {
        JsonValueKind.Array => parameters.EnumerateArray().SelectMany(AskedIn),
        JsonValueKind.Object when parameters.TryGetProperty("metric", out var metric) && parameters.TryGetProperty("cell", out var cell) =>
            [new MetricAt(cell.GetInt32(), metric.GetString()!, parameters.GetProperty("condition").GetString()!)],
        JsonValueKind.Object => parameters.EnumerateObject().SelectMany(member => AskedIn(member.Value)),
        _ => [],
    };

    private static IEnumerable<MetricAt> AskedBy(object stage) => stage switch
    {
        RenderFairness fairness => from cell in Enumerable.Range(0, fairness.Metrics.Count)
                                   from metric in FairnessMetric.All(fairness.PositiveClass)
                                   from condition in Compared
                                   select new MetricAt(cell, metric.Name, condition),
        _ => [],
    };

    private static IEnumerable<string> Compared =>
        new[] { Conditions.Collective, Conditions.Random, Conditions.Preprocess }
            .SelectMany(condition => new[] { condition, $"{condition} - {Conditions.None}" })
            .Prepend(Conditions.None);
}
