using Ttca.Fairness;
using Ttca.Reporting.Tables;

namespace Ttca.Reporting.Tests.Tables;

/// <summary>Tables of made-up but plausible numbers.</summary>
internal static class SampleTables
{
    public static Table Conditions() => new()
    {
        Name = "collective-size",
        Caption = "Accuracy of the subgroup & closure by number of members (ε = 8/255, 100 % of seeds)",
        Columns =
        [
            new("Members", CellKind.Count),
            new("Condition"),
            new("Queries", CellKind.Number, "10³"),
            new("Accuracy", CellKind.Interval),
            new("Closure", CellKind.Interval),
        ],
        Rows =
        [
            [10, "none", 0.0, new Estimate(0.5594, 0.541, 0.5785), new Estimate(0, 0, 0)],
            [10, "random signs", 0.0, new Estimate(0.55, 0.53, 0.57), new Estimate(-0.001, -0.09, 0.08)],
            [1_000, "collective, \"label\" | top_1", 10.0, new Estimate(2 / 3.0, 0.62, 0.7), new Estimate(0.62, 0.55, 0.7)],
            [20_000, "[white-box]", 200.0, new Estimate(0.991, 0.9884, 0.9931), new Estimate(double.NaN, double.NaN, double.NaN)],
        ],
        RowSources = ["metrics/0", "metrics/0", "", "metrics/1"],
        Notes =
        [
            "Brackets: 95 % intervals (hierarchical bootstrap, 10,000 resamples, 5 seeds).",
            "undefined: the gap before is not significantly positive.",
        ],
    };
}
