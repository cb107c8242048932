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
        + "Worst group: smallest accuracy of the groups. Accuracy ratio: smallest over largest accuracy (disparate impact, being classified correctly as the favourable outcome); ratio, class: the same of being answered with the class that is declared favourable, or with each class, then the least or mean over classes; 0.8 is the four-fifths rule. "
        + "Gaps are the largest rate of the groups - the smallest: of accuracy; of the true positive rate (equal opportunity); the larger of those of true and false positive rate (equalized odds, which have no row where they equal equal opportunity); "
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
        var before = PValues.Adjusted([.. rows.Select(row => row.TestBefore)]);
        var after = PValues.Adjusted([.. rows.Select(row => row.TestAfter)]);
        var paired = PValues.Adjusted([.. rows.Select(row => row.TestDifference)]);
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
                [row.Grouping, row.Metric, row.Before, row.After, row.Difference.Estimate, row.Random, row.Preprocessing, before[i], after[i], paired[i]])],
            Notes =
            [
                .. groupings.Zip(counts.Groupings).SelectMany(grouping => GroupNotes.Of(grouping.First.Name, grouping.Second)),
                $"{StudyNotes.Intervals(groupings[0].Metrics["worst-group-accuracy", Conditions.None])} Figure {FairnessStudy.Name} and metrics.json have those of before, after and random.",
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
        var rows = shown.Select(metric => new Row(
            name,
            metric.Title,
            metrics[metric.Name, Conditions.None].Estimate.Value,
            metrics[metric.Name, Conditions.Collective].Estimate.Value,
            metrics[metric.Name, Difference],
            metrics[metric.Name, RandomDifference].Estimate.Value,
            metrics[metric.Name, PreprocessingDifference].Estimate.Value,
            tests[metric.Name, Conditions.None],
            tests[metric.Name, Conditions.Collective],
            tests[metric.Name, Difference])
        { AtLeast = metric.AtLeast }).ToList();
        return rows.Where(row => !rows.Any(other => other.Metric == row.AtLeast && other.HasNumbersOf(row)));
    }

    private static string Testing(GroupTests tests, List<Row> rows) => string.Create(
        CultureInfo.InvariantCulture,
        $"p before, p after: is there a gap at all? Groups are exchanged among images of a class, {tests.Tests[0].Permutations} times; no p where no class has images of two groups, or the metric is undefined. "
        + $"p diff.: is the difference zero? The answers before and after are swapped image by image, two-sided. All seeds of an image move together: these tests are about images, for the platforms at hand, and the intervals are about seeds too. "
        + $"Corrected by Holm for the tests of the column: {Count(rows, row => row.TestBefore)}, {Count(rows, row => row.TestAfter)} and {Count(rows, row => row.TestDifference)}.");

    private static int Count(List<Row> rows, Func<Row, PermutationResult> test) => rows.Count(row => !double.IsNaN(test(row).PValue));

    private static string? PairOf((string Name, Metrics Metrics, GroupTests Tests) one) => one.Tests.Pair is not { } pair ? null
        : $"Fixed pair, {one.Name}: accuracy of {one.Tests.Groups[pair.Better]} - {one.Tests.Groups[pair.Worse]}, which were served best and worst before on half of the test images, measured on the other half: "
        + "unlike largest - smallest, which is above zero even where groups are served equally, it isn't biased.";

    /// <summary>One metric between the groups of a grouping; p not corrected.</summary>
    private sealed record Row(
        string Grouping, string Metric, double Before, double After, MetricEstimate Difference, double Random, double Preprocessing, PermutationResult TestBefore, PermutationResult TestAfter, PermutationResult TestDifference)
    {
        /// <inheritdoc cref="FairnessMetric.AtLeast"/>
        public string? AtLeast { get; init; }

        public bool HasNumbersOf(Row other) =>
            (Before, After, Random, Preprocessing, Difference.Estimate).Equals((other.Before, other.After, other.Random, other.Preprocessing, other.Difference.Estimate));
    }
}
