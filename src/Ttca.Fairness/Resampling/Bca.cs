using MathNet.Numerics.Distributions;

namespace Ttca.Fairness;

/// <summary>
/// Bias-corrected and accelerated bootstrap interval (Efron 1987; Efron and Tibshirani 1993, 14.3), 95 %, of a mean: as
/// <c>scipy.stats.bootstrap(method="BCa")</c>, within Monte-Carlo error.
/// </summary>
/// <remarks>Data without any spread has no interval (NaN), as in scipy: the bootstrap knows nothing of what it hasn't seen.</remarks>
public static class Bca
{
    /// <param name="values">One for each unit, such as 1 for an image that is answered correctly and 0 for one that isn't.</param>
    /// <param name="resamples">Number of resamples.</param>
    /// <param name="seed">Of the random numbers.</param>
    /// <exception cref="ArgumentException">No values.</exception>
    public static Estimate OfMean(IReadOnlyList<double> values, int resamples = HierarchicalBootstrap.DefaultResamples, long seed = 0)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 1);
        if (values.Count == 0)
        {
            throw new ArgumentException("no values: the mean of nothing is undefined");
        }

        double[] units = [.. values];
        var mean = units.Average();
        if (units.Min() == units.Max())
        {
            return new Estimate(mean, double.NaN, double.NaN);
        }

        var means = ResampledMeans(units, resamples, seed);
        var bias = Normal.InvCDF(0, 1, (means.Count(value => value < mean) + means.Count(value => value <= mean)) / (2.0 * resamples));
        var acceleration = Acceleration(units, mean);
        var (low, high) = Percentile.Interval(
            means,
            ValueRange.Unbounded,
            Corrected(Percentile.Tail, bias, acceleration),
            Corrected(1 - Percentile.Tail, bias, acceleration));
        return new Estimate(mean, low, high);
    }

    /// <summary>Mean of <paramref name="after"/> - <paramref name="before"/>, unit by unit: a unit is drawn with both its values.</summary>
    /// <exception cref="ArgumentException">No values, or different numbers of them.</exception>
    public static Estimate OfMeanDifference(
        IReadOnlyList<double> after, IReadOnlyList<double> before, int resamples = HierarchicalBootstrap.DefaultResamples, long seed = 0)
    {
        ArgumentNullException.ThrowIfNull(after);
        ArgumentNullException.ThrowIfNull(before);
        if (after.Count != before.Count)
        {
            throw new ArgumentException($"{after.Count} values after, {before.Count} before: pairs need as many");
        }

        return OfMean([.. after.Zip(before, (a, b) => a - b)], resamples, seed);
    }

    private static double[] ResampledMeans(double[] units, int resamples, long seed)
    {
        var means = new double[resamples];
        for (var r = 0; r < resamples; r++)
        {
            var random = new SplitMix64(seed, r);
            var sum = 0.0;
            for (var i = 0; i < units.Length; i++)
            {
                sum += units[random.Below(units.Length)];
            }

            means[r] = sum / units.Length;
        }

        return means;
    }

    /// <summary>A sixth of the skewness of the jackknife's values; for a mean these are the units' deviations from it.</summary>
    private static double Acceleration(double[] units, double mean) =>
        units.Sum(unit => Math.Pow(unit - mean, 3)) / (6 * Math.Pow(units.Sum(unit => (unit - mean) * (unit - mean)), 1.5));

    /// <summary>The share of resamples below which the corrected end lies.</summary>
    private static double Corrected(double share, double bias, double acceleration)
    {
        var shifted = bias + Normal.InvCDF(0, 1, share);
        return Normal.CDF(0, 1, bias + shifted / (1 - acceleration * shifted));
    }
}
