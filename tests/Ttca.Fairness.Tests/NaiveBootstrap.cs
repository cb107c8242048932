namespace Ttca.Fairness.Tests;

/// <summary>
/// The hierarchical bootstrap as one would write it down, for the conditions none and collective: image by image, no sums shared.
/// </summary>
internal static class NaiveBootstrap
{
    /// <summary>The sums of each drawn seed, of each resample.</summary>
    public static Tally[][] Resamples(
        IReadOnlyList<Outcomes> seeds,
        int resamples,
        long seed,
        bool areImagesShared) => [.. Enumerable.Range(0, resamples).Select(resample =>
    {
        var random = SplitMix64.Of(seed, resample - 1);
        if (!areImagesShared)
        {
            return seeds.Select(_ =>
            {
                var from = seeds[random.NextInt(seeds.Count)];
                return Tally.Of(Select(from, Draw(ref random, [from])));
            }).ToArray();
        }

        Outcomes[] drawn = [.. seeds.Select(_ => seeds[random.NextInt(seeds.Count)])];
        int[] images = Draw(ref random, seeds);
        return [.. drawn.Select(from => Tally.Of(Select(from, images)))];
    })];

    /// <summary>
    /// The mean over seeds; of closure the mean gain over the mean gap, and of what remains the mean size of the gap after over the mean
    /// gap.
    /// </summary>
    public static double ValueOf(Statistic statistic, IReadOnlyList<Tally> seeds)
    {
        double Accuracy(byte group, string submitted) => seeds.Average(tally => new GroupAccuracy(group, submitted).ValueOf(tally));
        double Of(Closure closure) => Closure.Of(
            Accuracy(Outcomes.Majority, "none"), Accuracy(Outcomes.Subgroup, "none"), Accuracy(Outcomes.Subgroup, closure.After));
        double Remaining(RemainingGap remaining) =>
            seeds.Average(
                tally => Math.Abs(
                    new GroupAccuracy(Outcomes.Majority, "none").ValueOf(
                        tally) - new GroupAccuracy(Outcomes.Subgroup, remaining.After).ValueOf(tally)))
            / (Accuracy(Outcomes.Majority, "none") - Accuracy(Outcomes.Subgroup, "none"));
        return statistic switch
        {
            RemainingGap remaining => Remaining(remaining),
            PairedDifference { After: RemainingGap after, Before: RemainingGap before } => Remaining(after) - Remaining(before),
            Closure closure => Of(closure),
            PairedDifference { After: Closure after, Before: Closure before } => Of(after) - Of(before),
            _ => seeds.Average(statistic.ValueOf),
        };
    }

    /// <summary>The 2.5 % and 97.5 % quantiles, by linear interpolation.</summary>
    public static (double Low, double High) Interval(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (Quantile(sorted, 0.025), Quantile(sorted, 0.975));
    }

    /// <summary>As many images as there are in each group, of those that the seeds share.</summary>
    private static int[] Draw(ref SplitMix64 random, IReadOnlyList<Outcomes> seeds)
    {
        var drawn = new List<int>();
        foreach (var group in (byte[])[0, 1])
        {
            var images = Images(seeds, group);
            for (var i = 0; i < images.Length; i++)
            {
                drawn.Add(images[random.NextInt(images.Length)]);
            }
        }

        return [.. drawn];
    }

    private static int[] Images(IReadOnlyList<Outcomes> seeds, byte group)
    {
        var ordered = Enumerable.Range(0, seeds[0].Count).Where(i => seeds[0].Groups[i] == group).OrderBy(i => seeds[0].Labels[i]);
        foreach (var seed in seeds)
        {
            ordered = ordered
                .ThenBy(i => seed.Predictions["collective"][i]).ThenBy(
                    i => seed.Targets!.Predictions["collective"][i] == seed.Targets.Classes[i])
                .ThenBy(i => seed.Predictions["none"][i]).ThenBy(i => seed.Targets!.Predictions["none"][i] == seed.Targets.Classes[i]);
        }

        return [.. ordered];
    }

    private static Outcomes Select(Outcomes seed, int[] images)
    {
        int[] Column(int[] values) => [.. images.Select(image => values[image])];
        Dictionary<string, int[]> Columns(IReadOnlyDictionary<string, int[]> of) =>
            new[] { "none", "collective" }.ToDictionary(name => name, name => Column(of[name]));
        return new Outcomes(
            seed.Classes,
            Column(seed.Labels),
            [.. images.Select(image => seed.Groups[image])],
            Columns(seed.Predictions),
            new Targets(Column(seed.Targets!.Classes), Columns(seed.Targets.Predictions)));
    }

    private static double Quantile(double[] sorted, double share)
    {
        var (whole, part) = ((int)(share * (sorted.Length - 1)), share * (sorted.Length - 1) % 1);
        return sorted[whole] + part * (sorted[Math.Min(whole + 1, sorted.Length - 1)] - sorted[whole]);
    }
}
