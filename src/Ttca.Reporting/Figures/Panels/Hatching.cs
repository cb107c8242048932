using ScottPlot;
using SkiaSharp;

namespace Ttca.Reporting.Figures.Panels;

/// <summary>What tells areas apart without colour.</summary>
internal enum Hatch
{
    None,
    Rising,
    Horizontal,
    Dots,
    Falling,
    Crossed,
    Vertical,
}

/// <summary>
/// A hatched rectangle, in plain lines: ScottPlot's own hatches are pictures, which print coarsely and which Skia's SVG leaves out.
/// </summary>
internal sealed class Hatching(CoordinateRect area, Hatch hatch, Color colour, float lineWidth = 0.7f) : IPlottable
{
    private const float Spacing = 3.2f;
    private const float Dot = 0.4f;

    public bool IsVisible { get; set; } = true;

    public IAxes Axes { get; set; } = new Axes();

    public IEnumerable<LegendItem> LegendItems => [];

    public AxisLimits GetAxisLimits() => new(area);

    public void Render(RenderPack rp)
    {
        var place = Axes.GetPixelRect(area).ToSKRect();
        using var path = new SKPath();
        if (hatch is Hatch.Rising or Hatch.Crossed)
        {
            AddDiagonals(path, place, rising: true);
        }

        if (hatch is Hatch.Falling or Hatch.Crossed)
        {
            AddDiagonals(path, place, rising: false);
        }

        if (hatch is Hatch.Horizontal or Hatch.Vertical)
        {
            AddParallels(path, place, hatch == Hatch.Horizontal);
        }

        if (hatch is Hatch.Dots)
        {
            AddDots(path, place);
        }

        using var line = new SKPaint { Color = colour.ToSKColor(), IsStroke = true, StrokeWidth = lineWidth, IsAntialias = true };
        rp.Canvas.DrawPath(path, line);
    }

    private static void AddDiagonals(SKPath path, SKRect area, bool rising)
    {
        for (var d = Spacing; d < area.Width + area.Height; d += Spacing * MathF.Sqrt(2))
        {
            var first = new SKPoint(Math.Min(d, area.Width), Math.Max(0, d - area.Width));      // on the upper or right side
            var last = new SKPoint(Math.Max(0, d - area.Height), Math.Min(d, area.Height));     // on the left or lower side
            path.MoveTo(Place(first));
            path.LineTo(Place(last));
        }

        SKPoint Place(SKPoint p) => new(rising ? area.Left + p.X : area.Right - p.X, area.Top + p.Y);
    }

    private static void AddParallels(SKPath path, SKRect area, bool horizontal)
    {
        for (var d = Spacing / 2; d < (horizontal ? area.Height : area.Width); d += Spacing)
        {
            path.MoveTo(horizontal ? new SKPoint(area.Left, area.Bottom - d) : new SKPoint(area.Left + d, area.Top));
            path.LineTo(horizontal ? new SKPoint(area.Right, area.Bottom - d) : new SKPoint(area.Left + d, area.Bottom));
        }
    }

    private static void AddDots(SKPath path, SKRect area)
    {
        for (var (row, y) = (0, area.Bottom - Spacing / 2); y > area.Top + Dot; (row, y) = (row + 1, y - Spacing * 0.8f))
        {
            for (var x = area.Left + Spacing * (row % 2 == 0 ? 0.5f : 1); x < area.Right - Dot; x += Spacing)
            {
                path.AddCircle(x, y, Dot);
            }
        }
    }
}
