using static TorchSharp.torch;

namespace Ttca.Collective;

/// <summary>Every pixel value is raised.</summary>
public sealed class Brighten : ImageDefence
{
    public override string Name => "brighten";

    public override string AmountIs => "a whole number from 1 to 64 (steps of 1/255)";

    public override string Describe(double amount) => FormattableString.Invariant($"brighter by {amount}/255");

    public override bool Takes(double amount) => IsWhole(amount, 1, 64);

    internal override void Apply(Span<byte> image, int width, double amount)
    {
        foreach (ref byte value in image)
        {
            value = (byte)Math.Min(255, value + (int)amount);
        }
    }

    internal override Tensor Surrogate(Tensor images, double amount) => images.add(amount / 255).clamp(0, 1);
}
