using Ttca.Learning.Data.Transformations;

namespace Ttca.Collective;

/// <summary>Images are smoothed by a Gaussian, the same as <see cref="Blur"/>: perturbations are mostly fine structure.</summary>
public sealed class Smoothing : ImageDefence
{
    private const double Largest = 8;

    public override string Name => "smoothing";

    public override string AmountIs => "above 0 and at most 8 (standard deviation in pixels)";

    public override bool Takes(double amount) => amount is > 0 and <= Largest;

    internal override void Apply(Span<byte> image, int width, double amount) => Blur.Apply(image, width, amount);
}
