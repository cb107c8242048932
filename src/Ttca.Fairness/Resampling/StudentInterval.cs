using MathNet.Numerics.Distributions;
using MathNet.Numerics.RootFinding;
using MathNet.Numerics.Statistics;

namespace Ttca.Fairness;

/// <summary>
/// Student's t-interval, 95 %, of a mean over seeds, or of a ratio of two such means (Fieller: Some problems in interval estimation, 1954):
/// for a few seeds, of which a bootstrap draws too narrow an interval.
/// </summary>
/// <remarks>
/// <para>
/// The variance of a mean is the seeds' variance / their number, with number - 1 degrees of freedom. Images that all seeds are tested on
/// move all of them alike, which a variance between seeds can't show: what they move, the covariance of two seeds over resampled images, is
/// added, and counts as known. The degrees of freedom of the sum are Satterthwaite's (1946): number of seeds - 1 where images don't matter,
/// and more as they do.
/// </para>
/// <para>Of a ratio, all c for which numerator - c x denominator is not significantly different from zero: infinite where the denominator
/// isn't.</para>
/// </remarks>
internal static class StudentInterval
{
    /// <summary>Below so many seeds an interval is Student's.</summary>
    public const int EnoughForPercentiles = 6;

    /// <summary>From so many degrees of freedom on, Student's quantile and the normal one are equal to 5 digits.</summary>
    private const double EnoughForNormal = 100_000;

    /// <summary>To which the ends of a ratio's interval are found.</summary>
    private const double LeastStep = 1e-9;

    /// <summary>So far from the ratio that the end says nothing.</summary>
    private const double MostStep = 1e9;

    /// <param name="seeds">The values of two seeds at least.</param>
    /// <param name="shared">Variance that the images of all seeds add.</param>
    /// <param name="range">Where the ends must lie.</param>
    public static (double Low, double High) OfMean(IReadOnlyList<double> seeds, double shared, ValueRange range)
    {
        var (mean, error) = (seeds.Average(), Variance.Of(seeds, shared));
        var half = error.Quantile * Math.Sqrt(error.Total);
        return (Math.Max(range.Low, mean - half), Math.Min(range.High, mean + half));
    }

    /// <param name="numerators">Of two seeds at least.</param>
    /// <param name="denominators">Of the same seeds.</param>
    /// <param name="shared">The (co)variances that the images of all seeds add: of the numerator, of both, of the denominator.</param>
    /// <param name="range">Where the ends must lie.</param>
    public static (double Low, double High) OfRatio(
        IReadOnlyList<double> numerators,
        IReadOnlyList<double> denominators,
        (double Numerator, double Both, double Denominator) shared,
        ValueRange range)
    {
        if (OfMean(denominators, shared.Denominator, ValueRange.Unbounded).Low <= 0)
        {
            return (range.Low, range.High);
        }

        var ratio = numerators.Average() / denominators.Average();
        return (Math.Max(range.Low, End(-1)), Math.Min(range.High, End(1)));

        // Below zero where numerator - c x denominator is not significant.
        double Significance(double c)
        {
            double[] deviations = [.. numerators.Zip(denominators, (n, d) => n - c * d)];
            var error = Variance.Of(deviations, shared.Numerator - 2 * c * shared.Both + c * c * shared.Denominator);
            return Math.Abs(deviations.Average()) - error.Quantile * Math.Sqrt(error.Total);
        }

        double End(int direction)
        {
            var step = LeastStep;
            while (Significance(ratio + direction * step) <= 0)
            {
                step *= 2;
                if (step > MostStep)
                {
                    return direction * double.PositiveInfinity;     // the denominator is hardly significant
                }
            }

            return step == LeastStep
                ? ratio
                : Brent.FindRoot(Significance, ratio + direction * step / 2, ratio + direction * step, LeastStep);
        }
    }

    /// <param name="OfSeeds">Of the mean of seeds.</param>
    /// <param name="Shared">Of the images that they share.</param>
    /// <param name="Freedom">Degrees of freedom of <paramref name="OfSeeds"/>.</param>
    private readonly record struct Variance(double OfSeeds, double Shared, int Freedom)
    {
        public double Total => OfSeeds + Shared;

        /// <summary>Of Student's distribution; of the normal one where seeds hardly differ.</summary>
        public double Quantile => Freedom * Math.Pow(Total / OfSeeds, 2) is var freedom && freedom < EnoughForNormal
            ? StudentT.InvCDF(0, 1, freedom, 1 - Percentile.Tail)
            : Normal.InvCDF(0, 1, 1 - Percentile.Tail);

        public static Variance Of(IReadOnlyList<double> seeds, double shared) =>
            new(seeds.Variance() / seeds.Count, Math.Max(0, shared), seeds.Count - 1);
    }
}
