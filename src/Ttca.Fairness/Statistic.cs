namespace Ttca.Fairness;

/// <summary>A metric: a function of sums over images. It doesn't know whether the images were resampled.</summary>
public abstract record Statistic
{
    /// <summary>Name in tables and files, such as <c>accuracy-gap</c>.</summary>
    public abstract string Name { get; }

    /// <summary>What it was measured under, such as <c>collective</c>.</summary>
    public abstract string Condition { get; }

    /// <summary>Every value that it can take; what an undefined resample is taken for.</summary>
    public virtual ValueRange Range => ValueRange.Share;

    /// <summary>The statistics without which this one means nothing: it is undefined unless the whole interval of each is above zero.</summary>
    public virtual IReadOnlyList<Statistic> PositiveOnly => [];

    /// <returns>NaN where it is undefined (0/0, a group without positives).</returns>
    /// <exception cref="ArgumentException">The tally lacks a condition.</exception>
    public abstract double ValueOf(Tally tally);

    /// <summary>Images that its smallest rate is a share of.</summary>
    internal virtual int FewestImages(Tally tally) => Enumerable.Range(0, tally.Groups).Min(group => ImagesOf(tally, group));

    /// <summary>
    /// How far it can move from its value where a share of the images of each rate is answered otherwise; infinite where nothing bounds it. What most metrics
    /// are, a difference of two rates, by both.
    /// </summary>
    internal virtual double LargestChange(Tally tally, double share) => 2 * share;

    private protected static int ImagesOf(Tally tally, int group) => tally[group, tally.Layout.Conditions[0]].Images;
}

/// <param name="Low">Smallest possible value.</param>
/// <param name="High">Largest possible value.</param>
public readonly record struct ValueRange(double Low, double High)
{
    public static ValueRange Share { get; } = new(0, 1);

    public static ValueRange DifferenceOfShares { get; } = new(-1, 1);

    public static ValueRange Unbounded { get; } = new(double.NegativeInfinity, double.PositiveInfinity);
}
