using TorchSharp;
using Ttca.Parameters;
using static TorchSharp.torch;

namespace Ttca.Collective;

/// <summary>Something simple that a provider does to images before its model sees them, or to scores before anybody else does.</summary>
/// <remarks>A new one is an <see cref="ImageDefence"/> or a <see cref="ScoreDefence"/>.</remarks>
public abstract class Defence : INamed
{
    private protected Defence()
    {
    }

    /// <summary>Every defence, by the name that experiments use.</summary>
    public static IReadOnlyDictionary<string, Defence> All { get; } = Implementations.Of<Defence>();

    public abstract string Name { get; }

    /// <summary>Which amounts it takes and what they are, with their unit.</summary>
    public abstract string AmountIs { get; }

    /// <summary>As tables name it with an amount that it takes, such as <c>JPEG, quality 75</c>.</summary>
    public abstract string Describe(double amount);

    /// <summary>Whether it takes this amount.</summary>
    public abstract bool Takes(double amount);

    /// <summary>What is wrong with an amount, or null.</summary>
    internal string? Complaint(double amount) =>
        Takes(amount) ? null : FormattableString.Invariant($"{Name}: amount {amount} is not {AmountIs}.");

    private protected static bool IsWhole(double amount, int lowest, int highest) =>
        amount >= lowest && amount <= highest && double.IsInteger(amount);
}

/// <summary>A defence before the model: it changes the 8-bit images that the model sees.</summary>
public abstract class ImageDefence : Defence
{
    /// <summary>Changes one image <c>[3,H,W]</c> in place.</summary>
    /// <param name="image">Pixel values, planar.</param>
    /// <param name="width">W; H follows from the length.</param>
    /// <param name="amount">One that it <see cref="Defence.Takes"/>.</param>
    internal abstract void Apply(Span<byte> image, int width, double amount);

    /// <summary>
    /// What a gradient takes the defence for: something with a derivative that does nearly the same (BPDA; Athalye, Carlini and Wagner
    /// 2018). Its values are used by nobody, see <see cref="DefenceChain.Images(Tensor)"/>.
    /// </summary>
    /// <param name="images">float <c>[B,3,H,W]</c> in 0..1.</param>
    /// <param name="amount">One that it <see cref="Defence.Takes"/>.</param>
    /// <returns>float <c>[B,3,H,W]</c>.</returns>
    internal abstract Tensor Surrogate(Tensor images, double amount);
}

/// <summary>A defence behind the model: it changes the scores that are shown, never the label.</summary>
public abstract class ScoreDefence : Defence
{
    /// <summary>Changes the probabilities <c>[N,K]</c> in place.</summary>
    /// <param name="scores">What the model, and the defences before this one, gave.</param>
    /// <param name="amount">One that it <see cref="Defence.Takes"/>.</param>
    internal abstract void Apply(Span<float> scores, double amount);
}
