using ScottPlot;
using SkiaSharp;
using Ttca.Fairness;
using Ttca.Reporting.Figures.Panels;

namespace Ttca.Reporting.Figures.Lines;

/// <summary>One panel of lines.</summary>
internal sealed class LinePlot : PanelPlot
{
    private const float AspectRatio = 0.7f; // height of the area within the axes over its width
    private const float BandColumn = 9;     // at the right, for the seeds of each band, in points

    private readonly LinePanel<MetricEstimate> _panel;
    private readonly IReadOnlyDictionary<string, SeriesLook> _looks;
    private readonly bool _hasBars;

    private LinePlot(LinePanel<MetricEstimate> panel, IReadOnlyDictionary<string, SeriesLook> looks, bool hasBars, PanelLayout layout)
        : base(layout)
    {
        _panel = panel;
        _looks = looks;
        _hasBars = hasBars;
    }

    /// <param name="panel">What is drawn.</param>
    /// <param name="x">The variable.</param>
    /// <param name="hasBars">Whether intervals are bars, not bands.</param>
    /// <param name="letter">Before its title.</param>
    /// <param name="looks">Of the series.</param>
    /// <param name="width">In points.</param>
    public static LinePlot Of(
        LinePanel<MetricEstimate> panel, Axis x, bool hasBars, char? letter, IReadOnlyDictionary<string, SeriesLook> looks, float width)
    {
        var yRange = LineRanges.Y(panel);
        var y = new PanelAxis(panel.Y, yRange, panel.Y.Ticks.Count > 0 ? panel.Y.Ticks : RoundTicks.On(panel.Y, yRange, most: 7));
        var left = PanelAxes.LeftMargin(y.Ticks);
        var area = new SKSize(width - left - PanelAxes.RightMargin, (width - left - PanelAxes.RightMargin) * AspectRatio);
        var xTicks = x.Ticks.Count > 0
            ? x.Ticks
            : panel.Series.SelectMany(s => s.Points).Select(p => p.X).Distinct().Order().Select(AxisTick.At).ToList();
        var xRange = LineRanges.X(panel, x, xTicks, hasBars, panel.Bands.Count * BandColumn / area.Width);
        var title = new PanelTitle(panel.Title, letter, width - left);
        var margins = new PixelPadding(left, PanelAxes.RightMargin, PanelAxes.BottomMargin, title.Height);
        var xAxis = new PanelAxis(x, xRange, AxisRange.WithoutOverlap(xTicks, x, xRange, area.Width)) { HasGrid = false };
        return new LinePlot(panel, looks, hasBars, new PanelLayout(title, xAxis, y, margins, area));
    }

    /// <summary>Whether an interval goes on beyond the panel.</summary>
    public bool HasOpenInterval => LineRanges.Estimates(_panel).Any(e => Y.IsOpen(e.Estimate));

    /// <summary>Bands beneath all lines, lines beneath all points, the first series on top.</summary>
    protected override void Add(Marks marks, PanelFrame frame)
    {
        var bands = _panel.Bands.Select((band, i) => new BandDrawing(band.Value, _looks[band.Name], Y, frame, ColumnOf(i, frame))).ToList();
        var series = _panel.Series.Select((one, i) => new SeriesDrawing(one, _looks[one.Name], _panel, X, Y, frame, i, _hasBars))
            .Reverse()
            .ToList();
        bands.ForEach(band => band.AddArea(marks));
        series.ForEach(one => one.AddBand(marks));
        marks.AddReferences(_panel.References, frame, Y);
        bands.ForEach(band => band.Add(marks));
        series.ForEach(one => one.AddSeeds(marks));
        series.ForEach(one => one.AddLine(marks));
        series.ForEach(one => one.AddBars(marks));
        series.ForEach(one => one.AddUndefined(marks));
    }

    /// <inheritdoc/>
    protected override void DrawText(SKCanvas canvas, PanelFrame frame, Marks marks) =>
        ReferenceLabels.Draw(canvas, frame, Y, _panel.References, marks);

    /// <summary>Each band has a column of its own at the right for mean, interval and seeds.</summary>
    private double ColumnOf(int band, PanelFrame frame) =>
        frame.XRange.Max - frame.XDistance((_panel.Bands.Count - band - 0.5f) * BandColumn);
}
