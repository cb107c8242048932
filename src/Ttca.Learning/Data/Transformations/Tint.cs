using Ttca.Datasets;

namespace Ttca.Learning.Data.Transformations;

/// <summary>Warm light on a camera that does not balance it: each channel is scaled towards the colour of a candle.</summary>
public sealed class Tint : Transformation
{
    // sRGB of a black body at 1,900 K, as commonly tabulated.
    private static readonly double[] Cast = [255 / 255.0, 147 / 255.0, 41 / 255.0];

    public override string Name => "tint";

    public override string AmountMeans => "share of the way to candle light (255, 147, 41); 0 changes nothing";

    internal override void Apply(Span<byte> image, int width, double amount, ref SplitMix64 random)
    {
        var area = image.Length / 3;
        for (var i = 0; i < image.Length; i++)
        {
            image[i] = Round(image[i] * (1 + amount * (Cast[i / area] - 1)));
        }
    }
}
