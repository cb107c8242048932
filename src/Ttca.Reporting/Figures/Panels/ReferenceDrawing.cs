using SkiaSharp;
using Ttca.Fairness;

namespace Ttca.Reporting.Figures.Panels;

/// <summary>Lines to compare with, and the intervals and seeds of those that were measured.</summary>
internal static class ReferenceDrawing
{
    private const float SeedPlace = 4;      // points from the left
    private const byte Faint = 20;          // of 255

    public static void Draw(SKCanvas canvas, PanelFrame frame, Axis y, IReadOnlyList<ReferenceLine<MetricEstimate>> references)
    {
        using var fill = new SKPaint { Color = CanvasText.Ink.WithAlpha(Faint) };
        using var dash = SeriesLook.ReferenceDash();
        using var line = new SKPaint { Color = CanvasText.Ink.WithAlpha(190), IsStroke = true, StrokeWidth = SeriesLook.ReferenceWidth, IsAntialias = true, PathEffect = dash };
        foreach (var reference in references.Where(reference => y.CanShow(reference.Height())))
        {
            if (reference.Value?.Estimate is { } interval && double.IsFinite(interval.Low) && double.IsFinite(interval.High))
            {
                canvas.DrawRect(new SKRect(frame.Area.Left, y.Within(interval.High, frame).Y, frame.Area.Right, y.Within(interval.Low, frame).Y), fill);
            }

            foreach (var seed in reference.Seeds().Where(seed => y.CanShow(seed) && !y.Within(seed, frame).IsBeyond))
            {
                CanvasMarker.DrawSeed(canvas, new SKPoint(frame.Area.Left + SeedPlace, y.Within(seed, frame).Y), CanvasText.Ink);
            }

            var height = frame.Y(y.Position(reference.Height()));
            DashedLine.Draw(canvas, new SKPoint(frame.Area.Left, height), new SKPoint(frame.Area.Right, height), line);
        }
    }

    /// <summary>The number that the line stands at.</summary>
    public static double Height(this ReferenceLine<MetricEstimate> reference) => reference.Y ?? reference.Value!.Estimate.Value;

    /// <summary>Of a number that was measured.</summary>
    public static IReadOnlyList<double> Seeds(this ReferenceLine<MetricEstimate> reference) => reference.Value?.PerSeed ?? [];

    /// <summary>Places on the canvas that a label should leave free: the seeds.</summary>
    public static IEnumerable<SKPoint> Obstacles(ReferenceLine<MetricEstimate> reference, Axis y, PanelFrame frame) =>
        reference.Seeds().Where(y.CanShow).Select(seed => new SKPoint(frame.Area.Left + SeedPlace, y.Within(seed, frame).Y));

    /// <summary>The height of the end of an interval, or of the panel's edge for one beyond it.</summary>
    public static (float Y, bool IsBeyond) Within(this Axis axis, double end, PanelFrame frame)
    {
        var position = axis.CanShow(end) ? axis.Position(end) : end > 0 ? double.PositiveInfinity : double.NegativeInfinity;
        return (frame.Y(Math.Clamp(position, frame.YRange.Min, frame.YRange.Max)), position < frame.YRange.Min || position > frame.YRange.Max);
    }
}
