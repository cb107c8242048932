using ScottPlot;
using ScottPlot.TickGenerators;
using SkiaSharp;

namespace Ttca.Reporting.Figures.Lines;

/// <summary>One panel: ScottPlot draws axes and data; title and reference labels are placed around it.</summary>
internal sealed class LinePlot
{
    private const float TitleHeight = 14;
    private const float BottomMargin = 30;
    private const float RightMargin = 6;
    private const float AxisTitleRoom = 16;     // left of the tick labels
    private const float TickRoom = 6;

    private readonly LinePanel panel;
    private readonly string title;
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
        title = letter is null ? panel.Title : $"({letter}) {panel.Title}";
        xTicks = panel.X.Ticks.Count > 0
            ? panel.X.Ticks
            : panel.Series.SelectMany(s => s.Points).Select(p => p.X).Distinct().Order().Select(AxisTick.At).ToList();
        xRange = LineRanges.X(panel, xTicks);
        yRange = LineRanges.Y(panel);
        yTicks = panel.Y.Ticks.Count > 0 ? panel.Y.Ticks : RoundTicks.Between(yRange.Min, yRange.Max, most: 7);
        var left = AxisTitleRoom + TickRoom + yTicks.Max(t => CanvasText.Width(t.Label, TextSize.Small));
        margins = new PixelPadding(left, RightMargin, BottomMargin, TitleHeight);
        Height = TitleHeight + BottomMargin + (width - left - RightMargin) * aspectRatio;
    }

    /// <summary>In points.</summary>
    public float Height { get; }

    private PanelFrame Frame(SKPoint origin) => new(
        new SKRect(origin.X + margins.Left, origin.Y + margins.Top, origin.X + width - margins.Right, origin.Y + Height - margins.Bottom),
        xRange,
        yRange);

    /// <param name="canvas">In points.</param>
    /// <param name="origin">The panel's upper left corner.</param>
    public void Draw(SKCanvas canvas, SKPoint origin)
    {
        using var plot = new Plot();
        StyleAxes(plot);
        AddReferences(plot);
        AddSeries(plot, Frame(origin));
        plot.RenderInMemory((int)width, (int)Height);   // a plot's first rendering draws twice, which doubles what is translucent
        plot.Render(canvas, new PixelRect(origin.X, origin.X + width, origin.Y + Height, origin.Y));
        CanvasText.Draw(canvas, title, origin.X + margins.Left, origin.Y + TitleHeight - 5, TextSize.Normal, bold: true);
        DrawReferenceLabels(canvas, Frame(origin));
    }

    public static MarkerStyle UndefinedMarker(Color colour) => new(MarkerShape.Eks, 4.5f, colour) { LineWidth = 1.1f, LineColor = colour };

    private void StyleAxes(Plot plot)
    {
        var ink = Color.FromSKColor(CanvasText.Ink);
        plot.RenderManager.ClearCanvasBeforeEachRender = false;     // it clears the other panels too
        plot.Layout.Fixed(margins);
        plot.FigureBackground.Color = Colors.Transparent;
        plot.DataBackground.Color = Colors.Transparent;
        plot.Axes.SetLimits(xRange, yRange);
        plot.Axes.Right.IsVisible = false;
        plot.Axes.Top.IsVisible = false;
        plot.Grid.XAxisStyle.IsVisible = false;
        plot.Grid.YAxisStyle.MajorLineStyle.Color = Colors.Black.WithAlpha(0.1);
        plot.Grid.YAxisStyle.MajorLineStyle.Width = 0.5f;
        Style(plot.Axes.Bottom, panel.X, LineRanges.WithoutOverlap(xTicks, panel.X, xRange, width - margins.Left - margins.Right), ink);
        Style(plot.Axes.Left, panel.Y, yTicks, ink);
    }

    private static void Style(IAxis axis, Axis model, IReadOnlyList<AxisTick> ticks, Color ink)
    {
        axis.TickGenerator = new NumericManual(ticks.Select(t => new Tick(model.Position(t.Value), t.Label)).ToArray());
        axis.Label.Text = model.Title;
        foreach (var (label, size) in new[] { (axis.Label, TextSize.Normal), (axis.TickLabelStyle, TextSize.Small) })
        {
            label.FontName = PaperFont.Family;
            label.FontSize = size;
            label.Bold = false;
            label.ForeColor = ink;
        }

        axis.FrameLineStyle.Width = 0.7f;
        axis.FrameLineStyle.Color = ink;
        axis.MajorTickStyle.Length = 3;
        axis.MajorTickStyle.Width = 0.7f;
        axis.MajorTickStyle.Color = ink;
    }

    private void AddReferences(Plot plot)
    {
        foreach (var reference in panel.References)
        {
            plot.Add.HorizontalLine(panel.Y.Position(reference.Y), 0.9f, Colors.Black.WithAlpha(0.65), new LinePattern([7, 2, 1.5f, 2], 0, "reference"));
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

    private void DrawReferenceLabels(SKCanvas canvas, PanelFrame frame)
    {
        var obstacles = panel.Series.SelectMany(series => SeriesDrawing.Obstacles(series, panel, frame)).ToList();
        foreach (var reference in panel.References)
        {
            var place = LabelPlacement.Best(
                frame, frame.Y(panel.Y.Position(reference.Y)), CanvasText.Width(reference.Label, TextSize.Small), TextSize.Small, obstacles);
            CanvasText.Draw(canvas, reference.Label, place.Left, place.Bottom - 2, TextSize.Small);
            obstacles.AddRange(LabelPlacement.Cover(place));
        }
    }
}
