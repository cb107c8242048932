namespace Ttca.Fairness;

/// <summary>A metric under one condition - the same under another, on the same resampled images.</summary>
public sealed record PairedDifference(Statistic After, Statistic Before) : Statistic
{
    public override string Name => After.Name;

    /// <summary>Such as <c>after - before</c>.</summary>
    public override string Condition => $"{After.Condition} - {Before.Condition}";

    public override ValueRange Range => new(After.Range.Low - Before.Range.High, After.Range.High - Before.Range.Low);

    public override IReadOnlyList<Statistic> PositiveOnly => [.. After.PositiveOnly.Union(Before.PositiveOnly)];

    /// <exception cref="NotSupportedException">They are ratios of other denominators.</exception>
    public override RatioOfMeans? Ratio => (After.Ratio, Before.Ratio) switch
    {
        (null, null) => null,
        ({ } after, { } before) when after.Denominator == before.Denominator => new(
            new PairedDifference(after.Numerator, before.Numerator), after.Denominator),
        _ => throw new NotSupportedException($"{Name} ({Condition}): ratios of different denominators have no paired difference"),
    };

    public override double ValueOf(Tally tally) => After.ValueOf(tally) - Before.ValueOf(tally);

    public override int FewestImages(Tally tally) => Math.Min(After.FewestImages(tally), Before.FewestImages(tally));

    /// <summary>Both are of the same images: those that are answered otherwise under one and not under the other move it once.</summary>
    public override double LargestChange(Tally tally, double share) =>
        Math.Max(After.LargestChange(tally, share), Before.LargestChange(tally, share));
}
