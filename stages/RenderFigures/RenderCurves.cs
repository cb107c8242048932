using Ttca.Pipeline;
using Ttca.Reporting.Figures;
using Ttca.Reporting.Figures.Lines;

namespace Ttca.Stages;

/// <summary>A study's figure: the subgroup's accuracy and the closure over its variable, with the controls of the same size.</summary>
public sealed record RenderCurves(string Experiment, string Study) : IStage<RenderedFiles>
{
    private static readonly (string Condition, string Name)[] Series =
    [
        (Conditions.Collective, "collective"),
        (Conditions.WhiteBox, "white-box (control)"),
        (Conditions.Random, "random signs (control)"),
        (Conditions.None, "no perturbation"),
    ];

    /// <summary>Title of the horizontal axis.</summary>
    public required string AxisTitle { get; init; }

    /// <summary>Whether equal ratios are equal distances on the horizontal axis.</summary>
    public required bool Logarithmic { get; init; }

    /// <summary>One for each cell.</summary>
    public required IReadOnlyList<CurvePoint> Points { get; init; }

    /// <summary>In the order of the points.</summary>
    public required IReadOnlyList<Node<Metrics>> Metrics { get; init; }

    public RenderedFiles Run(StageContext context)
    {
        var metrics = Metrics.Select(context.Load).ToList();
        double majority = metrics[0]["accuracy-majority", Conditions.None].Estimate.Value;
        var figure = new LineFigure
        {
            Title = $"{Experiment}: {Study}",
            Panels =
            [
                Panel("Accuracy of the subgroup", "accuracy", "accuracy-subgroup", metrics, Series, minimum: 0, new ReferenceLine("majority, no perturbation", majority)),
                Panel("Closure of the accuracy gap", "closure", "closure", metrics, Series[..^1], minimum: null, new ReferenceLine("gap closed", 1), new ReferenceLine("no effect", 0)),
            ],
        };
        return new RenderedFiles(figure.Render().Select(file => ($"figures/{Study}.{file.Extension}", file.Bytes)));
    }

    private LinePanel Panel(
        string title,
        string axis,
        string metric,
        IReadOnlyList<Metrics> metrics,
        IEnumerable<(string Condition, string Name)> series,
        double? minimum,
        params IReadOnlyList<ReferenceLine> references) => new()
    {
        Title = title,
        X = new Axis
        {
            Title = AxisTitle,
            Scale = Logarithmic ? AxisScale.Logarithmic : AxisScale.Linear,
            Ticks = [.. Points.Select(point => new AxisTick(point.X, point.Value))],
        },
        Y = new Axis { Title = axis, Minimum = minimum },
        Series =
        [
            .. series.Select(one => new LineSeries(one.Name, [.. Points.Zip(metrics, (point, m) =>
            {
                var estimate = m[metric, one.Condition];
                return new LinePoint(point.X, estimate.Estimate, estimate.PerSeed);
            })])),
        ],
        References = references,
    };
}

/// <summary>A value of a study's variable.</summary>
/// <param name="X">Where it stands on the axis.</param>
/// <param name="Value">How it is written.</param>
public sealed record CurvePoint(double X, string Value);
