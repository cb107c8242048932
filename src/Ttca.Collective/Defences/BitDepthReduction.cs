using static TorchSharp.torch;

namespace Ttca.Collective;

/// <summary>
/// Each channel keeps its nearest level of 2^bits that are evenly spaced from 0 to 255 (feature squeezing; Xu, Evans and Qi 2018).
/// </summary>
public sealed class BitDepthReduction : ImageDefence
{
    public override string Name => "bit-depth";

    public override string AmountIs => "a whole number from 1 to 7 (bits per channel)";

    public override string Describe(double amount) =>
        amount == 1 ? "1 bit per value" : FormattableString.Invariant($"{amount} bits per value");

    public override bool Takes(double amount) => IsWhole(amount, 1, 7);

    internal override void Apply(Span<byte> image, int width, double amount)
    {
        var highest = (1 << (int)amount) - 1;
        foreach (ref var value in image)
        {
            var level = ((2 * value * highest) + 255) / (2 * 255);              // to the nearest, halves up
            value = (byte)(((2 * level * 255) + highest) / (2 * highest));
        }
    }

    /// <summary>
    /// The images as they are: rounding has no slope, and on average over pixels that of the identity (straight-through; Bengio, Léonard
    /// and Courville 2013).
    /// </summary>
    internal override Tensor Surrogate(Tensor images, double amount) => images;
}
