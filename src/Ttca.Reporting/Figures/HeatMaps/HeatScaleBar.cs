using SkiaSharp;
using Ttca.Reporting.Figures.Panels;

namespace Ttca.Reporting.Figures.HeatMaps;

/// <summary>The colour scale with its marks, beneath the map.</summary>
internal sealed class HeatScaleBar(string title, HeatScale scale)
{
    private const float Width = 150;
    private const float BarHeight = 8;
    private const float TitleGap = 6;
    private const int Stripes = 75;     // plain rectangles look alike in every format

    /// <summary>In points.</summary>
    public const float Height = BarHeight + 3 + TextSize.Small + 3;

    public void Draw(SKCanvas canvas, SKPoint origin)
    {
        CanvasText.Draw(canvas, title, origin.X, origin.Y + BarHeight - 1, TextSize.Normal);
        var bar = SKRect.Create(origin.X + CanvasText.Width(title, TextSize.Normal) + TitleGap, origin.Y, Width, BarHeight);
        for (var i = 0; i < Stripes; i++)
        {
            using var fill = new SKPaint { Color = scale.Colour(scale.Low + (i + 0.5) / Stripes * (scale.High - scale.Low)) };
            var left = bar.Left + i * Width / Stripes;
            canvas.DrawRect(new SKRect(left, bar.Top, Math.Min(left + 1.5f * Width / Stripes, bar.Right), bar.Bottom), fill);    // overlaps the next: no seams
        }

        using var line = new SKPaint { Color = CanvasText.Ink, IsStroke = true, StrokeWidth = 0.5f, IsAntialias = true };
        canvas.DrawRect(bar, line);
        foreach (var tick in RoundTicks.Between(scale.Low, scale.High, most: 5))
        {
            var x = bar.Left + (float)((tick.Value - scale.Low) / (scale.High - scale.Low)) * Width;
            canvas.DrawLine(x, bar.Bottom, x, bar.Bottom + 2.5f, line);
            CanvasText.Draw(canvas, Label(tick), x, bar.Bottom + 3 + TextSize.Small, TextSize.Small, align: SKTextAlign.Center);
        }
    }

    /// <summary>The ends stand for what lies beyond too, where something does.</summary>
    private string Label(AxisTick tick) =>
        !scale.IsClipped || Math.Abs(tick.Value) < scale.High ? tick.Label : $"{(tick.Value < 0 ? '≤' : '≥')} {tick.Label}";
}
