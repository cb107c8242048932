using System.Globalization;
using Ttca.Fairness;
using Ttca.Pipeline;
using Ttca.Reporting.Tables;

namespace Ttca.Stages;

/// <summary>A study's table: a row for each value of its variable under each condition.</summary>
public sealed record RenderCurveTable(string Experiment, string Study) : IStage<RenderedFiles>
{
    private static readonly (string Header, string Metric)[] Columns =
    [
        ("Subgroup accuracy", "accuracy-subgroup"),
        ("Closure", "closure"),
        ("False claims", "false-claim-rate"),
        ("Majority joined", "accuracy-majority"),
    ];

    private const int Decimals = 2; // more would not fit the width of a page; the .csv and metrics.json have all digits

    /// <summary>What the study asks, a sentence.</summary>
    public required string Question { get; init; }

    /// <summary>What every cell has in common, for the caption.</summary>
    public required string Setting { get; init; }

    /// <summary>Name of the variable, one word.</summary>
    public required string Variable { get; init; }

    /// <summary>The variable's values as they are written, one for each cell.</summary>
    public required IReadOnlyList<string> Values { get; init; }

    /// <summary>In the order of the values.</summary>
    public required IReadOnlyList<Node<Metrics>> Metrics { get; init; }

    public RenderedFiles Run(StageContext context)
    {
        var metrics = Metrics.Select(context.Load).ToList();
        var table = new Table
        {
            Name = Study,
            Caption = $"{Question} Experiment {Experiment}; {Setting}.",
            Columns =
            [
                new TableColumn(Variable),
                new TableColumn("Condition"),
                .. Columns.Select(column => new TableColumn(column.Header, CellKind.Interval) { Decimals = Decimals }),
            ],
            Rows = [.. Values.Zip(metrics).SelectMany(pair => Conditions.All.Select(condition => Row(pair.First, condition, pair.Second)))],
            Notes = [Intervals(metrics[0]["accuracy-majority", Conditions.None]), Definitions, Fidelity(metrics)],
        };
        return new RenderedFiles(table.Render().Select(file => ($"tables/{Study}.{file.Extension}", RenderedFiles.Text(file.Text))));
    }

    private const string Definitions =
        "Majority joined: its accuracy if it used the perturbations too. Closure is (subgroup after - before) / (majority before - subgroup before), uncapped; undefined unless the whole interval of the gap before is above zero. "
        + "False claims: how often an image of the subgroup that wears the perturbation of a wrong class is answered that class. "
        + "Random and white-box are controls: random signs of the same size, and a perturbation optimised on the platform itself.";

    private static IReadOnlyList<TableCell> Row(string value, string condition, Metrics metrics) =>
        [value, condition, .. Columns.Select(column => (TableCell)metrics[column.Metric, condition].Estimate)];

    private static string Intervals(MetricEstimate majority) => string.Create(
        CultureInfo.InvariantCulture,
        $"95 % percentile intervals of a hierarchical bootstrap over {majority.Seeds} seeds and their test images ({majority.Images} in all), "
        + $"{majority.Resamples} resamples; with so few seeds they are too narrow where seeds differ much. Majority before: {majority.Estimate}.");

    private string Fidelity(IReadOnlyList<Metrics> metrics) =>
        "Fidelity of the proxies on the unperturbed subgroup: "
        + string.Join("; ", Values.Zip(metrics, (value, m) => $"{value}: {m["fidelity-subgroup", Conditions.None].Estimate}")) + ".";
}
