namespace Ttca.Fairness;

/// <summary>
/// A metric: a function of sums over the images of one seed. It doesn't know whether the images were resampled. Over several seeds it is
/// the mean of their values.
/// </summary>
public abstract record Statistic
{
    /// <summary>Name in tables and files, such as <c>accuracy-gap</c>.</summary>
    public abstract string Name { get; }

    /// <summary>What it was measured under, such as <c>after</c>.</summary>
    public abstract string Condition { get; }

    /// <summary>How tables and figures of several groups show it; null: they don't.</summary>
    public virtual Heading? Heading => null;

    /// <summary>Every value that it can take; what an undefined resample is taken for.</summary>
    public virtual ValueRange Range => ValueRange.Share;

    /// <summary>
    /// The statistics without which this one means nothing: it is undefined unless the whole percentile interval of each is above zero.
    /// </summary>
    public virtual IReadOnlyList<Statistic> PositiveOnly => [];

    /// <summary>
    /// The two statistics whose means over seeds it is the ratio of, where a mean of the seeds' own ratios would say less; null where it is
    /// that mean.
    /// </summary>
    public virtual RatioOfMeans? Ratio => null;

    /// <returns>NaN where it is undefined (0/0, a group without positives).</returns>
    /// <exception cref="ArgumentException">The tally lacks a condition.</exception>
    public abstract double ValueOf(Tally tally);

    /// <summary>Images that its smallest rate is a share of.</summary>
    public virtual int FewestImages(Tally tally) => Enumerable.Range(0, tally.Groups).Min(group => ImagesOf(tally, group));

    /// <summary>
    /// How far it can move from its value where a share of the images of each rate is answered otherwise; infinite where nothing bounds it.
    /// What most metrics are, a difference of two rates, by both.
    /// </summary>
    public virtual double LargestChange(Tally tally, double share) => 2 * share;

    protected static int ImagesOf(Tally tally, int group) => tally[group, tally.Layout.Conditions[0]].Images;
}

/// <summary>
/// Over seeds, the mean of one statistic / the mean of another. A seed whose denominator is close to zero has a ratio of any size, which a
/// mean of ratios would follow; here it counts by its numerator and denominator, as all seeds do. Undefined unless the mean denominator is
/// positive.
/// </summary>
/// <param name="Numerator">No ratio itself.</param>
/// <param name="Denominator">No ratio itself.</param>
public sealed record RatioOfMeans(Statistic Numerator, Statistic Denominator)
{
    internal static double Of(double numerator, double denominator) => denominator > 0 ? numerator / denominator : double.NaN;
}

/// <summary>How tables and figures show a metric between groups.</summary>
/// <param name="Title">What they call it.</param>
/// <param name="LargerIsFairer">
/// Whether it is 1 where all groups are served perfectly, such as a ratio; else it is 0 at parity, such as a gap.
/// </param>
public sealed record Heading(string Title, bool LargerIsFairer)
{
    /// <summary>Whether figures show it; tables show all.</summary>
    public bool InFigure { get; init; } = true;

    /// <summary>
    /// Whether it says nothing more where its numbers are those of a metric before it: as equalized odds, of which equal opportunity is a
    /// part.
    /// </summary>
    public bool MayRepeat { get; init; }
}

/// <param name="Low">Smallest possible value.</param>
/// <param name="High">Largest possible value.</param>
public readonly record struct ValueRange(double Low, double High)
{
    public static ValueRange Share { get; } = new(0, 1);

    public static ValueRange DifferenceOfShares { get; } = new(-1, 1);

    public static ValueRange Unbounded { get; } = new(double.NegativeInfinity, double.PositiveInfinity);
}
