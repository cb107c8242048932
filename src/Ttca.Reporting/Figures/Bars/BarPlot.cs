using ScottPlot;
using SkiaSharp;
using Ttca.Fairness;
using Ttca.Reporting.Figures.Panels;

namespace Ttca.Reporting.Figures.Bars;

/// <summary>One panel: ScottPlot draws the y axis; bars and the labels of their groups stand on it.</summary>
internal sealed class BarPlot : IPanelPlot
{
    private const float AreaHeight = 138;
    private const float LeastWidth = 118;           // of the area within the axes
    private const float NarrowestBar = 7;
    private const float WidestBar = 26;
    private const float BetweenGroups = 9;
    private const float BetweenLabels = 6;
    private const float Leading = 8.4f;
    private const float AboveLabels = 3;
    private const float LongestWord = 60;
    private const float SeedPlace = 0.8f;           // across the bar, so that the interval in the middle hides none
    private const float TileHeight = 5;             // of what stands for a bar without a foot
    private const double Tint = 0.30;

    private readonly BarPanel<MetricEstimate> panel;
    private readonly IReadOnlyDictionary<string, SeriesLook> looks;
    private readonly PanelTitle title;
    private readonly float width;
    private readonly CoordinateRange range;
    private readonly IReadOnlyList<AxisTick> ticks;
    private readonly List<IReadOnlyList<string>> labels;
    private readonly PixelPadding margins;

    public BarPlot(BarPanel<MetricEstimate> panel, char? letter, IReadOnlyDictionary<string, SeriesLook> looks, float width)
    {
        this.panel = panel;
        this.looks = looks;
        this.width = width;
        range = Range(panel);
        ticks = Ticks(panel, range);
        var left = PanelAxes.LeftMargin(ticks);
        var slot = (width - left - PanelAxes.RightMargin) / panel.Groups.Count;
        labels = panel.Groups.Select(group => CanvasText.WrapWithin(group.Label, slot - BetweenLabels, TextSize.Small)).ToList();
        title = new PanelTitle(panel.Title, letter, width - left);
        margins = new PixelPadding(left, PanelAxes.RightMargin, AboveLabels + labels.Max(l => l.Count) * Leading, title.Height);
        Height = margins.Top + AreaHeight + margins.Bottom;
    }

    /// <inheritdoc/>
    public float Height { get; }

    /// <inheritdoc/>
    public float TitleHeight => title.Height;

    /// <summary>Whether an interval goes on beyond the panel.</summary>
    public bool HasOpenInterval => panel.Bars.Any(b => IsOpen(b.Value.Estimate.Low) || IsOpen(b.Value.Estimate.High));

    /// <summary>The least width at which bars and the words beneath them are legible, in points.</summary>
    public static float NarrowestWidth(BarPanel<MetricEstimate> panel)
    {
        var word = panel.Groups.SelectMany(g => g.Label.Split(' ')).Max(w => CanvasText.Width(w, TextSize.Small));
        var slot = Math.Max(panel.Groups.Max(g => g.Bars.Count) * NarrowestBar + BetweenGroups, Math.Min(word, LongestWord) + BetweenLabels);
        return PanelAxes.LeftMargin(Ticks(panel, Range(panel))) + PanelAxes.RightMargin + Math.Max(LeastWidth, panel.Groups.Count * slot);
    }

    /// <summary>How a series fills its bars: a tint, on which seeds and intervals stay visible, with its hatch.</summary>
    public static void Fill(SKCanvas canvas, SKRect area, SeriesLook look)
    {
        var colour = look.Colour.ToSKColor();
        using var fill = new SKPaint { Color = Tinted(look.Colour, look.Hatch == Hatch.None ? 2 * Tint : Tint) };
        canvas.DrawRect(area, fill);
        Hatching.Draw(canvas, area, look.Hatch, colour);
        using var outline = new SKPaint { Color = colour, IsStroke = true, StrokeWidth = 0.8f, IsAntialias = true };
        canvas.DrawRect(area, outline);
    }

    /// <inheritdoc/>
    public void Draw(SKCanvas canvas, SKPoint origin)
    {
        var area = new SKRect(origin.X + margins.Left, origin.Y + margins.Top, origin.X + width - margins.Right, origin.Y + Height - margins.Bottom);
        var frame = new PanelFrame(area, new CoordinateRange(0, panel.Groups.Count), range);
        using (var plot = PanelAxes.Create(margins, frame, x: null, new PanelAxis(panel.Y, ticks, HasGrid: true)))
        {
            PanelAxes.Render(plot, canvas, SKRect.Create(origin.X, origin.Y, width, Height));
        }

        title.Draw(canvas, new SKPoint(area.Left, origin.Y));
        var bars = panel.Groups.SelectMany((group, i) => Places(group, i, frame)).ToList();
        foreach (var (bar, place) in bars)
        {
            DrawBar(canvas, bar, place, frame);
        }

        DrawLines(canvas, frame);
        foreach (var (bar, place) in bars)
        {
            DrawMarks(canvas, bar, place, frame);
        }

        DrawLabels(canvas, frame);
        if (IsBroken)
        {
            AxisBreak.Draw(canvas, new SKPoint(area.Left, area.Bottom), new SKPoint(0, -1));
        }

        ReferenceLabels.Draw(canvas, frame, panel.Y, panel.References, Obstacles(bars, frame), onPaper: true);
    }

    private static CoordinateRange Range(BarPanel<MetricEstimate> panel)
    {
        var values = panel.Bars.SelectMany(b => b.Value.PerSeed.Concat([b.Value.Estimate.Value, b.Value.Estimate.Low, b.Value.Estimate.High]))
            .Concat(panel.References.SelectMany(r => r.Seeds().Concat([r.Height(), r.Value?.Estimate.Low ?? r.Height(), r.Value?.Estimate.High ?? r.Height()]))).Concat(panel.Y.Ticks.Select(t => t.Value)).Where(double.IsFinite).ToList();
        if (panel.Y.IsBroken(values))
        {
            return AxisRange.Of(panel.Y.For(values), values, margin: 0.1);
        }

        values.Add(0);
        if (values.All(value => value == 0))
        {
            values.Add(panel.Y.Maximum ?? 1);
        }

        // Bars stand on the edge of the panel, unless some hang from 0.
        var axis = panel.Y with
        {
            Minimum = panel.Y.Minimum ?? (values.Min() == 0 ? 0 : null),
            Maximum = panel.Y.Maximum ?? (values.Max() == 0 ? 0 : null),
        };
        return AxisRange.Of(axis, values, margin: 0.07);
    }

    private static IReadOnlyList<AxisTick> Ticks(BarPanel<MetricEstimate> panel, CoordinateRange range) =>
        panel.Y.Ticks.Count > 0 ? panel.Y.Ticks : RoundTicks.On(panel.Y, range, most: 6);

    private static SKColor Tinted(Color colour, double strength) => Colors.White.InterpolateRgb(colour, strength).ToSKColor();

    /// <summary>The bars of a group with their places, as rectangles as high as the panel.</summary>
    private IEnumerable<(Bar<MetricEstimate> Bar, SKRect Place)> Places(BarGroup<MetricEstimate> group, int index, PanelFrame frame)
    {
        var slot = frame.Area.Width / panel.Groups.Count;
        var bar = Math.Min((slot - BetweenGroups) / panel.Groups.Max(g => g.Bars.Count), WidestBar);
        var left = frame.X(index + 0.5) - group.Bars.Count * bar / 2;
        return group.Bars.Select((b, i) => (b, SKRect.Create(left + i * bar, frame.Area.Top, bar, frame.Area.Height)));
    }

    private void DrawBar(SKCanvas canvas, Bar<MetricEstimate> bar, SKRect place, PanelFrame frame)
    {
        var (zero, end) = (Within(0, frame), Within(bar.Value.Estimate.Value, frame));
        if (IsBroken && double.IsFinite(bar.Value.Estimate.Value))
        {
            Fill(canvas, new SKRect(place.Left + 0.6f, end - TileHeight / 2, place.Right - 0.6f, end + TileHeight / 2), looks[bar.Series]);
        }
        else if (double.IsFinite(bar.Value.Estimate.Value) && zero != end)
        {
            Fill(canvas, new SKRect(place.Left + 0.6f, Math.Min(zero, end), place.Right - 0.6f, Math.Max(zero, end)), looks[bar.Series]);
        }
    }

    /// <summary>The line at 0, where it isn't the panel's edge, and the lines to compare with.</summary>
    private void DrawLines(SKCanvas canvas, PanelFrame frame)
    {
        using var zero = new SKPaint { Color = CanvasText.Ink, IsStroke = true, StrokeWidth = 0.7f, IsAntialias = true };
        if (range.Min < 0 && range.Max > 0)
        {
            canvas.DrawLine(frame.Area.Left, frame.Y(0), frame.Area.Right, frame.Y(0), zero);
        }

        ReferenceDrawing.Draw(canvas, frame, panel.Y, panel.References);
    }

    private void DrawMarks(SKCanvas canvas, Bar<MetricEstimate> bar, SKRect place, PanelFrame frame)
    {
        if (!double.IsFinite(bar.Value.Estimate.Value))
        {
            var above = new SKPoint(place.MidX, Math.Min(Within(0, frame), frame.Area.Bottom) - 4);
            CanvasMarker.Draw(canvas, above, LegendEntries.UndefinedMarker(looks[bar.Series].Colour));
        }
        else if (!double.IsNaN(bar.Value.Estimate.Low) && !double.IsNaN(bar.Value.Estimate.High))
        {
            DrawInterval(canvas, bar.Value.Estimate, place.MidX, frame);
        }

        foreach (var seed in bar.Value.PerSeed.Where(s => s >= range.Min && s <= range.Max))
        {
            CanvasMarker.DrawSeed(canvas, new SKPoint(place.Left + SeedPlace * place.Width, frame.Y(seed)), CanvasText.Ink);
        }
    }

    private void DrawInterval(SKCanvas canvas, Estimate estimate, float x, PanelFrame frame) =>
        IntervalBar.Draw(
            canvas, new SKPoint(x, Within(estimate.Low, frame)), new SKPoint(x, Within(estimate.High, frame)),
            IsOpen(estimate.Low), IsOpen(estimate.High), CanvasText.Ink);

    private void DrawLabels(SKCanvas canvas, PanelFrame frame)
    {
        for (var group = 0; group < labels.Count; group++)
        {
            for (var line = 0; line < labels[group].Count; line++)
            {
                var baseline = frame.Area.Bottom + AboveLabels + (line + 1) * Leading - 1;
                CanvasText.Draw(canvas, labels[group][line], frame.X(group + 0.5), baseline, TextSize.Small, align: SKTextAlign.Center);
            }
        }
    }

    /// <summary>Places that labels should leave free: from each bar's foot to the end of its interval.</summary>
    private IEnumerable<SKPoint> Obstacles(List<(Bar<MetricEstimate> Bar, SKRect Place)> bars, PanelFrame frame) =>
        from b in bars
        where double.IsFinite(b.Bar.Value.Estimate.Value)
        let ends = b.Bar.Value.PerSeed.Concat([IsBroken ? b.Bar.Value.Estimate.Value : 0, b.Bar.Value.Estimate.Value, b.Bar.Value.Estimate.Low, b.Bar.Value.Estimate.High]).Where(v => !double.IsNaN(v)).ToList()
        let top = Within(ends.Max(), frame)
        let bottom = Within(ends.Min(), frame)
        from i in Enumerable.Range(0, (int)((bottom - top) / 4) + 1)
        select new SKPoint(b.Place.MidX, top + 4 * i);

    /// <summary>Whether 0, where bars start, isn't shown.</summary>
    private bool IsBroken => range.Min > 0;

    private bool IsOpen(double end) => end < range.Min || end > range.Max;

    /// <summary>The y of a value, or of the panel's edge for one beyond it.</summary>
    private float Within(double value, PanelFrame frame) => frame.Y(Math.Clamp(value, range.Min, range.Max));
}
