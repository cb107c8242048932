using Ttca.Datasets;
using Ttca.Parameters;

namespace Ttca.Learning.Data.Transformations;

/// <summary>A named change of an 8-bit RGB image by one amount, of which a disparity is made.</summary>
/// <remarks>A new one is a class.</remarks>
public abstract class Transformation : INamed
{
    /// <summary>Every transformation, by the name that experiments use.</summary>
    public static IReadOnlyDictionary<string, Transformation> All { get; } = Implementations.Of<Transformation>();

    public abstract string Name { get; }

    /// <summary>What the amount is, with its unit.</summary>
    public abstract string AmountMeans { get; }

    /// <summary>Smallest amount allowed.</summary>
    public virtual double Minimum => 0;

    /// <summary>Largest amount allowed.</summary>
    public virtual double Maximum => 1;

    /// <summary>Changes one image <c>[3,H,W]</c> in place.</summary>
    /// <param name="image">Pixel values, planar.</param>
    /// <param name="width">W; H follows from the length.</param>
    /// <param name="amount">Within <see cref="Minimum"/> and <see cref="Maximum"/>.</param>
    /// <param name="random">Random numbers of this image alone.</param>
    internal abstract void Apply(Span<byte> image, int width, double amount, ref SplitMix64 random);

    /// <summary>What is wrong with an amount, or null.</summary>
    internal string? Complaint(double amount) =>
        amount >= Minimum && amount <= Maximum
            ? null
            : FormattableString.Invariant($"{Name}: amount {amount} is not within {Minimum} and {Maximum} ({AmountMeans}).");

    /// <summary>To the nearest pixel value; halves go up.</summary>
    private protected static byte Round(double value) => (byte)(Math.Clamp(value, 0, 255) + 0.5);
}
