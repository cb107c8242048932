using ScottPlot;
using ScottPlot.Colormaps;
using SkiaSharp;

namespace Ttca.Reporting.Figures.HeatMaps;

/// <summary>
/// Values to colours, diverging at 0: brown below, white at 0, blue-green above (ColorBrewer's BrBG, Harrower and Brewer 2003), told apart
/// with any colour vision. Both ends are equally far from 0, and what lies beyond has the colour of the end: one value far off must not
/// wash out the others.
/// </summary>
internal sealed class HeatScale
{
    private const double Nearest = 1;       // 1 is all of a share
    private const double Farthest = 2;

    private static readonly IColormap Steps = new CustomInterpolated(
        [
            .. new[]
            {
                "#543005",
                "#8C510A",
                "#BF812D",
                "#DFC27D",
                "#F6E8C3",
                "#FFFFFF",
                "#C7EAE5",
                "#80CDC1",
                "#35978F",
                "#01665E",
                "#003C30",
            }.Select(
                hex => new Color(hex)),
        ]);

    /// <param name="values">Those that aren't finite are left out.</param>
    public HeatScale(IEnumerable<double> values)
    {
        var farthest = values.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max();
        High = Math.Clamp(farthest, Nearest, Farthest);
        IsClipped = farthest > Farthest;
    }

    public double Low => -High;

    public double High { get; }

    /// <summary>Whether some value lies beyond an end.</summary>
    public bool IsClipped { get; }

    public Color Colour(double value) => Steps.GetColor(value, new ScottPlot.Range(Low, High));

    /// <summary>Ink or white: what contrasts more with a ground (WCAG 2.2, relative luminance).</summary>
    public static SKColor TextOn(Color ground)
    {
        var luminance = Luminance(ground);
        return (luminance + 0.05) / (Luminance(Color.FromSKColor(CanvasText.Ink)) + 0.05) >= 1.05 / (luminance + 0.05)
            ? CanvasText.Ink
            : SKColors.White;
    }

    private static double Luminance(Color colour) =>
        0.2126 * Linear(colour.Red) + 0.7152 * Linear(colour.Green) + 0.0722 * Linear(colour.Blue);

    private static double Linear(byte channel)
    {
        var c = channel / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);
    }
}
