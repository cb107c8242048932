using SkiaSharp;
using Ttca.Fairness;

namespace Ttca.Reporting.Figures.Panels;

/// <summary>
/// Names beside reference lines, where they cover the least: ScottPlot's stand outside of the panel or at one end of the line, whatever is
/// there.
/// </summary>
internal static class ReferenceLabels
{
    /// <summary>The number that the line stands at.</summary>
    public static double Height(this ReferenceLine<MetricEstimate> reference) => reference.Y ?? reference.Value!.Estimate.Value;

    /// <param name="canvas">In points.</param>
    /// <param name="frame">The panel.</param>
    /// <param name="y">Its y axis.</param>
    /// <param name="references">The lines.</param>
    /// <param name="marks">What is drawn.</param>
    /// <param name="onPaper">A bright ground beneath each label, where it may stand on something dark.</param>
    public static void Draw(
        SKCanvas canvas,
        PanelFrame frame,
        PanelAxis y,
        IReadOnlyList<ReferenceLine<MetricEstimate>> references,
        Marks marks,
        bool onPaper = false)
    {
        List<SKPoint> taken = [.. marks.Taken.Select(place => new SKPoint(frame.X(place.X), frame.Y(place.Y)))];
        foreach (var reference in references)
        {
            var place = LabelPlacement.Best(
                frame,
                frame.Y(y.Axis.Position(reference.Height())),
                CanvasText.Width(reference.Label, TextSize.Small),
                TextSize.Small,
                taken);
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
