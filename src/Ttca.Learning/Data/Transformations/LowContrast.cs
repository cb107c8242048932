using Ttca.Datasets;

namespace Ttca.Learning.Data.Transformations;

/// <summary>Haze: every pixel value moves towards the image's mean over all pixels and channels.</summary>
public sealed class LowContrast : Transformation
{
    public override string Name => "low-contrast";

    public override string AmountMeans => "share of the way to the image's mean; 0 changes nothing, 1 is uniform grey";

    internal override void Apply(Span<byte> image, int width, double amount, ref SplitMix64 random)
    {
        long sum = 0;
        foreach (var value in image)
        {
            sum += value;
        }

        var mean = (double)sum / image.Length;
        foreach (ref var value in image)
        {
            value = Round(value + amount * (mean - value));
        }
    }
}
