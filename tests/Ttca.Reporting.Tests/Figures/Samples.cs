using Ttca.Fairness;
using Ttca.Reporting.Figures;
using Ttca.Reporting.Figures.Grids;
using Ttca.Reporting.Figures.Lines;

namespace Ttca.Reporting.Tests.Figures;

/// <summary>Figures of made-up but plausible numbers.</summary>
internal static class Samples
{
    public static IReadOnlyDictionary<string, Figure> All() => new Dictionary<string, Figure>
    {
        ["collective-size"] = CollectiveSize(),
        ["epsilon"] = Epsilons(),
        ["few-seeds"] = FewSeeds(),
        ["perturbations"] = Perturbations(),
        ["examples"] = Examples(),
        ["transfer"] = EstimateSamples.Transfer(),
        ["ten-by-ten"] = EstimateSamples.TenByTen(),
        ["defence"] = EstimateSamples.Defences(),
        ["shared-perturbation"] = EstimateSamples.SharedPerturbation(),
        ["fairness"] = EstimateSamples.Fairness(),
        ["ratios"] = EstimateSamples.Ratios(),
    };

    /// <summary>What was measured, of which figures show nothing else.</summary>
    public static MetricEstimate Measured(Estimate estimate, params IReadOnlyList<double> seeds) =>
        new("m", "c", estimate, [.. seeds], 2_000, 10, 10_000, 0);

    public static Evidence Evidence { get; } = new(IntervalKind.Percentile, "2,000 images × 10 seeds");

    public static LineFigure CollectiveSize() => new()
    {
        Title = "Subgroup accuracy and closure by number of members",
        X = Members,
        Evidence = Evidence,
        Panels =
        [
            Panel("Accuracy of the subgroup", "accuracy", Members,
                ("collective", [0.58, 0.66, 0.83, 0.95], 0.05),
                ("random signs", [0.55, 0.55, 0.55, 0.55], 0.02),
                ("white-box", [0.99, 0.99, 0.99, 0.99], 0.006),
                ("none", [0.56, 0.56, 0.56, 0.56], 0.02)) with { References = [new("majority, none: 0.92", 0.92)] },
            Panel("Closure of the accuracy gap", "closure (1 = gap closed)", Members,
                ("collective", [0.06, 0.28, 0.75, 1.08], 0.13),
                ("random signs", [-0.03, -0.03, -0.03, -0.03], 0.04),
                ("white-box", [1.19, 1.19, 1.19, 1.19], 0.05)) with { References = [new("gap closed", 1), new("no effect", 0)] },
        ],
    };

    /// <summary>Of 5 seeds, with controls that are the same for every size; all accuracies above one half.</summary>
    public static LineFigure FewSeeds()
    {
        var size = CollectiveSize();
        return size with
        {
            Evidence = new Evidence(IntervalKind.StudentT, "2,000 images × 5 seeds"),
            Panels =
            [
                WithBands(
                    size.Panels[0],
                    ("white-box (control)", 0.99, 0.006),
                    ("phase-shuffled (control)", 0.64, 0.03),
                    ("random signs (control)", 0.6, 0.03),
                    ("preprocessing (control)", 0.72, 0.05),
                    ("no perturbation", 0.62, 0.04))
                    with { Y = new Axis { Title = "accuracy", Minimum = 0, BreakAbove = 0.5 } },
                WithBands(
                    size.Panels[1],
                    ("white-box (control)", 1.19, 0.05),
                    ("phase-shuffled (control)", 0.04, 0.08),
                    ("random signs (control)", -0.1, 0.1),
                    ("preprocessing (control)", 0.3, 0.2)),
            ],
        };

        static LinePanel<MetricEstimate> WithBands(
            LinePanel<MetricEstimate> panel, params (string Name, double Value, double Spread)[] bands) => panel with
        {
            Series = [panel.Series[0]],
            Bands =
            [
                .. bands.Select(
                    (band, i) => new ReferenceBand<MetricEstimate>(
                        band.Name,
                        Measured(
                            new(band.Value, band.Value - band.Spread, band.Value + band.Spread),
                            EstimateSamples.Seeds(band.Value, band.Spread)))),
            ],
        };
    }

    /// <summary>One series undefined where the platform had no gap.</summary>
    public static LineFigure Epsilons() => new()
    {
        Title = "Closure by size of the perturbation",
        X = Epsilon,
        Evidence = Evidence,
        Panels =
        [
            Panel("Closure of the accuracy gap", "closure (1 = gap closed)", Epsilon,
                ("collective", [0.4, 0.9, double.NaN, 1.3], 0.1),
                ("random signs", [0.02, -0.02, -0.08, -0.15], 0.04),
                ("white-box", [0.8, 1.25, 1.4, 1.42], 0.06)) with { References = [new("gap closed", 1)] },
        ],
    };

    public static ImageGrid Perturbations()
    {
        var collective = Enumerable.Range(0, 10 * 3 * 32 * 32).Select(i => (sbyte)Math.Round(8 * Math.Sin(i / 7.0 + i / 3072)));
        var random = Enumerable.Range(0, 10 * 3 * 32 * 32).Select(i => (sbyte)(((i * 2654435761L) >> 16) % 2 == 0 ? 8 : -8));
        return ImageGrid.OfPerturbations(
            "Perturbations by class", Classes, [("collective", collective.ToArray()), ("random signs", random.ToArray())], 32, 32, 8);
    }

    public static ImageGrid Examples() => new()
    {
        Title = "Examples before and after",
        ColumnTitles = Classes.Take(8).ToList(),
        Rows =
        [
            new(
                "without perturbation",
                Classes.Take(8).Select((c, i) => Example(i, 0.25, i % 3 == 0 ? c : Classes[(i + 3) % 10], i % 3 == 0)).ToList()),
            new("with the collective’s", Classes.Take(8).Select((c, i) => Example(i, 0.3, i == 5 ? "ship" : c, i != 5)).ToList()),
        ],
        Note = "Beneath each image: the platform’s answer.",
    };

    private static readonly string[] Classes =
        ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"];

    private static ImageCell Example(int index, double brightness, string answer, bool right)
    {
        var pixels = Enumerable.Range(0, 3 * 32 * 32)
            .Select(
                i => (byte)(brightness * (128
                    + 127 * Math.Sin((i % 32 - index) / 5.0) * Math.Cos(i / 32 % 32 / 6.0 + i / 1024)))).ToArray();
        return new ImageCell(new PlanarImage(pixels, 32, 32), answer, right ? Verdict.Correct : Verdict.Wrong);
    }

    public static Axis Members { get; } = new() { Title = "members of the collective", Scale = AxisScale.Logarithmic };

    public static Axis Epsilon { get; } = new()
    {
        Title = "largest change of a pixel value, ε",
        Ticks = [new(4, "4/255"), new(8, "8/255"), new(12, "12/255"), new(16, "16/255")],
    };

    private static LinePanel<MetricEstimate> Panel(
        string title, string y, Axis x, params (string Name, double[] Values, double Spread)[] series) =>
        new(
            title,
            new Axis { Title = y },
            [
                .. series.Select(
                    (s, i) => new LineSeries<MetricEstimate>(s.Name, [.. s.Values.Select((v, j) => Point(x, j, v, s.Spread, i))])),
            ],
            []);

    private static LinePoint<MetricEstimate> Point(Axis x, int index, double value, double spread, int phase)
    {
        double[] sizes = x == Members ? [10, 50, 200, 800] : [4, 8, 12, 16];
        var seeds = Enumerable.Range(0, 5).Select(s => value + spread * 0.7 * Math.Sin(2.1 * s + phase + index)).ToList();
        return new LinePoint<MetricEstimate>(sizes[index], Measured(new(value, value - spread, value + spread), seeds));
    }
}
