using ScottPlot;
using SkiaSharp;
using Ttca.Reporting.Figures.Panels;

namespace Ttca.Reporting.Figures.Dots;

/// <summary>One panel: ScottPlot draws the x axis; rows and their labels stand on it.</summary>
internal sealed class DotPlot : IPanelPlot
{
    private const float BetweenDots = 9;            // from one dot of a row down to the next
    private const float AroundRow = 6;              // above the first and beneath the last dot
    private const float SeedDistance = 4.2f;        // beneath the interval, so that it hides none
    private const float Leading = 8.4f;
    private const float LabelGap = 6;
    private const float WidestLabel = 0.34f;        // of the panel
    private const float MarkWidth = 1.6f;

    private readonly DotPanel panel;
    private readonly IReadOnlyDictionary<string, SeriesLook> looks;
    private readonly PanelTitle title;
    private readonly float width;
    private readonly CoordinateRange range;
    private readonly IReadOnlyList<AxisTick> ticks;
    private readonly List<IReadOnlyList<string>> labels;
    private readonly PixelPadding margins;

    public DotPlot(DotPanel panel, char? letter, IReadOnlyDictionary<string, SeriesLook> looks, float width)
    {
        this.panel = panel;
        this.looks = looks;
        this.width = width;
        var values = panel.Dots.SelectMany(d => d.Value.PerSeed.Concat([d.Value.Estimate.Value, d.Value.Estimate.Low, d.Value.Estimate.High]));
        var marks = panel.Rows.Where(r => r.Mark is not null).Select(r => r.Mark!.Value);
        List<double> shown = [.. panel.X.HasZero ? [0.0] : Array.Empty<double>(), .. values, .. marks, .. panel.X.Ticks.Select(t => t.Value)];
        range = AxisRange.Of(panel.X.For(shown), shown, margin: 0.05);
        ticks = panel.X.Ticks.Count > 0 ? panel.X.Ticks : RoundTicks.On(panel.X, range, most: 6);
        labels = panel.Rows.Select(r => CanvasText.WrapWithin(r.Label, WidestLabel * width, TextSize.Small)).ToList();
        var left = LabelGap + labels.SelectMany(lines => lines).Select(line => CanvasText.Width(line, TextSize.Small)).DefaultIfEmpty(0).Max();
        title = new PanelTitle(panel.Title, letter, width - left);
        margins = new PixelPadding(left, PanelAxes.RightMargin, PanelAxes.BottomMargin, title.Height);
        Height = margins.Top + Enumerable.Range(0, panel.Rows.Count).Sum(RowHeight) + margins.Bottom;
    }

    /// <inheritdoc/>
    public float Height { get; }

    /// <inheritdoc/>
    public float TitleHeight => title.Height;

    /// <summary>Whether an interval goes on beyond the panel.</summary>
    public bool HasOpenInterval => panel.Dots.Any(d => IsBelow(d.Value.Estimate.Low) || IsAbove(d.Value.Estimate.High));

    /// <summary>The legend's sample of a row's mark.</summary>
    public static LegendEntry MarkEntry(string text) =>
        new(text, MarkWidth + 1, (canvas, at) => DrawMark(canvas, at.X + MarkWidth / 2, at.Y - 4.5f, at.Y + 4.5f));

    /// <inheritdoc/>
    public void Draw(SKCanvas canvas, SKPoint origin)
    {
        var area = new SKRect(origin.X + margins.Left, origin.Y + margins.Top, origin.X + width - margins.Right, origin.Y + Height - margins.Bottom);
        var frame = new PanelFrame(area, range, new CoordinateRange(0, 1));
        var shownTicks = AxisRange.WithoutOverlap(ticks, panel.X, range, area.Width);
        using (var plot = PanelAxes.Create(margins, frame, new PanelAxis(panel.X, shownTicks, HasGrid: true), y: null))
        {
            PanelAxes.Render(plot, canvas, SKRect.Create(origin.X, origin.Y, width, Height));
        }

        title.Draw(canvas, new SKPoint(area.Left, origin.Y));
        if (panel.X.BreakAbove is not null && range.Min > 0)
        {
            AxisBreak.Draw(canvas, new SKPoint(area.Left, area.Bottom), new SKPoint(1, 0));
        }

        DrawZero(canvas, frame);
        var top = area.Top;
        for (var row = 0; row < panel.Rows.Count; row++)
        {
            var place = SKRect.Create(area.Left, top, area.Width, RowHeight(row));
            DrawGround(canvas, row, place);
            DrawLabel(canvas, row, place);
            DrawRow(canvas, panel.Rows[row], place, frame);
            top += place.Height;
        }
    }

    private float RowHeight(int row) =>
        Math.Max(2 * AroundRow + (panel.Rows[row].Dots.Count - 1) * BetweenDots + SeedDistance, labels[row].Count * Leading + 4);

    /// <summary>Every other row is shaded, to lead the eye from the label.</summary>
    private static void DrawGround(SKCanvas canvas, int row, SKRect place)
    {
        if (row % 2 == 1)
        {
            using var shade = new SKPaint { Color = CanvasText.Ink.WithAlpha(13) };     // Skia's SVG forgets how translucent pure black is
            canvas.DrawRect(place, shade);
        }
    }

    /// <summary>What differences are seen against.</summary>
    private void DrawZero(SKCanvas canvas, PanelFrame frame)
    {
        if (panel.X.Scale == AxisScale.Linear && range.Min < 0 && range.Max > 0)
        {
            using var line = new SKPaint { Color = SKColors.Black.WithAlpha(150), IsStroke = true, StrokeWidth = 0.7f, IsAntialias = true };
            canvas.DrawLine(frame.X(0), frame.Area.Top, frame.X(0), frame.Area.Bottom, line);
        }
    }

    private void DrawLabel(SKCanvas canvas, int row, SKRect place)
    {
        var first = place.MidY - (labels[row].Count - 1) * Leading / 2 + 2.5f;
        for (var line = 0; line < labels[row].Count; line++)
        {
            CanvasText.Draw(canvas, labels[row][line], place.Left - LabelGap, first + line * Leading, TextSize.Small, align: SKTextAlign.Right);
        }
    }

    private void DrawRow(SKCanvas canvas, DotRow row, SKRect place, PanelFrame frame)
    {
        if (row.Mark is { } mark && panel.X.CanShow(mark))
        {
            DrawMark(canvas, frame.X(panel.X.Position(mark)), place.Top + 1.5f, place.Bottom - 1.5f);
        }

        var first = place.MidY - ((row.Dots.Count - 1) * BetweenDots + SeedDistance) / 2;
        var dots = row.Dots.Select((dot, i) => (Dot: dot, Y: first + i * BetweenDots)).ToList();
        var joined = dots.Where(d => IsWithin(d.Dot.Value.Estimate.Value)).Select(d => new SKPoint(X(d.Dot.Value.Estimate.Value, frame), d.Y)).ToList();
        if (row.IsJoined && joined.Count > 1)
        {
            using var line = new SKPaint { Color = SKColors.Black.WithAlpha(110), IsStroke = true, StrokeWidth = 0.6f, IsAntialias = true };
            canvas.DrawLine(joined[0], joined[^1], line);
        }

        foreach (var (dot, y) in dots)
        {
            DrawDot(canvas, dot, y, frame);
        }
    }

    private void DrawDot(SKCanvas canvas, Dot dot, float y, PanelFrame frame)
    {
        var look = looks[dot.Series];
        var colour = look.Colour.ToSKColor();
        foreach (var seed in dot.Value.PerSeed.Where(IsWithin))
        {
            CanvasMarker.DrawSeed(canvas, new SKPoint(X(seed, frame), y + SeedDistance), colour);
        }

        if (!double.IsFinite(dot.Value.Estimate.Value))
        {
            CanvasMarker.Draw(canvas, new SKPoint(frame.Area.Left + 5, y), LegendEntries.UndefinedMarker(look.Colour));
            return;
        }

        if (!double.IsNaN(dot.Value.Estimate.Low) && !double.IsNaN(dot.Value.Estimate.High))
        {
            IntervalBar.Draw(
                canvas, new SKPoint(X(dot.Value.Estimate.Low, frame), y), new SKPoint(X(dot.Value.Estimate.High, frame), y),
                IsBelow(dot.Value.Estimate.Low), IsAbove(dot.Value.Estimate.High), colour);
        }

        if (IsWithin(dot.Value.Estimate.Value))
        {
            CanvasMarker.Draw(canvas, new SKPoint(X(dot.Value.Estimate.Value, frame), y), look.MarkerStyle(SeriesLook.MarkerSize));
        }
    }

    private static void DrawMark(SKCanvas canvas, float x, float top, float bottom)
    {
        using var line = new SKPaint { Color = CanvasText.Ink, IsStroke = true, StrokeWidth = MarkWidth, IsAntialias = true };
        canvas.DrawLine(x, top, x, bottom, line);
    }

    private bool IsWithin(double value) => panel.X.CanShow(value) && !IsBelow(value) && !IsAbove(value);

    private bool IsBelow(double value) =>
        value == double.NegativeInfinity || panel.X.Scale == AxisScale.Logarithmic && value <= 0 || panel.X.Position(value) < range.Min;

    private bool IsAbove(double value) => panel.X.Position(value) > range.Max;

    /// <summary>The x of a value, or of the panel's edge for one beyond it.</summary>
    private float X(double value, PanelFrame frame) =>
        IsBelow(value) ? frame.Area.Left : IsAbove(value) ? frame.Area.Right : frame.X(panel.X.Position(value));
}
