using SkiaSharp;

namespace Ttca.Reporting.Figures.Panels;

/// <summary>Where the label of a horizontal line covers the least.</summary>
internal static class LabelPlacement
{
    private const float Padding = 3;
    private const float SeedDistance = 6;   // circles of seeds stand that far beside what they are of, at most

    /// <summary>From the left end to the right, the best first.</summary>
    private static readonly float[] Places = [1, 0, 0.5f, 0.25f, 0.75f];

    /// <summary>
    /// The box for the label: right, left or between, above or below the line, within the frame; the first of the least covered.
    /// </summary>
    /// <param name="frame">The panel.</param>
    /// <param name="lineY">Height of the line on the canvas.</param>
    /// <param name="width">Of the text, in points.</param>
    /// <param name="height">Of the text, in points.</param>
    /// <param name="obstacles">Places that should stay free.</param>
    public static SKRect Best(PanelFrame frame, float lineY, float width, float height, IReadOnlyCollection<SKPoint> obstacles)
    {
        var room = frame.Area.Width - width - 2 * Padding;
        float[] lefts = [.. Places.Select(place => frame.Area.Left + Padding + place * room)];
        float[] tops = [lineY - height - Padding, lineY + Padding];
        var boxes =
            from top in tops
            where top >= frame.Area.Top && top + height <= frame.Area.Bottom
            from left in lefts
            select SKRect.Create(left, top, width, height);
        return boxes.DefaultIfEmpty(SKRect.Create(lefts[0], tops[0], width, height)).MinBy(box => Covered(box, obstacles));
    }

    /// <summary>Places that a label takes, for the labels that follow.</summary>
    public static IEnumerable<SKPoint> Cover(SKRect box) =>
        from i in Enumerable.Range(0, 9) from j in Enumerable.Range(0, 3)
        select new SKPoint(box.Left + i / 8f * box.Width, box.Top + j / 2f * box.Height);

    private static int Covered(SKRect box, IReadOnlyCollection<SKPoint> obstacles)
    {
        var wide = SKRect.Inflate(box, SeedDistance, 2);
        return obstacles.Count(wide.Contains);
    }
}
