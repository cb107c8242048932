using System.Globalization;
using Ttca.Collective;
using Ttca.Fairness;
using Ttca.Pipeline;
using Ttca.Reporting;
using Ttca.Reporting.Tables;
using Ttca.Stages.Studies;

namespace Ttca.Stages;

/// <summary>
/// The groups that the study of fairness compares: how many test images each has, and how accurately it is served before and after.
/// </summary>
/// <param name="Experiment">The experiment and its data, as captions name them.</param>
/// <param name="Setting">What was held fixed.</param>
[PartOf("RenderTables")]
public sealed record RenderGroupsTable(string Experiment, string Setting) : IStage<RenderedFiles>
{
    /// <summary>Names the files.</summary>
    public const string Name = $"{FairnessStudy.Name}-groups";

    /// <inheritdoc cref="RenderFairnessTable.Groupings"/>
    public required IReadOnlyList<string> Groupings { get; init; }

    /// <summary>In the order of the groupings.</summary>
    public required IReadOnlyList<Node<Metrics>> Metrics { get; init; }

    /// <summary>Of these groupings.</summary>
    public required Node<GroupCounts> Counts { get; init; }

    public RenderedFiles Run(StageContext context) =>
        RenderedFiles.Of(TableOf([.. Groupings.Zip(Metrics.Select(context.Load), context.Load(Counts).Groupings)]));

    internal Table TableOf(IReadOnlyList<(string Name, Metrics Metrics, GroupingCounts Counts)> groupings)
    {
        var rows = groupings.SelectMany(RowsOf).ToList();
        return new Table
        {
            Name = Name,
            Caption = $"{FairnessStudy.GroupsQuestion} Experiment {Experiment}; {Setting}.",
            Columns =
            [
                new TableColumn("Groups"),
                new TableColumn("Group"),
                new TableColumn("Images", CellKind.Count),
                new TableColumn("No images of class"),
                new TableColumn("Accuracy before", CellKind.Interval) { Decimals = 2 },
                new TableColumn("Accuracy after", CellKind.Interval) { Decimals = 2 },
            ],
            Rows =
            [
                .. rows.Select(
                    row => (IReadOnlyList<TableCell>)
                    [
                        row.Grouping,
                        row.Group,
                        (long)row.Images,
                        row.Without,
                        row.Before?.Estimate ?? Estimate.Undefined,
                        row.After?.Estimate ?? Estimate.Undefined,
                    ]),
            ],
            RowSources = [.. rows.Select(row => row.Source)],
            Notes =
            [
                StudyNotes.Intervals([.. rows.Select(row => row.Before).OfType<MetricEstimate>()]),
                StudyNotes.Reading(Name, rows.SelectMany(row => (MetricEstimate?[])[row.Before, row.After]).OfType<MetricEstimate>()),
            ],
        };
    }

    private static IEnumerable<Row> RowsOf((string Name, Metrics Metrics, GroupingCounts Counts) grouping, int index)
    {
        var (name, metrics, counts) = grouping;
        string source = InputPath.Of(nameof(Metrics), index);
        if (name != FairnessStudy.SubgroupGrouping || index > 0)
        {
            return
            [
                .. counts.Groups.Select(group => new Row(
                    name,
                    group.Name,
                    group.Images,
                    GroupNotes.ClassesWithout(group),
                    metrics[$"accuracy-group-{group.Name}", Conditions.None],
                    metrics[$"accuracy-group-{group.Name}", Conditions.Collective],
                    source)),
                .. counts.Empty.Select(empty => new Row(name, empty, 0, "all", null, null, source)),
                .. counts.EmptyCount > counts.Empty.Count
                    ?
                    [
                        new Row(
                            name,
                            string.Create(CultureInfo.InvariantCulture, $"{counts.EmptyCount - counts.Empty.Count} more"),
                            0,
                            "all",
                            null,
                            null,
                            source),
                    ]
                    : Array.Empty<Row>(),
            ];
        }

        var (majority, subgroup) = (
            metrics[MetricName.AccuracyMajority, Conditions.None], metrics[MetricName.AccuracySubgroup, Conditions.None]);
        return
        [
            // it doesn't act
            new Row(
                name,
                counts.Groups[0].Name,
                counts.Groups[0].Images,
                GroupNotes.ClassesWithout(counts.Groups[0]),
                majority,
                majority,
                source),
            new Row(
                name,
                counts.Groups[1].Name,
                counts.Groups[1].Images,
                GroupNotes.ClassesWithout(counts.Groups[1]),
                subgroup,
                metrics[MetricName.AccuracySubgroup, Conditions.Collective],
                source),
        ];
    }

    /// <summary>One group; without accuracies where it has no images.</summary>
    private sealed record Row(
        string Grouping, string Group, int Images, string Without, MetricEstimate? Before, MetricEstimate? After, string Source);
}
