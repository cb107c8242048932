using TorchSharp;
using Ttca.Learning.Data.Transformations;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Ttca.Collective;

/// <summary>Images are smoothed by a Gaussian, the same as <see cref="Blur"/>: perturbations are mostly fine structure.</summary>
public sealed class Smoothing : ImageDefence
{
    private const double Largest = 8;

    public override string Name => "smoothing";

    public override string AmountIs => "above 0 and at most 8 (standard deviation in pixels)";

    public override string Describe(double amount) => FormattableString.Invariant($"smoothing, {amount} pixels");

    public override bool Takes(double amount) => amount is > 0 and <= Largest;

    internal override void Apply(Span<byte> image, int width, double amount) => Blur.Apply(image, width, amount);

    /// <summary>The same Gaussian, without rounding to whole pixel values.</summary>
    internal override Tensor Surrogate(Tensor images, double amount)
    {
        var kernel = Blur.Kernel(amount);
        var radius = kernel.Length / 2;
        // [1,1,1,k]
        var weights = tensor([.. kernel.Select(weight => (float)weight)], device: images.device).reshape(1, 1, 1, kernel.Length);
        // [B 3,1,H,W]
        var planes = images.flatten(0, 1).unsqueeze(1);
        var padded = F.pad(planes, [radius, radius, radius, radius], PaddingModes.Replicate);
        return F.conv2d(F.conv2d(padded, weights), weights.transpose(2, 3)).reshape(images.shape);
    }
}
