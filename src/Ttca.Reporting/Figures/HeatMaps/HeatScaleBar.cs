using ScottPlot;
using SkiaSharp;
using Ttca.Reporting.Figures.Panels;

namespace Ttca.Reporting.Figures.HeatMaps;

/// <summary>
/// The colour scale with its marks, beneath the map. Plain rectangles look alike in every format: ScottPlot's colour bar is a picture.
/// </summary>
internal sealed class HeatScaleBar(string title, HeatScale scale)
{
    private const float Width = 150;
    private const float BarHeight = 8;
    private const float LabelRoom = 12;
    private const float TitleGap = 6;
    private const float HalfLabel = 12;
    private const int Stripes = 75;

    /// <summary>In points.</summary>
    public const float Height = BarHeight + LabelRoom;

    public void Draw(SKCanvas canvas, SKPoint origin)
    {
        CanvasText.Draw(canvas, title, origin.X, origin.Y + BarHeight - 1, TextSize.Normal);
        IReadOnlyList<AxisTick> ticks =
        [
            .. RoundTicks.Between(scale.Low, scale.High, most: 5).Select(tick => tick with { Label = Label(tick) }),
        ];
        var x = new PanelAxis(new Axis { Title = "" }, new CoordinateRange(scale.Low, scale.High), ticks) { HasGrid = false };
        var layout = new PanelLayout(
            new PanelTitle("", null, Width),
            x,
            PanelAxis.Of("", 0, 1) with { HasLine = false },
            new PixelPadding(HalfLabel, HalfLabel, LabelRoom, 0),
            new SKSize(Width, BarHeight));
        using var plot = PanelAxes.Create(layout);
        var marks = new Marks(plot);
        var step = (scale.High - scale.Low) / Stripes;
        for (var low = scale.Low; low < scale.High - step / 2; low += step)
        {
            // overlaps the next: no seams
            marks.AddArea(new CoordinateRect(low, Math.Min(low + 1.5 * step, scale.High), 0, 1), scale.Colour(low + step / 2));
        }

        marks.AddArea(new CoordinateRect(scale.Low, scale.High, 0, 1), Colors.Transparent, Marks.Ink, edgeWidth: 1);
        var left = origin.X + CanvasText.Width(title, TextSize.Normal) + TitleGap - HalfLabel;
        PanelAxes.Render(plot, canvas, SKRect.Create(left, origin.Y, Width + 2 * HalfLabel, Height));
    }

    /// <summary>The ends stand for what lies beyond too, where something does.</summary>
    private string Label(AxisTick tick) =>
        !scale.IsClipped || Math.Abs(tick.Value) < scale.High ? tick.Label : $"{(tick.Value < 0 ? '≤' : '≥')} {tick.Label}";
}
