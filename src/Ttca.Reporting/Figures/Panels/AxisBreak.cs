using SkiaSharp;

namespace Ttca.Reporting.Figures.Panels;

/// <summary>Two slanted strokes with a gap between them: the axis doesn't begin at 0.</summary>
internal static class AxisBreak
{
    private const float Half = 3;       // of a stroke, across the axis
    private const float Slant = 1.5f;
    private const float Gap = 2.6f;     // between the strokes
    private const float FromEnd = 5;    // of the axis

    /// <param name="canvas">In points.</param>
    /// <param name="origin">Where the axis begins.</param>
    /// <param name="along">Its direction, of length 1: (0, -1) for a vertical one.</param>
    public static void Draw(SKCanvas canvas, SKPoint origin, SKPoint along)
    {
        var across = new SKPoint(-along.Y, along.X);
        using var paper = new SKPaint { Color = SKColors.White, IsStroke = true, StrokeWidth = 1.6f };
        canvas.DrawLine(At(FromEnd, 0), At(FromEnd + Gap, 0), paper);
        using var strokes = new SKPath();
        foreach (var place in (float[])[FromEnd, FromEnd + Gap])
        {
            strokes.MoveTo(At(place - Slant, -Half));
            strokes.LineTo(At(place + Slant, Half));
        }

        using var ink = new SKPaint { Color = CanvasText.Ink, IsStroke = true, StrokeWidth = 0.8f, IsAntialias = true };
        canvas.DrawPath(strokes, ink);

        SKPoint At(float forth, float aside) =>
            new(origin.X + forth * along.X + aside * across.X, origin.Y + forth * along.Y + aside * across.Y);
    }
}
