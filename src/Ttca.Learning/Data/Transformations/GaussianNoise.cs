using Ttca.Datasets;

namespace Ttca.Learning.Data.Transformations;

/// <summary>Sensor noise: an independent normal number is added to each pixel value.</summary>
public sealed class GaussianNoise : Transformation
{
    public override string Name => "gaussian-noise";

    public override string AmountMeans => "standard deviation in steps of 1/255; 0 changes nothing";

    public override double Maximum => 128;

    internal override void Apply(Span<byte> image, int width, double amount, ref SplitMix64 random)
    {
        foreach (ref var value in image)
        {
            value = Round(value + amount * random.NextNormal());
        }
    }
}
