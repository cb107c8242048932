namespace Ttca.Fairness;

/// <summary>
/// Hierarchical paired bootstrap: an outer resample of seeds and, within each drawn seed and each group, an inner resample of test images.
/// All conditions share the drawn indices, so differences between conditions are paired. Percentile intervals, 95 %.
/// </summary>
/// <remarks>
/// <para>A statistic is taken of the sums over all seeds (not averaged over seeds): ratios and max - min are then less noisy and less biased.</para>
/// <para>
/// Undefined resamples are never dropped: for the lower end each counts as the smallest possible value, for the upper end as the largest
/// (<see cref="Statistic.Range"/>), and their number is reported. The interval of a ratio such as <see cref="Closure"/> is thereby at least as
/// wide as Fieller's (all c for which numerator - c x denominator is not significantly different from zero), and finite where the
/// denominator is significant.
/// </para>
/// <para>
/// Where all resamples agree, as where every answer is right, an interval of no width would claim to know what no image shows: its ends are those of
/// <see cref="RuleOfThree"/>, and <see cref="MetricEstimate.IsWithoutSpread"/> says so.
/// </para>
/// <para>
/// Few seeds: where the spread between seeds dominates that between images, resampling S seeds has (S - 1) / S of the variance and none of
/// Student's correction, so that with 5 seeds a nominal 95 % interval covers about 85 %; where the spread between images dominates it covers more
/// than 95 %.
/// </para>
/// <para>
/// Cost: resamples x images of all seeds draws (the floor, about 2 ns each), then resamples x distinct patterns x conditions.
/// </para>
/// </remarks>
public static class HierarchicalBootstrap
{
    public const int DefaultResamples = 10_000;

    /// <summary>Values that differ by less are equal: sums of images are exact.</summary>
    private const double Rounding = 1e-12;

    /// <param name="seeds">One for each replicate.</param>
    /// <param name="statistics">What to estimate.</param>
    /// <param name="resamples">Number of resamples.</param>
    /// <param name="seed">Of the random numbers. Equal seeds give equal estimates, whatever the order of images and the number of threads.</param>
    /// <param name="threads">Most threads at a time.</param>
    /// <returns>One estimate for each statistic, in their order.</returns>
    /// <exception cref="ArgumentException">No seeds, seeds that don't match each other, or a statistic of a condition that isn't there.</exception>
    public static IReadOnlyList<MetricEstimate> Run(
        IReadOnlyList<Outcomes> seeds, IReadOnlyList<Statistic> statistics, int resamples = DefaultResamples, long seed = 0, int threads = 1)
    {
        ArgumentNullException.ThrowIfNull(statistics);
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        var all = Tally.Of(seeds);
        Tally[] each = [.. seeds.Select(outcomes => Tally.Of(all.Layout, outcomes))];
        Statistic[] drawn = [.. statistics.Concat(statistics.SelectMany(statistic => statistic.PositiveOnly)).Distinct()];
        var values = drawn.Select(statistic => statistic.ValueOf(all)).ToArray();   // first: a condition that isn't there is named before any work
        var resampled = new ResamplingPlan(seeds, all.Layout).ValuesOf(drawn, resamples, seed, threads);
        var estimates = drawn.Select((statistic, i) => EstimateOf(values[i], resampled[i], statistic.Range)).ToArray();

        return [.. statistics.Select(statistic =>
        {
            var index = Array.IndexOf(drawn, statistic);
            var defined = statistic.PositiveOnly.All(positive => estimates[Array.IndexOf(drawn, positive)].Low > 0);
            var estimate = defined ? estimates[index] : Estimate.Undefined;
            var bounded = HasSpread(estimate) ? estimate : RuleOfThree.Around(statistic, estimate.Value, all, each.Min(statistic.FewestImages));
            return new MetricEstimate(
                statistic.Name,
                statistic.Condition,
                bounded,
                [.. each.Select(tally => defined ? statistic.ValueOf(tally) : double.NaN)],
                seeds.Sum(outcomes => outcomes.Count),
                seeds.Count,
                resamples,
                resampled[index].Count(double.IsNaN))
            {
                IsWithoutSpread = !HasSpread(estimate) && HasSpread(bounded),
            };
        })];
    }

    private static bool HasSpread(Estimate estimate) => !estimate.IsDefined || estimate.High - estimate.Low > Rounding;

    private static Estimate EstimateOf(double value, double[] resampled, ValueRange range)
    {
        if (double.IsNaN(value))
        {
            return Estimate.Undefined;
        }

        var (low, high) = Percentile.Interval(resampled, range);
        return new Estimate(value, low, high);
    }
}
