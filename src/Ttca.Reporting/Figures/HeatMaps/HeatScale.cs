using SkiaSharp;

namespace Ttca.Reporting.Figures.HeatMaps;

/// <summary>
/// Values to colours: from pale yellow over green to dark blue (ColorBrewer's YlGnBu, Harrower and Brewer 2003). It darkens all the way,
/// so that it reads in black and white and with any colour vision.
/// </summary>
internal sealed class HeatScale
{
    private static readonly SKColor[] Steps =
        [.. new[] { "#FFFFD9", "#EDF8B1", "#C7E9B4", "#7FCDBB", "#41B6C4", "#1D91C0", "#225EA8", "#253494" }.Select(SKColor.Parse)];

    /// <param name="values">All within the scale, as are 0 and 1, nothing and all of a share; those that aren't finite are left out.</param>
    public HeatScale(IEnumerable<double> values)
    {
        var all = values.Where(double.IsFinite).Append(0).Append(1).ToList();
        (Low, High) = (all.Min(), all.Max());
    }

    public double Low { get; }

    public double High { get; }

    public SKColor Colour(double value)
    {
        var place = Math.Clamp((value - Low) / (High - Low), 0, 1) * (Steps.Length - 1);
        var step = Math.Min((int)place, Steps.Length - 2);
        var (a, b, t) = (Steps[step], Steps[step + 1], place - step);
        return new SKColor(Mix(a.Red, b.Red), Mix(a.Green, b.Green), Mix(a.Blue, b.Blue));

        byte Mix(byte from, byte to) => (byte)Math.Round(from + t * (to - from));
    }

    /// <summary>Ink or white: what contrasts more with a ground (WCAG 2.2, relative luminance).</summary>
    public static SKColor TextOn(SKColor ground)
    {
        var luminance = Luminance(ground);
        return (luminance + 0.05) / (Luminance(CanvasText.Ink) + 0.05) >= 1.05 / (luminance + 0.05) ? CanvasText.Ink : SKColors.White;
    }

    private static double Luminance(SKColor colour) => 0.2126 * Linear(colour.Red) + 0.7152 * Linear(colour.Green) + 0.0722 * Linear(colour.Blue);

    private static double Linear(byte channel)
    {
        var c = channel / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);
    }
}
