using Ttca.Pipeline;
using Ttca.Reporting.Figures;
using Ttca.Reporting.Figures.Lines;

namespace Ttca.Stages;

/// <summary>A study's figure where something is measured along a variable: curves with their intervals and every seed.</summary>
/// <param name="Experiment">The experiment and its data, as captions name them.</param>
/// <param name="Study">Names the files.</param>
[PartOf("RenderFigures")]
public sealed record RenderCurves(string Experiment, string Study) : IStage<RenderedFiles>
{
    /// <summary>The variable, the same in each panel.</summary>
    public required CurveAxis X { get; init; }

    public required IReadOnlyList<CurvePanel> Panels { get; init; }

    /// <summary>The study's cells.</summary>
    public required IReadOnlyList<Node<Metrics>> Metrics { get; init; }

    public required FigureCaption Caption { get; init; }

    public RenderedFiles Run(StageContext context)
    {
        var cells = Metrics.Select(context.Load).ToList();
        var figure = FigureOf(cells);
        return RenderedFiles.Of(Study, figure, Caption.In(cells, figure.Evidence), context.Progress);
    }

    internal LineFigure FigureOf(IReadOnlyList<Metrics> cells) => new()
    {
        Title = $"{Experiment}: {Study}",
        Panels = [.. Panels.Select(panel => Draw(panel, cells))],
        Evidence = Evidence.Of([.. Panels.SelectMany(panel => panel.Curves).SelectMany(curve => curve.Points).Select(point => point.Value.In(cells))]),
    };

    private LinePanel Draw(CurvePanel panel, IReadOnlyList<Metrics> cells) => new()
    {
        Title = panel.Title,
        X = new Axis
        {
            Title = panel.XTitle ?? X.Title,
            Scale = X.IsLogarithmic ? AxisScale.Logarithmic : AxisScale.Linear,
            Ticks = [.. X.Ticks.Select(tick => new AxisTick(tick.X, tick.Label))],
        },
        Y = ShareAxis.Of(panel.YTitle, panel.Minimum),
        Series = [.. panel.Curves.Select(curve => new LineSeries(curve.Name, [.. curve.Points.Select(point => Draw(point, cells))]))],
        Bands = [.. panel.Bands.Select(band => Draw(band, cells))],
        References = [.. panel.References.Select(line => line.In(cells))],
    };

    private static LinePoint Draw(CurvePoint point, IReadOnlyList<Metrics> cells)
    {
        var estimate = point.Value.In(cells);
        return new LinePoint(point.X, estimate.Estimate, estimate.PerSeed);
    }

    private static ReferenceBand Draw(CurveBand band, IReadOnlyList<Metrics> cells)
    {
        var estimate = band.Value.In(cells);
        return new ReferenceBand(band.Name, estimate.Estimate, estimate.PerSeed);
    }
}

/// <summary>The variable of a figure of curves.</summary>
/// <param name="Title">With its unit.</param>
/// <param name="IsLogarithmic">Whether equal ratios are equal distances.</param>
/// <param name="Ticks">The marks.</param>
public sealed record CurveAxis(string Title, bool IsLogarithmic, IReadOnlyList<CurveTick> Ticks);

/// <summary>A mark on the axis of the variable.</summary>
public sealed record CurveTick(double X, string Label);

/// <summary>One pair of axes.</summary>
/// <param name="Title">Stands above it.</param>
/// <param name="YTitle">What is measured.</param>
/// <param name="Minimum">Least value shown; null: what the data need.</param>
/// <param name="Curves">The first is on top.</param>
/// <param name="References">Horizontal lines to compare with.</param>
public sealed record CurvePanel(string Title, string YTitle, double? Minimum, IReadOnlyList<Curve> Curves, IReadOnlyList<ReferenceAt> References)
{
    /// <summary>Where the variable has another title than in the other panels.</summary>
    public string? XTitle { get; init; }

    /// <summary>What doesn't depend on the variable.</summary>
    public IReadOnlyList<CurveBand> Bands { get; init; } = [];
}

/// <summary>A number that doesn't depend on the variable.</summary>
public sealed record CurveBand(string Name, MetricAt Value);

/// <summary>One curve.</summary>
public sealed record Curve(string Name, IReadOnlyList<CurvePoint> Points);

/// <summary>One point of a curve.</summary>
public sealed record CurvePoint(double X, MetricAt Value);
