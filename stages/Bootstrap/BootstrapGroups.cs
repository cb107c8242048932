using Ttca.Collective;
using Ttca.Fairness;
using Ttca.Learning.Data;
using Ttca.Pipeline;

namespace Ttca.Stages;

/// <summary>
/// The metrics of fairness between the groups of an attribute, and the accuracy of each group, where the subgroup acts, with intervals over all seeds and
/// test images.
/// </summary>
/// <param name="Attribute">Its values are the groups; <c>class</c> for the classes.</param>
public sealed record BootstrapGroups(BootstrapParameters Parameters, int Classes, string Attribute) : IStage<Metrics>
{
    private static readonly (string After, string Before)[] Differences = [(Conditions.Collective, Conditions.None), (Conditions.Random, Conditions.None)];

    /// <summary>What the accuracy of each group is given under.</summary>
    private static readonly string[] Compared = [Conditions.None, Conditions.Collective];

    public required Node<ImageSet> Test { get; init; }

    // One evaluation per seed, in the same order.
    public required IReadOnlyList<Node<Evaluation>> None { get; init; }
    public required IReadOnlyList<Node<Evaluation>> Collective { get; init; }
    public required IReadOnlyList<Node<Evaluation>> Random { get; init; }
    public required IReadOnlyList<Node<Evaluation>> WhiteBox { get; init; }

    public Metrics Run(StageContext context)
    {
        var seeds = None.Zip(Collective, Random).Zip(WhiteBox, (three, whiteBox) =>
            (Evaluation[])[context.Load(three.First), context.Load(three.Second), context.Load(three.Third), context.Load(whiteBox)]);
        var outcomes = new GroupedOutcomes(Classes, Attribute, context.Load(Test), seeds);
        return new Metrics(
        [
            .. Estimate(outcomes.All, FairnessMetric.All(Parameters.PositiveClass), AccuraciesOf(outcomes.Names), context),
            .. outcomes.Pair is { } pair ? Estimate(outcomes.Measuring, [FairnessMetric.OfPair(pair)], [], context) : [],
        ]);
    }

    private static IReadOnlyList<Statistic> AccuraciesOf(IReadOnlyList<string> groups) =>
        [.. groups.Index().SelectMany(group => Compared.Select(condition => new GroupAccuracy(group.Index, condition, group.Item)))];

    private IReadOnlyList<MetricEstimate> Estimate(
        IReadOnlyList<Outcomes> seeds, IReadOnlyList<FairnessMetric> metrics, IReadOnlyList<Statistic> others, StageContext context) => HierarchicalBootstrap.Run(
        seeds,
        [
            .. others,
            .. Conditions.All.SelectMany(condition => metrics.Select(metric => metric.Of(Scenario.Everyone(condition)))),
            .. Differences.SelectMany(pair => metrics.Select(metric =>
                new PairedDifference(metric.Of(Scenario.Everyone(pair.After)), metric.Of(Scenario.Everyone(pair.Before))))),
        ],
        Parameters.Resamples,
        context.Seed,
        context.Threads);
}
