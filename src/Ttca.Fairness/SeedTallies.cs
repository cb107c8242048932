namespace Ttca.Fairness;

/// <summary>
/// Sums over the images of several seeds, each apart, and how often each seed counts. A statistic over seeds is the mean of its values of
/// each seed: a maximum, a minimum or a ratio of sums over seeds would be that of a classifier that nobody trained, and may lie outside the
/// values of all seeds.
/// </summary>
/// <remarks>
/// A statistic that is a <see cref="Statistic.Ratio"/> is the ratio of two such means. One that is undefined of a seed that counts is
/// undefined over the seeds: what a seed would have shown is not known.
/// </remarks>
internal sealed class SeedTallies
{
    public SeedTallies(TallyLayout layout, int seeds)
    {
        Sums = new int[seeds * layout.Length];
        Each = [.. Enumerable.Range(0, seeds).Select(seed => new Tally(layout, Sums, seed * layout.Length))];
        Times = [.. Enumerable.Repeat(1, seeds)];
    }

    /// <summary>Those of all seeds, one after the other, each laid out as <see cref="TallyLayout"/> says.</summary>
    public int[] Sums { get; }

    /// <summary>The sums of each seed.</summary>
    public Tally[] Each { get; }

    /// <summary>How often each seed counts; the sums of one that doesn't count mean nothing.</summary>
    public int[] Times { get; }

    /// <summary>Each image of each seed once.</summary>
    public static SeedTallies Of(TallyLayout layout, IReadOnlyList<Observations> seeds)
    {
        var tallies = new SeedTallies(layout, seeds.Count);
        foreach (var (tally, seed) in tallies.Each.Zip(seeds))
        {
            tally.Add(seed);
        }

        return tallies;
    }

    /// <summary>Sets all sums to zero.</summary>
    public void Clear()
    {
        foreach (var tally in Each)
        {
            tally.Clear();
        }
    }

    /// <returns>NaN where it is undefined of any seed that counts.</returns>
    public double ValueOf(Statistic statistic)
    {
        if (statistic.Ratio is { } ratio)
        {
            return RatioOfMeans.Of(ValueOf(ratio.Numerator), ValueOf(ratio.Denominator));
        }

        var (sum, seeds) = (0.0, 0);
        for (var seed = 0; seed < Each.Length; seed++)
        {
            if (Times[seed] > 0)
            {
                sum += Times[seed] * statistic.ValueOf(Each[seed]);
                seeds += Times[seed];
            }
        }

        return sum / seeds;
    }
}
