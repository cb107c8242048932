using SkiaSharp;

namespace Ttca.Reporting.Figures.Panels;

/// <summary>A straight line that may be dashed.</summary>
internal static class DashedLine
{
    /// <param name="canvas">In points.</param>
    /// <param name="from">One end.</param>
    /// <param name="to">The other.</param>
    /// <param name="paint">With or without dashes.</param>
    public static void Draw(SKCanvas canvas, SKPoint from, SKPoint to, SKPaint paint)
    {
        using var line = new SKPath();      // a path: Skia's SVG ignores the dashes of a line
        line.MoveTo(from);
        line.LineTo(to);
        canvas.DrawPath(line, paint);
    }
}
