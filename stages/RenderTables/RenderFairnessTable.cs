using System.Globalization;
using Ttca.Collective;
using Ttca.Fairness;
using Ttca.Pipeline;
using Ttca.Reporting.Tables;
using Ttca.Stages.Studies;

namespace Ttca.Stages;

/// <summary>The table of the study of fairness: a row for each metric between the groups of each grouping, with its tests.</summary>
/// <param name="Experiment">The experiment and its data, as captions name them.</param>
/// <param name="Members">Of the collective.</param>
/// <param name="Epsilon">Of the perturbation.</param>
public sealed record RenderFairnessTable(string Experiment, int Members, PixelFraction Epsilon) : IStage<RenderedFiles>
{
    private const string Difference = $"{Conditions.Collective} - {Conditions.None}";
    private const string RandomDifference = $"{Conditions.Random} - {Conditions.None}";
    private const string PreprocessingDifference = $"{Conditions.Preprocess} - {Conditions.None}";

    private const string Definitions =
        "Before: nobody uses a perturbation; after: the subgroup uses the collective's, everyone else submits images as they are, whatever the groups of a row are. "
        + "Random, prepr.: the difference where the subgroup uses random signs of the same size, or no perturbation but the preprocessing that served it best on validation images. "
        + "Worst group: smallest accuracy of the groups. Accuracy ratio: smallest over largest accuracy (disparate impact, being classified correctly as the favourable outcome); ratio, class: the same of being answered with the class that is declared favourable; 0.8 is the four-fifths rule. "
        + "Gaps are the largest rate of the groups - the smallest: of accuracy; of the true positive rate (equal opportunity); the larger of those of true and false positive rate (equalized odds); "
        + "one class against the rest, and then the maximum or mean over the classes of which every group has images.";

    /// <summary>What the study asks, a sentence.</summary>
    public required string Question { get; init; }

    /// <inheritdoc cref="BootstrapParameters.PositiveClass"/>
    public int? PositiveClass { get; init; }

    /// <summary>What the groups are: majority and subgroup first, then attributes.</summary>
    public required IReadOnlyList<string> Groupings { get; init; }

    /// <summary>In the order of the groupings.</summary>
    public required IReadOnlyList<Node<Metrics>> Metrics { get; init; }

    /// <summary>In the order of the groupings.</summary>
    public required IReadOnlyList<Node<GroupTests>> Tests { get; init; }

    /// <summary>Of these groupings.</summary>
    public required Node<GroupCounts> Counts { get; init; }

    public RenderedFiles Run(StageContext context)
    {
        var groupings = Groupings.Zip(Metrics.Select(context.Load), Tests.Select(context.Load)).ToList();
        return RenderedFiles.Of(TableOf(groupings, context.Load(Counts)) with
        {
            RowSources = [.. groupings.SelectMany((grouping, i) => RowsOf(grouping).Select(_ => InputPath.Of(nameof(Metrics), i)))],
        });
    }

    internal Table TableOf(IReadOnlyList<(string Name, Metrics Metrics, GroupTests Tests)> groupings, GroupCounts counts)
    {
        var rows = groupings.SelectMany(RowsOf).ToList();
        double[] before = Holm.Adjust([.. rows.Select(row => row.PBefore)]);
        double[] after = Holm.Adjust([.. rows.Select(row => row.PAfter)]);
        double[] paired = Holm.Adjust([.. rows.Select(row => row.PDifference)]);
        return new Table
        {
            Name = FairnessStudy.Name,
            Caption = $"{Question} Experiment {Experiment}; {Members} members, epsilon = {Epsilon}.",
            Columns =
            [
                new TableColumn("Groups"),
                new TableColumn("Metric"),
                new TableColumn("Before", CellKind.Number) { Decimals = 2 },
                new TableColumn("After", CellKind.Number) { Decimals = 2 },
                new TableColumn("Difference", CellKind.Interval) { Decimals = 2 },
                new TableColumn("Random", CellKind.Number) { Decimals = 2 },
                new TableColumn("Prepr.", CellKind.Number) { Decimals = 2 },
                new TableColumn("p before"),
                new TableColumn("p after"),
                new TableColumn("p diff."),
            ],
            Rows = [.. rows.Select((row, i) => (IReadOnlyList<TableCell>)
                [row.Grouping, row.Metric, row.Before, row.After, row.Difference.Estimate, row.Random, row.Preprocessing, Text(before[i]), Text(after[i]), Text(paired[i])])],
            Notes =
            [
                .. groupings.Zip(counts.Groupings).SelectMany(grouping => GroupNotes.Of(grouping.First.Name, grouping.Second)),
                Intervals(groupings[0].Metrics),
                .. StudyNotes.WithoutSpread(rows.Select(row => row.Difference)),
                Testing(groupings[0].Tests, rows),
                Definitions,
                .. groupings.Select(PairOf).OfType<string>(),
            ],
        };
    }

    private IEnumerable<Row> RowsOf((string Name, Metrics Metrics, GroupTests Tests) grouping)
    {
        var (name, metrics, tests) = grouping;
        IReadOnlyList<FairnessMetric> shown = [.. FairnessMetric.All(PositiveClass), .. tests.Pair is { } pair ? [FairnessMetric.OfPair(pair)] : Array.Empty<FairnessMetric>()];
        return shown.Select(metric => new Row(
            name,
            metric.Title,
            metrics[metric.Name, Conditions.None].Estimate.Value,
            metrics[metric.Name, Conditions.Collective].Estimate.Value,
            metrics[metric.Name, Difference],
            metrics[metric.Name, RandomDifference].Estimate.Value,
            metrics[metric.Name, PreprocessingDifference].Estimate.Value,
            tests[metric.Name, Conditions.None].PValue,
            tests[metric.Name, Conditions.Collective].PValue,
            tests[metric.Name, Difference].PValue));
    }

    private static string Intervals(Metrics metrics)
    {
        var accuracy = metrics["worst-group-accuracy", Conditions.None];
        return string.Create(
            CultureInfo.InvariantCulture,
            $"95 % percentile intervals of a hierarchical bootstrap over {accuracy.Seeds} seeds and their test images ({accuracy.Images} in all), {accuracy.Resamples} resamples. "
            + $"Figure {FairnessStudy.Name} and metrics.json have those of before, after and the controls.");
    }

    private static string Testing(GroupTests tests, List<Row> rows) => string.Create(
        CultureInfo.InvariantCulture,
        $"p before, p after: is there a gap at all? Groups are exchanged among images of a class, {tests.Tests[0].Permutations} times; no p where no class has images of two groups, or the metric is undefined. "
        + $"p diff.: is the difference zero? The answers before and after are swapped image by image, two-sided. All seeds of an image move together: these tests are about images, for the platforms at hand, and the intervals are about seeds too. "
        + $"Corrected by Holm for the tests of the column: {Count(rows, row => row.PBefore)}, {Count(rows, row => row.PAfter)} and {Count(rows, row => row.PDifference)}.");

    /// <summary>Empty where it is undefined.</summary>
    private static string Text(double p) => double.IsNaN(p) ? "" : p.ToString("0.0000", CultureInfo.InvariantCulture);

    private static int Count(List<Row> rows, Func<Row, double> p) => rows.Count(row => !double.IsNaN(p(row)));

    private static string? PairOf((string Name, Metrics Metrics, GroupTests Tests) one) => one.Tests.Pair is not { } pair ? null
        : $"Fixed pair, {one.Name}: accuracy of {one.Tests.Groups[pair.Better]} - {one.Tests.Groups[pair.Worse]}, which were served best and worst before on half of the test images, measured on the other half: "
        + "unlike largest - smallest, which is above zero even where groups are served equally, it isn't biased.";

    /// <summary>One metric between the groups of a grouping; p not corrected.</summary>
    private sealed record Row(
        string Grouping, string Metric, double Before, double After, MetricEstimate Difference, double Random, double Preprocessing, double PBefore, double PAfter, double PDifference);
}
