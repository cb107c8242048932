namespace Ttca.Fairness;

/// <summary>
/// What data can say of something that they never show. A bootstrap of such data has no spread: it knows nothing of what it hasn't seen,
/// and 6 right answers of 6 would be an accuracy of exactly 1.
/// </summary>
/// <remarks>
/// Hanley and Lippman-Hand: If nothing goes wrong, is everything all right? (1983): what none of n images showed has a share of at most
/// about 3 / n, one-sided. Two-sided, as all intervals here are, it is 1 - 0.025^(1 / n), the end of the interval of Clopper and Pearson
/// (1934) at 0 of n.
/// </remarks>
public static class RuleOfThree
{
    /// <summary>The largest share of images, at 97.5 % confidence, that none of so many is of; 1 where there are no images.</summary>
    public static double LargestShare(int images) => 1 - Math.Pow(Percentile.Tail, 1.0 / images);

    /// <summary>
    /// The interval of a statistic that every resample agrees on: as far around its value as such a share of images can move it.
    /// </summary>
    /// <param name="statistic">The statistic.</param>
    /// <param name="value">Its value.</param>
    /// <param name="seeds">
    /// Sums of each seed; that in which it rests on fewest images counts. Seeds that have the same images show no more of them: they are
    /// counted once.
    /// </param>
    /// <returns>Of no width where nothing can move it, as what is zero by definition.</returns>
    internal static Estimate Around(Statistic statistic, double value, IReadOnlyList<Tally> seeds)
    {
        var share = LargestShare(seeds.Min(statistic.FewestImages));
        var change = seeds.Max(tally => statistic.LargestChange(tally, share));
        return change == 0 ? new Estimate(value, value, value)
            : new Estimate(value, Math.Max(statistic.Range.Low, value - change), Math.Min(statistic.Range.High, value + change));
    }
}
