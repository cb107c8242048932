using SkiaSharp;
using Ttca.Fairness;

namespace Ttca.Reporting.Figures.Panels;

/// <summary>Names beside reference lines, where they cover the least: ScottPlot's stand outside of the panel or at one end of the line, whatever is there.</summary>
internal static class ReferenceLabels
{
    /// <summary>Of the seeds of a line, in points from the left.</summary>
    public const float SeedPlace = 4;

    /// <summary>The number that the line stands at.</summary>
    public static double Height(this ReferenceLine<MetricEstimate> reference) => reference.Y ?? reference.Value!.Estimate.Value;

    /// <summary>Of a number that was measured.</summary>
    public static IReadOnlyList<double> Seeds(this ReferenceLine<MetricEstimate> reference) => reference.Value?.PerSeed ?? [];

    /// <param name="canvas">In points.</param>
    /// <param name="frame">The panel.</param>
    /// <param name="y">Its y axis.</param>
    /// <param name="references">The lines.</param>
    /// <param name="obstacles">Places that should stay free.</param>
    /// <param name="onPaper">A bright ground beneath each label, where it may stand on something dark.</param>
    public static void Draw(
        SKCanvas canvas, PanelFrame frame, PanelAxis y, IReadOnlyList<ReferenceLine<MetricEstimate>> references, IEnumerable<SKPoint> obstacles, bool onPaper = false)
    {
        var seeds = references.SelectMany(Seeds).Where(y.Shows).Select(seed => new SKPoint(frame.Area.Left + SeedPlace, frame.Y(y.Axis.Position(seed))));
        List<SKPoint> taken = [.. obstacles, .. seeds];
        foreach (var reference in references)
        {
            var place = LabelPlacement.Best(
                frame, frame.Y(y.Axis.Position(reference.Height())), CanvasText.Width(reference.Label, TextSize.Small), TextSize.Small, taken);
            if (onPaper)
            {
                using var paper = new SKPaint { Color = SKColors.White.WithAlpha(215), IsAntialias = true };
                canvas.DrawRect(SKRect.Create(place.Left - 1, place.Top - 0.5f, place.Width + 2, place.Height + 1), paper);
            }

            CanvasText.Draw(canvas, reference.Label, place.Left, place.Bottom - 2, TextSize.Small);
            taken.AddRange(LabelPlacement.Cover(place));
        }
    }
}
