using ScottPlot;
using SkiaSharp;

namespace Ttca.Reporting.Figures;

/// <summary>
/// The font of all figures: Open Sans, carried in this assembly, so that a figure has the same text (and the same bytes) on a machine
/// without any font.
/// </summary>
internal static class PaperFont
{
    /// <summary>The name under which ScottPlot finds the font.</summary>
    public static string Family => "Open Sans";

    private static readonly SKTypeface Regular = Load("OpenSans-Regular.ttf");
    private static readonly SKTypeface Bold = Load("OpenSans-Bold.ttf");

    static PaperFont() => Fonts.FontResolvers.Insert(0, new Resolver());

    /// <summary>A font for drawing and measuring; the caller disposes it.</summary>
    /// <param name="size">In points.</param>
    /// <param name="bold">Whether the bold face is meant.</param>
    public static SKFont Create(float size, bool bold = false) =>
        new(bold ? Bold : Regular, size)
        {
            // Widths must not depend on the resolution: the same layout goes to vector files and to pixels.
            Subpixel = true,
            LinearMetrics = true,
            Hinting = SKFontHinting.None,
            Edging = SKFontEdging.Antialias,
        };

    private static SKTypeface Load(string resource)
    {
        using var stream = typeof(PaperFont).Assembly.GetManifestResourceStream(resource)!;
        using var data = SKData.Create(stream);
        return SKTypeface.FromData(data);
    }

    private sealed class Resolver : IFontResolver
    {
        public SKTypeface? CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing spacing) =>
            CreateTypeface(fontName, weight >= FontWeight.SemiBold, slant != FontSlant.Upright);

        public SKTypeface? CreateTypeface(string fontName, bool bold, bool italic) =>
            fontName == Family ? bold ? Bold : Regular : null;
    }
}
