using System.Globalization;
using Ttca.Collective;
using Ttca.Fairness;
using Ttca.Pipeline;
using Ttca.Reporting;
using Ttca.Reporting.Tables;
using Ttca.Stages.Studies;

namespace Ttca.Stages;

/// <summary>The table of the study of fairness: a row for each metric between the groups of each grouping, with its tests.</summary>
/// <param name="Experiment">The experiment and its data, as captions name them.</param>
/// <param name="Setting">What was held fixed.</param>
[PartOf("RenderTables")]
public sealed record RenderFairnessTable(string Experiment, string Setting) : IStage<RenderedFiles>
{
    private const string Difference = $"{Conditions.Collective} - {Conditions.None}";
    private const string RandomDifference = $"{Conditions.Random} - {Conditions.None}";
    private const string PreprocessingDifference = $"{Conditions.Preprocess} - {Conditions.None}";

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
            Caption = string.Join(' ', [$"{Question} Experiment {Experiment}; {Setting}.", .. groupings.Select(PairOf).OfType<string>()]),
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
                [
                    row.Grouping,
                    row.Metric,
                    row.Before,
                    row.After,
                    row.Difference.Estimate,
                    row.Random,
                    row.Preprocessing,
                    before[i],
                    after[i],
                    paired[i],
                ])],
            Notes =
            [
                StudyNotes.Intervals([groupings[0].Metrics[MetricName.WorstGroupAccuracy, Conditions.None]]),
                string.Join(' ', [Testing(groupings[0].Tests, rows), .. StudyNotes.Exceptions(rows.Select(row => row.Difference))]),
                string.Join(
                    ' ',
                    [
                        .. new[] { GroupNotes.Of(groupings.Select(grouping => grouping.Name).Zip(counts.Groupings)) }.OfType<string>(),
                        StudyNotes.Reading(FairnessStudy.Name, []),
                    ]),
            ],
        };
    }

    private IEnumerable<Row> RowsOf((string Name, Metrics Metrics, GroupTests Tests) grouping)
    {
        var (name, metrics, tests) = grouping;
        IReadOnlyList<FairnessMetric> shown =
        [
            .. FairnessMetric.All(PositiveClass),
            .. tests.Pair is { } pair ? [FairnessMetric.OfPair(pair)] : Array.Empty<FairnessMetric>(),
        ];
        return FairnessMetric.SayingMore(
            shown,
            metrics,
            [Conditions.None, Conditions.Collective, Difference, RandomDifference, PreprocessingDifference]).Select(metric => new Row(
            name,
            metric.Title,
            metrics[metric.Name, Conditions.None].Estimate.Value,
            metrics[metric.Name, Conditions.Collective].Estimate.Value,
            metrics[metric.Name, Difference],
            metrics[metric.Name, RandomDifference].Estimate.Value,
            metrics[metric.Name, PreprocessingDifference].Estimate.Value,
            tests[metric.Name, Conditions.None],
            tests[metric.Name, Conditions.Collective],
            tests[metric.Name, Difference]));
    }

    private static string Testing(GroupTests tests, List<Row> rows) => string.Create(
        CultureInfo.InvariantCulture,
        $"p: {tests.Tests[0].Permutations:N0} permutations, Holm over each column ({Count(rows, row => row.TestBefore)}, "
            + $"{Count(rows, row => row.TestAfter)}, {Count(rows, row => row.TestDifference)}).");

    private static int Count(List<Row> rows, Func<Row, PermutationResult> test) => rows.Count(row => !double.IsNaN(test(row).PValue));

    private static string? PairOf((string Name, Metrics Metrics, GroupTests Tests) one) => one.Tests.Pair is not { } pair ? null
        : $"Fixed pair, {one.Name}: {one.Tests.Groups[pair.Better]} - {one.Tests.Groups[pair.Worse]}.";

    /// <summary>One metric between the groups of a grouping; p not corrected.</summary>
    private sealed record Row(
        string Grouping,
        string Metric,
        double Before,
        double After,
        MetricEstimate Difference,
        double Random,
        double Preprocessing,
        PermutationResult TestBefore,
        PermutationResult TestAfter,
        PermutationResult TestDifference);
}
