namespace Ttca.Learning.Data.PhotoTools;

/// <summary>A tool that maps each pixel value to another, channel by channel.</summary>
public abstract class ToneCurve : PhotoTool
{
    /// <summary>What becomes of each value, <c>[256]</c>.</summary>
    /// <param name="counts">How many pixels of the channel have each value, <c>[256]</c>.</param>
    internal abstract byte[] CurveOf(int[] counts);

    internal sealed override void Apply(Span<byte> image, int width)
    {
        var area = image.Length / 3;
        for (var channel = 0; channel < 3; channel++)
        {
            var plane = image.Slice(channel * area, area);
            var counts = new int[256];
            foreach (var value in plane)
            {
                counts[value]++;
            }

            var curve = CurveOf(counts);
            foreach (ref var value in plane)
            {
                value = curve[value];
            }
        }
    }

    private protected static byte[] Curve(Func<int, int> of) =>
        [.. Enumerable.Range(0, 256).Select(value => (byte)Math.Clamp(of(value), 0, 255))];
}

/// <summary>
/// Each channel is stretched to the whole range, as <c>ImageOps.autocontrast</c> of Pillow does (cutoff 0): fractions are cut off.
/// </summary>
public sealed class AutoContrast : ToneCurve
{
    public override string Name => "auto-contrast";

    internal override byte[] CurveOf(int[] counts)
    {
        var (least, most) = (Array.FindIndex(counts, count => count > 0), Array.FindLastIndex(counts, count => count > 0));
        return Curve(value => most > least ? (value - least) * 255 / (most - least) : value);
    }
}

/// <summary>Histogram equalisation of each channel, as <c>ImageOps.equalize</c> of Pillow does.</summary>
public sealed class Equalise : ToneCurve
{
    public override string Name => "equalise";

    internal override byte[] CurveOf(int[] counts)
    {
        var step = (counts.Sum() - counts[Array.FindLastIndex(counts, count => count > 0)]) / 255;
        if (step == 0)
        {
            return Curve(value => value);
        }

        var before = new int[256];     // pixels with a smaller value
        for (var value = 1; value < before.Length; value++)
        {
            before[value] = before[value - 1] + counts[value - 1];
        }

        return Curve(value => ((step / 2) + before[value]) / step);
    }
}

/// <summary>Gamma 1/2: <c>255 sqrt(v / 255)</c>.</summary>
public sealed class Lighter : ToneCurve
{
    public override string Name => "lighter";

    internal override byte[] CurveOf(int[] counts) => Curve(value => Round(Math.Sqrt(255.0 * value)));
}

/// <summary>Gamma 2: <c>v^2 / 255</c>.</summary>
public sealed class Darker : ToneCurve
{
    public override string Name => "darker";

    internal override byte[] CurveOf(int[] counts) => Curve(value => Round(value * value / 255.0));
}
