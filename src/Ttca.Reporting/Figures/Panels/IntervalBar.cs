using SkiaSharp;

namespace Ttca.Reporting.Figures.Panels;

/// <summary>An interval as a bar: a short line across an end, an arrow head where there is no bound.</summary>
internal static class IntervalBar
{
    private const float LineWidth = 0.9f;
    private const float Cap = 1.8f;         // to each side
    private const float Arrow = 2.6f;

    /// <param name="canvas">In points.</param>
    /// <param name="low">Where the lower end stands.</param>
    /// <param name="high">Where the upper end stands, right of the lower one or above it.</param>
    /// <param name="openLow">The interval goes on beyond its lower end.</param>
    /// <param name="openHigh">The interval goes on beyond its upper end.</param>
    /// <param name="colour">Of all lines.</param>
    public static void Draw(SKCanvas canvas, SKPoint low, SKPoint high, bool openLow, bool openHigh, SKColor colour)
    {
        var along = high.Y == low.Y ? new SKPoint(1, 0) : new SKPoint(0, -1);
        using var path = new SKPath();
        path.MoveTo(low);
        path.LineTo(high);
        AddEnd(path, low, new SKPoint(-along.X, -along.Y), openLow);
        AddEnd(path, high, along, openHigh);
        using var line = new SKPaint { Color = colour, IsStroke = true, StrokeWidth = LineWidth, IsAntialias = true };
        canvas.DrawPath(path, line);
    }

    private static void AddEnd(SKPath path, SKPoint end, SKPoint outwards, bool open)
    {
        var (half, back) = open ? (Arrow * 0.7f, Arrow) : (Cap, 0);
        var foot = end - new SKPoint(outwards.X * back, outwards.Y * back);
        var across = new SKPoint(outwards.Y * half, outwards.X * half);
        path.MoveTo(foot + across);
        path.LineTo(end);
        path.LineTo(foot - across);
    }
}
