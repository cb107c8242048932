using ScottPlot;
using SkiaSharp;
using Ttca.Fairness;
using Ttca.Reporting.Figures.Panels;

namespace Ttca.Reporting.Figures.Lines;

/// <summary>One panel: ScottPlot draws axes and data; title and reference labels are placed around it.</summary>
internal sealed class LinePlot : IPanelPlot
{
    private const float BandColumn = 9;     // at the right, for the seeds of each band, in points

    private readonly LinePanel<MetricEstimate> panel;
    private readonly Axis x;
    private readonly Evidence evidence;
    private readonly bool isBroken;
    private readonly PanelTitle title;
    private readonly IReadOnlyDictionary<string, SeriesLook> looks;
    private readonly float width;
    private readonly PixelPadding margins;
    private readonly IReadOnlyList<AxisTick> xTicks;
    private readonly IReadOnlyList<AxisTick> yTicks;
    private readonly CoordinateRange xRange;
    private readonly CoordinateRange yRange;

    public LinePlot(LinePanel<MetricEstimate> panel, Axis x, Evidence evidence, char? letter, IReadOnlyDictionary<string, SeriesLook> looks, float width, float aspectRatio)
    {
        this.panel = panel;
        this.x = x;
        this.evidence = evidence;
        this.looks = looks;
        this.width = width;
        xTicks = x.Ticks.Count > 0
            ? x.Ticks
            : panel.Series.SelectMany(s => s.Points).Select(p => p.X).Distinct().Order().Select(AxisTick.At).ToList();
        var shown = LineRanges.Shown(panel);
        isBroken = panel.Y.IsBroken(shown);
        yRange = LineRanges.Y(panel, shown);
        yTicks = panel.Y.Ticks.Count > 0 ? panel.Y.Ticks : RoundTicks.On(panel.Y, yRange, most: 7);
        var left = PanelAxes.LeftMargin(yTicks);
        xRange = LineRanges.X(panel, x, xTicks, evidence.IsOfFewSeeds, panel.Bands.Count * BandColumn / (width - left - PanelAxes.RightMargin));
        title = new PanelTitle(panel.Title, letter, width - left);
        margins = new PixelPadding(left, PanelAxes.RightMargin, PanelAxes.BottomMargin, title.Height);
        Height = title.Height + PanelAxes.BottomMargin + (width - left - PanelAxes.RightMargin) * aspectRatio;
    }

    /// <inheritdoc/>
    public float Height { get; }

    /// <inheritdoc/>
    public float TitleHeight => title.Height;

    /// <summary>Whether an interval goes on beyond the panel.</summary>
    public bool HasOpenInterval => LineRanges.Estimates(panel).Any(e => panel.Y.Position(e.Estimate.Low) < yRange.Min || panel.Y.Position(e.Estimate.High) > yRange.Max);

    private PanelFrame Frame(SKPoint origin) => new(
        new SKRect(origin.X + margins.Left, origin.Y + margins.Top, origin.X + width - margins.Right, origin.Y + Height - margins.Bottom),
        xRange,
        yRange);

    /// <inheritdoc/>
    public void Draw(SKCanvas canvas, SKPoint origin)
    {
        var frame = Frame(origin);
        var shownTicks = AxisRange.WithoutOverlap(xTicks, x, xRange, width - margins.Left - margins.Right);
        using var plot = PanelAxes.Create(margins, frame, new PanelAxis(x, shownTicks, HasGrid: false), new PanelAxis(panel.Y, yTicks, HasGrid: true));
        var series = panel.Series.Select((one, i) => new SeriesDrawing(one, looks[one.Name], panel, x, frame, i, evidence.IsOfFewSeeds)).Reverse().ToList();
        AddSeries(plot, series);
        PanelAxes.Render(plot, canvas, SKRect.Create(origin.X, origin.Y, width, Height));
        ReferenceDrawing.Draw(canvas, frame, panel.Y, panel.References);
        DrawBands(canvas, frame);
        series.ForEach(one => one.DrawBars(canvas));
        if (isBroken)
        {
            AxisBreak.Draw(canvas, new SKPoint(frame.Area.Left, frame.Area.Bottom), new SKPoint(0, -1));
        }

        title.Draw(canvas, new SKPoint(origin.X + margins.Left, origin.Y));
        ReferenceLabels.Draw(
            canvas, frame, panel.Y, panel.References,
            [.. panel.Series.SelectMany(one => SeriesDrawing.Obstacles(one, x, panel.Y, frame)), .. panel.Bands.SelectMany((band, i) => BandDrawing.Obstacles(band, panel.Y, frame, ColumnOf(i, frame)))]);
    }

    /// <summary>Bands beneath all lines, lines beneath all points, the first series on top.</summary>
    private static void AddSeries(Plot plot, List<SeriesDrawing> drawn)
    {
        drawn.ForEach(series => series.AddBand(plot));
        drawn.ForEach(series => series.AddSeeds(plot));
        drawn.ForEach(series => series.AddLine(plot));
        drawn.ForEach(series => series.AddUndefined(plot));
    }

    /// <summary>Each with a column of its own at the right for mean, interval and seeds.</summary>
    private void DrawBands(SKCanvas canvas, PanelFrame frame)
    {
        for (var i = 0; i < panel.Bands.Count; i++)
        {
            BandDrawing.Draw(canvas, panel.Bands[i], looks[panel.Bands[i].Name], panel.Y, frame, ColumnOf(i, frame));
        }
    }

    private float ColumnOf(int band, PanelFrame frame) => frame.Area.Right - (panel.Bands.Count - band - 0.5f) * BandColumn;
}
