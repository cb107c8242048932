using Ttca.Fairness;
using Ttca.Reporting.Figures;
using Ttca.Reporting.Figures.Bars;
using Ttca.Reporting.Figures.Dots;
using Ttca.Reporting.Figures.HeatMaps;

namespace Ttca.Reporting.Tests.Figures;

/// <summary>Heat maps, bars and dots of made-up but plausible numbers, with the awkward ones among them.</summary>
internal static class EstimateSamples
{
    public static HeatMapFigure Transfer() => new()
    {
        Title = "Closure by proxy and platform",
        Evidence = Samples.Evidence,
        RowTitle = "Proxy",
        ColumnTitle = "Platform",
        ScaleTitle = "closure of the accuracy gap",
        MarkedMeans = "platform at least 10 times larger than the proxy",
        Rows = ["mlp-small", "resnet8", "resnet20 with a rather long name", "vgg11"],
        Columns = ["resnet8", "resnet20", "wide resnet of a rather long name"],
        Panels = [new HeatMapPanel("collective", [
            [Cell(-0.12, 0.1), Cell(0.08, 0.06), Cell(0.03, 0.05, isMarked: true)],
            [Cell(1.08, 0.11), Cell(0.82, 0.1), Cell(0.55, 0.1, isMarked: true)],
            [Cell(0.9, 0.1), new(new Estimate(0.71, 0.4, double.PositiveInfinity), "fidelity 0.88", false), Cell(0.64, 0.12)],
            [new(new Estimate(0.33, double.NaN, double.NaN), "", false), new(Estimate.Undefined, "fidelity 0.41", false), Cell(0.28, 0.1)],
        ])],
    };

    public static HeatMapFigure TenByTen() => new()
    {
        Title = "Ten by ten",
        Evidence = Samples.Evidence,
        RowTitle = "Proxy",
        ColumnTitle = "Platform",
        ScaleTitle = "closure",
        Rows = [.. Enumerable.Range(1, 10).Select(i => $"proxy {i}")],
        Columns = [.. Enumerable.Range(1, 10).Select(i => $"platform-{i}")],
        Panels =
        [
            new HeatMapPanel(
                "closure",
                [
                    .. Enumerable.Range(0, 10).Select(
                        i => Enumerable.Range(0, 10).Select(j => Cell(Math.Sin(i * 0.4) * Math.Cos(j * 0.35), 0.15)).ToList()),
                ]),
        ],
    };

    public static BarFigure Defences() => new()
    {
        Title = "Closure under each defence",
        Evidence = Samples.Evidence,
        Panels =
        [
            new BarPanel<MetricEstimate>("Closure of the accuracy gap", new Axis { Title = "closure (1 = gap closed)" }, [
                    Group(
                        "none",
                        0.92,
                        0.12), Group("JPEG compression, quality 75", 0.71, 0.2), Group("bit-depth reduction to 4 bits", 0.8, 0.1),
                    Group(
                        "input smoothing",
                        0.35,
                        -0.08), Group("adversarial training", 0.1, -0.15), Group("scores rounded to 2 digits", 0.85, 0.12),
                    new("rate limit on queries",
                    [
                        new("collective", Samples.Measured(new(0.6, 0.2, double.PositiveInfinity), Seeds(0.6, 0.2))),
                        new("random signs", Samples.Measured(Estimate.Undefined, double.NaN, 0.1, double.NaN)),
                    ]),
                ], [new("gap closed", 1)]),
        ],
    };

    public static BarFigure SharedPerturbation() => new()
    {
        Title = "One perturbation for all against one per class",
        Evidence = Samples.Evidence,
        Panels =
        [
            new BarPanel<MetricEstimate>(
                "Closure",
                new Axis { Title = "closure (1 = gap closed)" },
                [
                    new("one per class", [new("collective", Samples.Measured(new(0.92, 0.8, 1.05), Seeds(0.92, 0.1)))]),
                    new("one for the whole subgroup", [new("collective", Samples.Measured(new(0.21, 0.1, 0.3), Seeds(0.21, 0.1)))]),
                ],
                [new("gap closed", 1)]),
            new BarPanel<MetricEstimate>(
                "Images that get the claimed label without being of that class",
                new Axis { Title = "false-claim rate", Minimum = 0, Maximum = 1 },
                [
                    new("one per class", [new("collective", Samples.Measured(new(0.62, 0.55, 0.69), Seeds(0.62, 0.06)))]),
                    new("one for the whole subgroup", [new("collective", Samples.Measured(new(0.08, 0.06, 0.1), Seeds(0.08, 0.02)))]),
                ],
                []),
        ],
    };

    public static DotFigure Fairness() => new()
    {
        Title = "Fairness metrics before and after",
        Evidence = Samples.Evidence,
        Panels =
        [
            new DotPanel
            {
                Title = "Better when greater",
                X = new Axis { Title = "value", Maximum = 1.2 },
                MarkMeans = "four-fifths rule",
                Rows =
                [
                    Row("Accuracy of the worst group", 0.56, 0.88),
                    Row("Disparate impact", 0.64, 0.93) with { Mark = 0.8 },
                    Row("Accuracy ratio of the subgroup to the majority", 0.6, double.NaN) with { Mark = 0.8 },
                ],
            },
            new DotPanel
            {
                Title = "Better when nearer to 0",
                X = new Axis { Title = "difference" },
                Rows =
                [
                    Row("Accuracy gap", 0.36, 0.02), Row("Equal opportunity", 0.31, -0.04), Row("Equalized odds", 0.33, 0.08),
                    new(
                        "Of one group that nobody measured well",
                        [
                            new("without perturbation", Samples.Measured(new(0.2, double.NegativeInfinity, 0.5), Seeds(0.2, 0.05))),
                            new("with the collective's", Samples.Measured(Estimate.Undefined)),
                        ]),
                ],
            },
        ],
    };

    public static DotFigure Ratios() => new()
    {
        Title = "Ratios",
        Evidence = Samples.Evidence,
        Panels =
        [
            new DotPanel
            {
                Title = "Ratio of accuracies by age",
                X = new Axis { Title = "ratio", Scale = AxisScale.Logarithmic },
                Rows = [Row("0-2", 0.3, 0.9), Row("3-9", 0.5, 1.1), Row("10-19", 0.8, 2.5)],
            },
        ],
    };

    public static IReadOnlyList<double> Seeds(double value, double spread) =>
        [.. Enumerable.Range(0, 5).Select(i => value + spread * 0.8 * Math.Sin(2.1 * i + value))];

    private static HeatMapCell Cell(double value, double spread, bool isMarked = false) =>
        new(new Estimate(value, value - spread, value + spread), "fidelity 0.76", isMarked);

    private static BarGroup<MetricEstimate> Group(string label, double collective, double random) => new(label,
    [
        new("collective", Samples.Measured(new(collective, collective - 0.12, collective + 0.13), Seeds(collective, 0.12))),
        new("random signs", Samples.Measured(new(random, random - 0.06, random + 0.05), Seeds(random, 0.06))),
    ]);

    private static DotRow Row(string label, double before, double after) => new(label,
    [
        new("without perturbation", Samples.Measured(new(before, before - 0.05, before + 0.06), Seeds(before, 0.05))),
        new(
            "with the collective's",
            Samples.Measured(double.IsNaN(after) ? Estimate.Undefined : new(after, after - 0.04, after + 0.05), Seeds(after, 0.05))),
    ]);
}
