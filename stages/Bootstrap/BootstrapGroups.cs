using Ttca.Collective;
using Ttca.Datasets;
using Ttca.Fairness;
using Ttca.Pipeline;

namespace Ttca.Stages;

/// <summary>
/// The metrics of fairness between the groups of an attribute, and the accuracy of each group, where the subgroup acts, with intervals over
/// all seeds and test images.
/// </summary>
/// <param name="Attribute">Its values are the groups; <c>class</c> for the classes.</param>
/// <param name="Proxies">Of each seed.</param>
[PartOf("Bootstrap")]
public sealed record BootstrapGroups(BootstrapParameters Parameters, int Classes, string Attribute, int Proxies) : IEstimatesMetrics
{
    private static readonly (string After, string Before)[] Differences = 
    [
        (Stages.Conditions.Collective, Stages.Conditions.None), (Stages.Conditions.Random, Stages.Conditions.None),
        (Stages.Conditions.Preprocess, Stages.Conditions.None), (Stages.Conditions.Collective, Stages.Conditions.Preprocess),
    ];

    /// <summary>What the accuracy of each group is given under.</summary>
    private static readonly string[] Compared = [Stages.Conditions.None, Stages.Conditions.Collective];

    public required Node<ImageSet> Test { get; init; }

    /// <inheritdoc cref="Bootstrap.Conditions"/>
    public required IReadOnlyList<string> Conditions { get; init; }

    /// <inheritdoc cref="Bootstrap.Evaluations"/>
    public required IReadOnlyList<Node<Evaluation>> Evaluations { get; init; }

    public Metrics Run(StageContext context)
    {
        var outcomes = new GroupedOutcomes(
            Classes, Attribute, context.Load(Test), Evaluations.Select(context.Load).Chunk(Conditions.Count));
        return new Metrics(
        [
            .. Estimate(outcomes.All, FairnessMetric.All(Parameters.PositiveClass), AccuraciesOf(outcomes.Names), context),
            .. outcomes.Pair is { } pair ? Estimate(outcomes.Measuring, [FairnessMetric.OfPair(pair)], [], context) : [],
        ]);
    }

    /// <inheritdoc/>
    public IEnumerable<(string Metric, string Condition)> Estimated() => Statistics(FairnessMetric.All(Parameters.PositiveClass)).Names();

    private IEnumerable<Statistic> Statistics(IReadOnlyList<FairnessMetric> metrics) =>
    [
        .. Conditions.SelectMany(condition => metrics.Select(metric => metric.Of(Scenario.Everyone(condition)))),
        .. Differences.SelectMany(pair => metrics.Select(metric =>
            new PairedDifference(metric.Of(Scenario.Everyone(pair.After)), metric.Of(Scenario.Everyone(pair.Before))))),
    ];

    private static IReadOnlyList<Statistic> AccuraciesOf(IReadOnlyList<string> groups) =>
        [.. groups.Index().SelectMany(group => Compared.Select(condition => new GroupAccuracy(group.Index, condition, group.Item)))];

    private IReadOnlyList<MetricEstimate> Estimate(
        IReadOnlyList<Outcomes> seeds,
        IReadOnlyList<FairnessMetric> metrics,
        IReadOnlyList<Statistic> others,
        StageContext context) => HierarchicalBootstrap.Run(
        seeds,
        [.. others, .. Statistics(metrics)],
        Parameters.Resamples,
        context.Seed,
        context.Threads,
        Proxies);
}
