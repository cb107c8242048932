using SkiaSharp;
using Ttca.Fairness;

namespace Ttca.Reporting.Figures.Panels;

/// <summary>Names beside reference lines.</summary>
internal static class ReferenceLabels
{
    /// <param name="canvas">In points.</param>
    /// <param name="frame">The panel.</param>
    /// <param name="y">Its y axis.</param>
    /// <param name="references">The lines.</param>
    /// <param name="obstacles">Places that should stay free.</param>
    /// <param name="onPaper">A bright ground beneath each label, where it may stand on something dark.</param>
    public static void Draw(
        SKCanvas canvas, PanelFrame frame, Axis y, IReadOnlyList<ReferenceLine<MetricEstimate>> references, IEnumerable<SKPoint> obstacles, bool onPaper = false)
    {
        List<SKPoint> taken = [.. obstacles, .. references.SelectMany(reference => ReferenceDrawing.Obstacles(reference, y, frame))];
        foreach (var reference in references)
        {
            var place = LabelPlacement.Best(
                frame, frame.Y(y.Position(reference.Height())), CanvasText.Width(reference.Label, TextSize.Small), TextSize.Small, taken);
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
