using ScottPlot;
using SkiaSharp;
using Ttca.Fairness;
using Ttca.Reporting.Figures.Panels;

namespace Ttca.Reporting.Figures.Lines;

/// <summary>What is the same for every x.</summary>
internal static class BandDrawing
{
    private const float SeedDistance = 3;   // beside the interval, so that it hides none
    private const double Opacity = 0.07;    // several lie on each other

    /// <param name="canvas">In points.</param>
    /// <param name="band">The estimate.</param>
    /// <param name="look">Its look.</param>
    /// <param name="axis">Of y.</param>
    /// <param name="frame">The panel.</param>
    /// <param name="x">Where its interval and seeds stand.</param>
    public static void Draw(SKCanvas canvas, ReferenceBand<MetricEstimate> band, SeriesLook look, Axis axis, PanelFrame frame, float x)
    {
        var colour = look.Colour.ToSKColor();
        foreach (var seed in band.Value.PerSeed.Where(seed => axis.CanShow(seed) && frame.YRange.Contains(axis.Position(seed))))
        {
            CanvasMarker.DrawSeed(canvas, new SKPoint(x + SeedDistance, frame.Y(axis.Position(seed))), colour);
        }

        if (!axis.CanShow(band.Value.Estimate.Value))
        {
            CanvasMarker.Draw(canvas, new SKPoint(x, frame.Area.Bottom - 4), LegendEntries.UndefinedMarker(look.Colour));
            return;
        }

        if (!double.IsNaN(band.Value.Estimate.Low) && !double.IsNaN(band.Value.Estimate.High))
        {
            var (low, high) = (axis.Within(band.Value.Estimate.Low, frame), axis.Within(band.Value.Estimate.High, frame));
            if (double.IsFinite(band.Value.Estimate.Low) && double.IsFinite(band.Value.Estimate.High))      // without bounds it would cover the panel
            {
                using var fill = new SKPaint { Color = look.Colour.WithAlpha(Opacity).ToSKColor() };
                canvas.DrawRect(new SKRect(frame.Area.Left, high.Y, frame.Area.Right, low.Y), fill);
            }

            IntervalBar.Draw(canvas, new SKPoint(x, low.Y), new SKPoint(x, high.Y), low.IsBeyond, high.IsBeyond, colour);
        }

        var y = frame.Y(axis.Position(band.Value.Estimate.Value));
        using var dash = look.Dash();
        using var line = new SKPaint { Color = colour, IsStroke = true, StrokeWidth = SeriesLook.ReferenceWidth, IsAntialias = true, PathEffect = dash };
        DashedLine.Draw(canvas, new SKPoint(frame.Area.Left, y), new SKPoint(x, y), line);
        CanvasMarker.Draw(canvas, new SKPoint(x, y), look.MarkerStyle(SeriesLook.ReferenceMarkerSize));
    }

    /// <summary>Places on the canvas that a label should leave free: its line, and the column at the right.</summary>
    public static IEnumerable<SKPoint> Obstacles(ReferenceBand<MetricEstimate> band, Axis axis, PanelFrame frame, float x)
    {
        var seeds = band.Value.PerSeed.Where(axis.CanShow).Select(seed => new SKPoint(x + SeedDistance, axis.Within(seed, frame).Y));
        if (!axis.CanShow(band.Value.Estimate.Value))
        {
            return seeds;
        }

        var y = axis.Within(band.Value.Estimate.Value, frame).Y;
        return [.. seeds, .. LabelPlacement.Along(new SKPoint(frame.Area.Left, y), new SKPoint(x, y)), .. LabelPlacement.Along(band.Value.Estimate, axis, frame, x)];
    }
}
