using System.Globalization;
using Ttca.Fairness;
using Ttca.Pipeline;
using Ttca.Reporting.Tables;

namespace Ttca.Stages;

/// <summary>A study's table: a row for each value of its variable.</summary>
public sealed record RenderCurveTable(Curves Curves) : IStage<RenderedFiles>
{
    private static readonly (string Header, string Metric, string Condition)[] Columns =
    [
        ("Subgroup before", "accuracy-subgroup", Conditions.None),
        ("Subgroup after", "accuracy-subgroup", Conditions.Collective),
        ("Closure", "closure", Conditions.Collective),
        ("Closure, random", "closure", Conditions.Random),
        ("Closure, white-box", "closure", Conditions.WhiteBox),
        ("Fidelity", "fidelity-subgroup", Conditions.None),
        ("False claims", "false-claim-rate", Conditions.Collective),
        ("Majority, if it joined", "accuracy-majority", Conditions.Collective),
    ];

    /// <summary>In the order of the cells.</summary>
    public required IReadOnlyList<Node<Metrics>> Metrics { get; init; }

    public RenderedFiles Run(StageContext context)
    {
        var metrics = Metrics.Select(context.Load).ToList();
        var table = new Table
        {
            Name = Curves.Study,
            Caption = $"{Curves.Question} Experiment {Curves.Experiment}; {Curves.Setting}.",
            Columns = [new TableColumn(Curves.Cells[0].Variable), .. Columns.Select(column => new TableColumn(column.Header, CellKind.Interval))],
            Rows = [.. Curves.Cells.Zip(metrics, Row)],
            Notes = [NoteOn(metrics[0]["accuracy-majority", Conditions.None])],
        };
        return new RenderedFiles(table.Render().Select(file => ($"tables/{Curves.Study}.{file.Extension}", RenderedFiles.Text(file.Text))));
    }

    private static IReadOnlyList<TableCell> Row(Studies.CellLabel cell, Metrics metrics) =>
        [cell.Value, .. Columns.Select(column => (TableCell)metrics[column.Metric, column.Condition].Estimate)];

    private static string NoteOn(MetricEstimate majority) => string.Create(
        CultureInfo.InvariantCulture,
        $"95 % percentile intervals of a hierarchical bootstrap over {majority.Seeds} seeds and their test images ({majority.Images} in all), "
        + $"{majority.Resamples} resamples. Majority before: {majority.Estimate}. Closure is (subgroup after - before) / (majority before - subgroup before), uncapped.");
}
