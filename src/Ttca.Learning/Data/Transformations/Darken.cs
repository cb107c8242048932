using Ttca.Datasets;

namespace Ttca.Learning.Data.Transformations;

/// <summary>Under-exposure: every pixel value times the amount.</summary>
public sealed class Darken : Transformation
{
    public override string Name => "darken";

    public override string AmountMeans => "factor on each pixel value; 1 changes nothing, 0 is black";

    internal override void Apply(Span<byte> image, int width, double amount, ref SplitMix64 random)
    {
        foreach (ref var value in image)
        {
            value = Round(value * amount);
        }
    }
}
