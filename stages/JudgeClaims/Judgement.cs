using MathNet.Numerics.Distributions;
using Ttca.Fairness;
using Ttca.Reporting.Claims;

namespace Ttca.Stages;

/// <summary>What the interval of an effect says of a threshold.</summary>
public static class Judgement
{
    /// <summary>
    /// Fewer platforms give no verdict: a percentile interval of 3 is their smallest and largest value, and covers three of four at best.
    /// </summary>
    public const int LeastSeeds = 5;

    /// <summary>A gap of accuracy that counts as one. Shares of smaller gaps are ratios of noise.</summary>
    public const double LeastGap = 0.03;

    private const double Confidence = 0.975;    // two-sided 95 %
    private const int MostSeeds = 100;          // that an experiment may have

    /// <summary>Whether the effect is above a threshold with its whole interval.</summary>
    public static ClaimVerdict Above(MetricEstimate effect, double threshold) =>
        effect.Seeds < LeastSeeds ? ClaimVerdict.TooFewSeeds
        : effect.IsWithoutSpread ? ClaimVerdict.Inconclusive    // data that never show otherwise know nothing of it
        : Above(effect.Estimate, threshold);

    /// <summary>Whether the effect is below a threshold with its whole interval.</summary>
    public static ClaimVerdict Below(MetricEstimate effect, double threshold) => Above(
        effect with { Estimate = new Estimate(-effect.Estimate.Value, -effect.Estimate.High, -effect.Estimate.Low) }, -threshold);

    /// <summary>Whether the gap is closed, or reversed, or none: see <see cref="ClaimVerdict"/>.</summary>
    /// <param name="metrics">Of the cell.</param>
    /// <param name="remaining">The most of the gap that may remain.</param>
    public static ClaimVerdict OfGap(Metrics metrics, double remaining)
    {
        var closure = metrics[MetricName.Closure, Conditions.Collective];
        return closure.Seeds < LeastSeeds ? ClaimVerdict.TooFewSeeds
            : HasNoGap(metrics) ? ClaimVerdict.NoGap
            : Above(closure, 1 + remaining) == ClaimVerdict.Supported ? ClaimVerdict.OverCorrected
            : Below(metrics[MetricName.RemainingGap, Conditions.Collective], remaining);
    }

    /// <summary>Whether the gap before may be smaller than <see cref="LeastGap"/>.</summary>
    public static bool HasNoGap(Metrics metrics) => !(metrics[MetricName.SubgroupGap, Conditions.None].Estimate.Low > LeastGap);

    /// <summary>
    /// The least number of seeds whose t-interval would not hold the threshold, if their mean and standard deviation were those of these
    /// seeds. Null where the effect is decided already, has no spread or no mean, or more than an experiment may have would be needed.
    /// </summary>
    public static int? SeedsToDecide(MetricEstimate effect, double threshold)
    {
        int seeds = effect.PerSeed.Length;
        if (seeds < 2 || effect.PerSeed.Any(value => !double.IsFinite(value)))
        {
            return null;
        }

        double mean = effect.PerSeed.Average();
        double deviation = Math.Sqrt(effect.PerSeed.Sum(value => (value - mean) * (value - mean)) / (seeds - 1));
        for (int n = Math.Max(LeastSeeds, seeds + 1); n <= MostSeeds; n++)
        {
            if (StudentT.InvCDF(0, 1, n - 1, Confidence) * deviation / Math.Sqrt(n) < Math.Abs(mean - threshold))
            {
                return n;
            }
        }

        return null;
    }

    internal static ClaimVerdict Above(Estimate effect, double threshold) =>
        double.IsNaN(effect.Value) || double.IsNaN(effect.Low) || double.IsNaN(effect.High) ? ClaimVerdict.Inconclusive
        : effect.Low > threshold ? ClaimVerdict.Supported
        : effect.High <= threshold ? ClaimVerdict.NotSupported
        : ClaimVerdict.Inconclusive;
}
