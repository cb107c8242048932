namespace Ttca.Fairness;

/// <summary>
/// Share of the accuracy gap that is closed: (subgroup after - subgroup before) / (majority before - subgroup before) (arXiv 2605.27689).
/// Uncapped: above 1 where the subgroup ends above the majority, below 0 where it loses.
/// </summary>
/// <remarks>
/// Undefined unless the gap before is significantly positive (its percentile interval lies above zero): a share of nothing has no meaning.
/// Few seeds may show a gap and yet not bound it, and its share, for other classifiers: then the ends of Student's interval are infinite. A
/// resample without a gap sets no bound on the ratio, neither below nor above, and is counted so. Over several seeds it is the mean gain /
/// the mean gap (<see cref="Ratio"/>): the closures of single seeds explode where a seed's gap is small, and one without a gap has none.
/// </remarks>
/// <param name="After">Condition of the subgroup after.</param>
/// <param name="Before">Condition of both groups before.</param>
public sealed record Closure(string After, string Before) : Statistic
{
    public override string Name => "closure";

    public override string Condition => After;

    public override ValueRange Range => ValueRange.Unbounded;

    public override IReadOnlyList<Statistic> PositiveOnly => [GapBefore];

    public override RatioOfMeans Ratio => new(
        new PairedDifference(new GroupAccuracy(Outcomes.Subgroup, After), new GroupAccuracy(Outcomes.Subgroup, Before)), GapBefore);

    private SubgroupGap GapBefore => new(Scenario.Everyone(Before));

    /// <summary>The closure of known accuracies; NaN where there is no gap.</summary>
    public static double Of(double majorityBefore, double subgroupBefore, double subgroupAfter) =>
        majorityBefore - subgroupBefore > 0 ? (subgroupAfter - subgroupBefore) / (majorityBefore - subgroupBefore) : double.NaN;

    public override double LargestChange(Tally tally, double share) =>
        After == Before ? 0     // by definition
        : GapBefore.ValueOf(tally) - 2 * share is var gap && gap > 0 ? 2 * share / gap
        : double.PositiveInfinity;

    public override double ValueOf(Tally tally) => Of(
        tally[Outcomes.Majority, Before].Accuracy,
        tally[Outcomes.Subgroup, Before].Accuracy,
        tally[Outcomes.Subgroup, After].Accuracy);
}
