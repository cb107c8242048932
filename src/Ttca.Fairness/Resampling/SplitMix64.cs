namespace Ttca.Fairness;

/// <summary>
/// SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, OOPSLA 2014): one stream per resample, so that the result
/// doesn't depend on which thread draws which resample.
/// </summary>
internal struct SplitMix64(long seed, int stream)
{
    private const ulong Golden = 0x9E3779B97F4A7C15;
    private ulong state = Mix(Mix((ulong)seed + Golden) + (ulong)stream * Golden);

    /// <summary>Uniform in 0..<paramref name="count"/>-1, by the upper half of a product: biased by less than count / 2^64.</summary>
    public int Below(int count) => (int)Math.BigMul(NextBits(), (ulong)count, out _);

    /// <summary>64 random bits.</summary>
    public ulong NextBits() => Mix(state += Golden);

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
