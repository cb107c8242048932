namespace Ttca.Fairness.Tests;

/// <summary>The hierarchical bootstrap as one would write it down, for the conditions none and collective: image by image, no sums shared.</summary>
internal static class NaiveBootstrap
{
    /// <summary>The sums of each resample.</summary>
    public static Tally[] Resamples(IReadOnlyList<Outcomes> seeds, int resamples, long seed) => [.. Enumerable.Range(0, resamples).Select(resample =>
    {
        var random = new SplitMix64(seed, resample);
        var drawn = new List<(Outcomes Seed, int Image)>();
        for (var i = 0; i < seeds.Count; i++)
        {
            var from = seeds[random.Below(seeds.Count)];
            foreach (var group in (byte[])[0, 1])
            {
                var images = Images(from, group);
                drawn.AddRange(images.Select(_ => (from, images[random.Below(images.Length)])));
            }
        }

        return Tally.Of(Select(drawn));
    })];

    /// <summary>The 2.5 % and 97.5 % quantiles, by linear interpolation.</summary>
    public static (double Low, double High) Interval(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (Quantile(sorted, 0.025), Quantile(sorted, 0.975));
    }

    private static int[] Images(Outcomes seed, byte group) =>
    [
        .. Enumerable.Range(0, seed.Count).Where(i => seed.Groups[i] == group)
            .OrderBy(i => seed.Labels[i])
            .ThenBy(i => seed.Predictions["collective"][i]).ThenBy(i => seed.Claims!.Predictions["collective"][i] == seed.Claims.Classes[i])
            .ThenBy(i => seed.Predictions["none"][i]).ThenBy(i => seed.Claims!.Predictions["none"][i] == seed.Claims.Classes[i]),
    ];

    private static Outcomes Select(List<(Outcomes Seed, int Image)> drawn)
    {
        Dictionary<string, int[]> Columns(Func<Outcomes, IReadOnlyDictionary<string, int[]>> of) =>
            new[] { "none", "collective" }.ToDictionary(name => name, name => drawn.Select(row => of(row.Seed)[name][row.Image]).ToArray());
        return new Outcomes(
            drawn[0].Seed.Classes,
            [.. drawn.Select(row => row.Seed.Labels[row.Image])],
            [.. drawn.Select(row => row.Seed.Groups[row.Image])],
            Columns(seed => seed.Predictions),
            new Claims([.. drawn.Select(row => row.Seed.Claims!.Classes[row.Image])], Columns(seed => seed.Claims!.Predictions)));
    }

    private static double Quantile(double[] sorted, double share)
    {
        var (whole, part) = ((int)(share * (sorted.Length - 1)), share * (sorted.Length - 1) % 1);
        return sorted[whole] + part * (sorted[Math.Min(whole + 1, sorted.Length - 1)] - sorted[whole]);
    }
}
