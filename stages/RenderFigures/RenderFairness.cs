using Ttca.Fairness;
using Ttca.Pipeline;
using Ttca.Reporting.Figures;
using Ttca.Reporting.Figures.Dots;
using Ttca.Stages.Studies;

namespace Ttca.Stages;

/// <summary>
/// The figures of the study of fairness, one for each grouping, so that each fits a page: the metrics of which more is fairer and those of
/// which less is, before and after and with the controls random signs and preprocessing, and beside them the paired changes.
/// </summary>
/// <param name="Experiment">The experiment and its data, as captions name them.</param>
[PartOf("RenderFigures")]
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

    private static readonly (string Name, string Condition)[] Changes =
    [
        .. Series.Skip(1).Select(series => (series.Name, new ConditionPair(series.Condition, Conditions.None).Name())),
    ];

    /// <inheritdoc cref="BootstrapParameters.PositiveClass"/>
    public int? PositiveClass { get; init; }

    /// <summary>What the groups are: majority and subgroup first, then attributes.</summary>
    public required IReadOnlyList<string> Groupings { get; init; }

    /// <summary>In the order of the groupings.</summary>
    public required IReadOnlyList<Node<Metrics>> Metrics { get; init; }

    /// <summary>In the order of the groupings.</summary>
    public required IReadOnlyList<Node<GroupTests>> Tests { get; init; }

    /// <summary>Of each, likewise.</summary>
    public required IReadOnlyList<FigureCaption> Captions { get; init; }

    public RenderedFiles Run(StageContext context)
    {
        var cells = Metrics.Select(context.Load).ToList();
        return new RenderedFiles(Groupings.Index().SelectMany(grouping =>
        {
            var figure = FigureOf(grouping.Item, cells[grouping.Index], context.Load(Tests[grouping.Index]).Pair);
            return RenderedFiles.Of(
                FairnessStudy.FigureOf(grouping.Item),
                figure,
                Captions[grouping.Index].In(cells, figure.Evidence),
                context.Progress).Files.Select(
                file => (file.Key, file.Value));
        }));
    }

    internal DotFigure FigureOf(string grouping, Metrics metrics, FixedPair? pair) => new()
    {
        Title = $"{Experiment}: {FairnessStudy.Name}",
        Panels = [.. Panels(grouping, metrics, pair)],
        Evidence = Evidence.Of([metrics[MetricName.WorstGroupAccuracy, Conditions.None]]),
    };

    private IEnumerable<DotPanel> Panels(string grouping, Metrics metrics, FixedPair? pair)
    {
        string groups = grouping == FairnessStudy.SubgroupGrouping ? "Majority and subgroup" : $"Groups by {grouping}";
        var shown = FairnessMetric.SayingMore(
            FairnessMetric.All(PositiveClass).Where(metric => metric.InFigure), metrics, Series.Select(series => series.Condition))
            .Concat(pair is null ? [] : [FairnessMetric.OfPair(pair)]).ToList();
        foreach (var (direction, side) in new[] { ("higher", true), ("lower", false) })
        {
            var rows = shown.Where(metric => metric.LargerIsFairer == side).ToList();
            yield return new DotPanel
            {
                Title = $"{groups}: {direction} is fairer",
                X = side
                    ? new Axis { Title = "value", Minimum = Below, Maximum = Above, BreakAbove = 0.5 }
                    : new Axis { Title = "value, 0 is parity", Minimum = AnyNegative(rows, metrics) ? null : Below },
                Rows = [.. rows.Select(metric => Row(metric, metrics, Series) with { Mark = IsRatio(metric) ? FourFifths : null })],
                MarkMeans = "four-fifths rule",
            };
            yield return new DotPanel
            {
                Title = $"Paired change: {(side ? "above" : "below")} 0 is fairer",
                X = new Axis { Title = "difference to before" },
                HasZero = true,
                Rows = [.. rows.Select(metric => Row(metric, metrics, Changes) with { IsJoined = false })],
            };
        }
    }

    /// <summary>Whether a gap may be below zero: that of groups that are fixed beforehand may.</summary>
    private static bool AnyNegative(IReadOnlyList<FairnessMetric> shown, Metrics metrics) => shown.Any(metric => Series.Any(series =>
        metrics[metric.Name, series.Condition] is var estimate && (estimate.Estimate.Low < 0 || estimate.PerSeed.Any(seed => seed < 0))));

    private static bool IsRatio(FairnessMetric metric) =>
        metric.Of(Scenario.Everyone(Conditions.None)) is DisparateImpact or SelectionRatio;

    private static DotRow Row(
        FairnessMetric metric,
        Metrics metrics,
        (string Name, string Condition)[] series) =>
            new(metric.Title, [.. series.Select(one => new Dot(one.Name, metrics[metric.Name, one.Condition]))]);
}
