using ScottPlot;
using SkiaSharp;
using Ttca.Reporting.Figures.Panels;

namespace Ttca.Reporting.Figures.Lines;

/// <summary>One panel: ScottPlot draws axes and data; title and reference labels are placed around it.</summary>
internal sealed class LinePlot : IPanelPlot
{
    private readonly LinePanel panel;
    private readonly PanelTitle title;
    private readonly IReadOnlyDictionary<string, SeriesLook> looks;
    private readonly float width;
    private readonly PixelPadding margins;
    private readonly IReadOnlyList<AxisTick> xTicks;
    private readonly IReadOnlyList<AxisTick> yTicks;
    private readonly CoordinateRange xRange;
    private readonly CoordinateRange yRange;

    public LinePlot(LinePanel panel, char? letter, IReadOnlyDictionary<string, SeriesLook> looks, float width, float aspectRatio)
    {
        this.panel = panel;
        this.looks = looks;
        this.width = width;
        xTicks = panel.X.Ticks.Count > 0
            ? panel.X.Ticks
            : panel.Series.SelectMany(s => s.Points).Select(p => p.X).Distinct().Order().Select(AxisTick.At).ToList();
        xRange = LineRanges.X(panel, xTicks);
        yRange = LineRanges.Y(panel);
        yTicks = panel.Y.Ticks.Count > 0 ? panel.Y.Ticks : RoundTicks.On(panel.Y, yRange, most: 7);
        var left = PanelAxes.LeftMargin(yTicks);
        title = new PanelTitle(panel.Title, letter, width - left);
        margins = new PixelPadding(left, PanelAxes.RightMargin, PanelAxes.BottomMargin, title.Height);
        Height = title.Height + PanelAxes.BottomMargin + (width - left - PanelAxes.RightMargin) * aspectRatio;
    }

    /// <inheritdoc/>
    public float Height { get; }

    /// <inheritdoc/>
    public float TitleHeight => title.Height;

    private PanelFrame Frame(SKPoint origin) => new(
        new SKRect(origin.X + margins.Left, origin.Y + margins.Top, origin.X + width - margins.Right, origin.Y + Height - margins.Bottom),
        xRange,
        yRange);

    /// <inheritdoc/>
    public void Draw(SKCanvas canvas, SKPoint origin)
    {
        var frame = Frame(origin);
        var shownTicks = AxisRange.WithoutOverlap(xTicks, panel.X, xRange, width - margins.Left - margins.Right);
        using var plot = PanelAxes.Create(margins, frame, new PanelAxis(panel.X, shownTicks, HasGrid: false), new PanelAxis(panel.Y, yTicks, HasGrid: true));
        AddReferences(plot);
        AddSeries(plot, frame);
        PanelAxes.Render(plot, canvas, SKRect.Create(origin.X, origin.Y, width, Height));
        title.Draw(canvas, new SKPoint(origin.X + margins.Left, origin.Y));
        ReferenceLabels.Draw(
            canvas, frame, panel.Y, panel.References, panel.Series.SelectMany(series => SeriesDrawing.Obstacles(series, panel, frame)));
    }

    private void AddReferences(Plot plot)
    {
        foreach (var reference in panel.References)
        {
            plot.Add.HorizontalLine(panel.Y.Position(reference.Y), 0.9f, Colors.Black.WithAlpha(0.65), SeriesLook.ReferencePattern);
        }
    }

    /// <summary>Bands beneath all lines, lines beneath all points, the first series on top.</summary>
    private void AddSeries(Plot plot, PanelFrame frame)
    {
        var drawn = panel.Series.Select((series, i) => new SeriesDrawing(series, looks[series.Name], panel, frame, i)).Reverse().ToList();
        drawn.ForEach(series => series.AddBand(plot));
        drawn.ForEach(series => series.AddSeeds(plot));
        drawn.ForEach(series => series.AddLine(plot));
        drawn.ForEach(series => series.AddUndefined(plot));
    }
}
