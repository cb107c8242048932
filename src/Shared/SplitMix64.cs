namespace Ttca;

/// <summary>Random numbers (SplitMix64; Steele, Lea and Flood 2014): the same on every machine and .NET version.</summary>
/// <remarks>
/// One source, compiled into Ttca.Fairness for itself and into Ttca.Datasets for everyone above: neither of the two may know the other.
/// A mutable value: pass it by <c>ref</c>. Everything below is integer arithmetic or the IEEE operations <c>+ - * /</c>, whose results are
/// fixed; logarithms and trigonometric functions differ between C libraries in the last bit, so none is used.
/// </remarks>
partial struct SplitMix64(long seed)
{
    private const ulong GoldenGamma = 0x9E3779B97F4A7C15;

    private ulong _state = (ulong)seed;

    /// <summary>
    /// The stream of one item (an image, an epoch, a resample) under a seed, so that items can be made in any order or in parallel.
    /// </summary>
    public static SplitMix64 Of(long seed, long item) =>
        new((long)Mix(Mix((ulong)seed + GoldenGamma) + ((ulong)item + 1) * GoldenGamma));

    /// <summary>The next 64 random bits.</summary>
    public ulong NextBits() => Mix(_state += GoldenGamma);

    /// <summary>Uniform in [0, 1), in steps of 2^-53.</summary>
    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1L << 53));

    /// <summary>Uniform in [<paramref name="low"/>, <paramref name="high"/>).</summary>
    public double NextDouble(double low, double high) => low + (high - low) * NextDouble();

    /// <summary>Uniform in 0..<paramref name="bound"/>-1.</summary>
    public int NextInt(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        return (int)Math.BigMul(NextBits(), (ulong)bound, out _);   // the bias is below bound / 2^64
    }

    /// <summary>
    /// Approximately normal, mean 0, variance 1, within ±6: the sum of twelve uniform numbers less its mean (Irwin-Hall).
    /// </summary>
    public double NextNormal()
    {
        long sum = 0;
        for (var draw = 0; draw < 3; draw++)
        {
            var bits = NextBits();
            sum += (long)((bits & 0xFFFF) + ((bits >> 16) & 0xFFFF) + ((bits >> 32) & 0xFFFF) + (bits >> 48));
        }

        return (sum - 12 * 32767.5) / 65536;
    }

    /// <summary>Puts the items into a uniformly random order (Fisher-Yates).</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (var last = items.Length - 1; last > 0; last--)
        {
            var other = NextInt(last + 1);
            (items[last], items[other]) = (items[other], items[last]);
        }
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
