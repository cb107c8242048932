using Ttca.Fairness;
using Ttca.Pipeline;
using Ttca.Reporting.Figures;
using Ttca.Reporting.Figures.Dots;
using Ttca.Stages.Studies;

namespace Ttca.Stages;

/// <summary>The figure of the study of fairness: each metric before and after, between the groups of each grouping, and with the controls random signs and preprocessing.</summary>
/// <param name="Experiment">The experiment and its data, as captions name them.</param>
public sealed record RenderFairness(string Experiment) : IStage<RenderedFiles>
{
    private const double FourFifths = 0.8;

    // Room beside 0 and 1, where dots may stand; beside 0 also the crosses of what is undefined, which must not look like a 0.
    private const double Below = -0.08;
    private const double Above = 1.03;

    /// <summary>From top to bottom; before and after are joined by a line.</summary>
    private static readonly (string Name, string Condition)[] Series =
    [
        ("before", Conditions.None),
        ("random signs (control)", Conditions.Random),
        ("preprocessing (control)", Conditions.Preprocess),
        ("after", Conditions.Collective),
    ];

    /// <inheritdoc cref="BootstrapParameters.PositiveClass"/>
    public int? PositiveClass { get; init; }

    /// <summary>What the groups are: majority and subgroup first, then attributes.</summary>
    public required IReadOnlyList<string> Groupings { get; init; }

    /// <summary>In the order of the groupings.</summary>
    public required IReadOnlyList<Node<Metrics>> Metrics { get; init; }

    /// <summary>In the order of the groupings.</summary>
    public required IReadOnlyList<Node<GroupTests>> Tests { get; init; }

    public RenderedFiles Run(StageContext context)
    {
        var groupings = Groupings.Zip(Metrics.Select(context.Load), Tests.Select(context.Load)).ToList();
        return RenderedFiles.Of(FairnessStudy.Name, new DotFigure
        {
            Title = $"{Experiment}: {FairnessStudy.Name}",
            Panels = [.. groupings.Select(grouping => Panel(grouping.First, grouping.Second, grouping.Third))],
        }, context.Progress);
    }

    /// <summary>A panel for each grouping, and not for each of its metrics' directions: so that the groupings of a data set of faces fit one page.</summary>
    private DotPanel Panel(string grouping, Metrics metrics, GroupTests tests)
    {
        IReadOnlyList<FairnessMetric> shown =
        [
            .. FairnessMetric.All(PositiveClass).Where(metric => metric.InFigure),
            .. tests.Pair is { } pair ? [FairnessMetric.OfPair(pair)] : Array.Empty<FairnessMetric>(),
        ];
        return new DotPanel
        {
            Title = grouping == FairnessStudy.SubgroupGrouping ? "Majority and subgroup" : $"Groups by {grouping}",
            X = new Axis { Title = "gaps: 0 is parity; others: larger is fairer", Minimum = AnyNegative(shown, metrics) ? null : Below, Maximum = Above },
            Rows = [.. shown.Select(metric => new DotRow(
                metric.Title,
                [.. Series.Select(series => DotOf(series.Name, metrics[metric.Name, series.Condition]))],
                IsRatio(metric) ? FourFifths : null))],
            MarkMeans = "four-fifths rule",
        };
    }

    /// <summary>Whether a gap may be below zero: that of groups that are fixed beforehand may.</summary>
    private static bool AnyNegative(IReadOnlyList<FairnessMetric> shown, Metrics metrics) => shown.Any(metric => Series.Any(series =>
        metrics[metric.Name, series.Condition] is var estimate && (estimate.Estimate.Low < 0 || estimate.PerSeed.Any(seed => seed < 0))));

    private static bool IsRatio(FairnessMetric metric) => metric.Of(Scenario.Everyone(Conditions.None)) is DisparateImpact or SelectionRatio;

    private static Dot DotOf(string series, MetricEstimate estimate) => new(series, estimate.Estimate, estimate.PerSeed);
}
