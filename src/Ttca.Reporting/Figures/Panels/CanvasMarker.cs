using ScottPlot;
using SkiaSharp;

namespace Ttca.Reporting.Figures.Panels;

/// <summary>ScottPlot's markers on a canvas.</summary>
internal static class CanvasMarker
{
    public static void Draw(SKCanvas canvas, SKPoint centre, MarkerStyle marker)
    {
        using var paint = Paint.NewDisposablePaint();
        marker.Render(canvas, new Pixel(centre.X, centre.Y), paint);
    }

    /// <summary>The value of one seed.</summary>
    public static void DrawSeed(SKCanvas canvas, SKPoint centre, SKColor colour)
    {
        using var circle = new SKPaint { Color = colour, IsStroke = true, StrokeWidth = 0.6f, IsAntialias = true };
        canvas.DrawCircle(centre, SeriesLook.SeedSize / 2, circle);
    }
}
