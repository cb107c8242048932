using MathNet.Numerics.Distributions;

namespace Ttca.Fairness;

/// <summary>
/// Student's t-interval, 95 %, of a mean over seeds, or of a ratio of two such means (Fieller: Some problems in interval estimation, 1954): for a few seeds, of which a
/// bootstrap draws too narrow an interval.
/// </summary>
/// <remarks>
/// <para>
/// The variance of a mean is the seeds' variance / their number, with number - 1 degrees of freedom. Images that all seeds are tested on move all of them alike, which a
/// variance between seeds can't show: what they move, the covariance of two seeds over resampled images, is added, and counts as known. The degrees of freedom of the sum
/// are Satterthwaite's (1946): number of seeds - 1 where images don't matter, and more as they do.
/// </para>
/// <para>Of a ratio, all c for which numerator - c x denominator is not significantly different from zero: infinite where the denominator isn't.</para>
/// </remarks>
internal static class StudentInterval
{
    /// <summary>Below so many seeds an interval is Student's.</summary>
    public const int EnoughForPercentiles = 6;

    /// <summary>From so many degrees of freedom on, Student's quantile and the normal one are equal to 5 digits.</summary>
    private const double EnoughForNormal = 100_000;

    /// <param name="seeds">The values of two seeds at least.</param>
    /// <param name="shared">Variance that the images of all seeds add.</param>
    /// <param name="range">Where the ends must lie.</param>
    public static (double Low, double High) OfMean(IReadOnlyList<double> seeds, double shared, ValueRange range)
    {
        var (mean, error) = (seeds.Average(), Variance.Of(seeds, seeds, shared));
        var half = error.Quantile * Math.Sqrt(error.Total);
        return (Math.Max(range.Low, mean - half), Math.Min(range.High, mean + half));
    }

    /// <param name="numerators">Of two seeds at least.</param>
    /// <param name="denominators">Of the same seeds.</param>
    /// <param name="shared">The (co)variances that the images of all seeds add: of the numerator, of both, of the denominator.</param>
    /// <param name="range">Where the ends must lie.</param>
    public static (double Low, double High) OfRatio(
        IReadOnlyList<double> numerators, IReadOnlyList<double> denominators, (double Numerator, double Both, double Denominator) shared, ValueRange range)
    {
        var (numerator, denominator) = (numerators.Average(), denominators.Average());
        var ratio = numerator / denominator;
        double[] deviations = [.. numerators.Zip(denominators, (n, d) => n - ratio * d)];
        var quantile = Variance.Of(deviations, deviations, shared.Numerator - 2 * ratio * shared.Both + ratio * ratio * shared.Denominator).Quantile;

        // (numerator - c denominator)^2 <= quantile^2 x its variance, which is a c^2 - 2 b c + d <= 0
        double Squared(double product, IReadOnlyList<double> one, IReadOnlyList<double> other, double both) => product - quantile * quantile * Variance.Of(one, other, both).Total;
        var a = Squared(denominator * denominator, denominators, denominators, shared.Denominator);
        var b = Squared(numerator * denominator, numerators, denominators, shared.Both);
        var d = Squared(numerator * numerator, numerators, numerators, shared.Numerator);
        if (a <= 0)
        {
            return (range.Low, range.High);
        }

        var half = Math.Sqrt(Math.Max(0, b * b - a * d)) / a;
        return (Math.Max(range.Low, b / a - half), Math.Min(range.High, b / a + half));
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

        /// <summary>The covariance of two means, which is a variance where they are one.</summary>
        public static Variance Of(IReadOnlyList<double> one, IReadOnlyList<double> other, double shared)
        {
            var (mean, otherMean, freedom) = (one.Average(), other.Average(), one.Count - 1);
            var isVariance = ReferenceEquals(one, other);
            return new(one.Zip(other, (a, b) => (a - mean) * (b - otherMean)).Sum() / freedom / one.Count, isVariance ? Math.Max(0, shared) : shared, freedom);
        }
    }
}
