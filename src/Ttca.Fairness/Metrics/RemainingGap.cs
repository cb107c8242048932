namespace Ttca.Fairness;

/// <summary>
/// How much of the accuracy gap is left, whichever group is ahead then: <see cref="ParityError"/> / (majority before - subgroup before),
/// over several seeds the ratio of their means. 0 is parity, 1 is no change in size; above 1 where the gap grew, also where it is reversed.
/// </summary>
/// <remarks>
/// <see cref="Closure"/> has no such turn: a subgroup that is pulled far above the majority has closed "more than all" of the gap.
/// Undefined where closure is. Resampling moves a size away from zero, never below it: near parity the interval lies too high, which
/// favours no finding.
/// </remarks>
/// <param name="After">Condition of the subgroup after.</param>
/// <param name="Before">Condition of both groups before.</param>
public sealed record RemainingGap(string After, string Before) : Statistic
{
    public override string Name => "remaining-gap";

    public override string Condition => After;

    public override ValueRange Range => new(0, double.PositiveInfinity);

    public override IReadOnlyList<Statistic> PositiveOnly => Closure.PositiveOnly;

    public override RatioOfMeans Ratio =>
        new(new ParityError(Scenario.Subgroup(After, Before)), new SubgroupGap(Scenario.Everyone(Before)));

    private Closure Closure => new(After, Before);

    public override double ValueOf(Tally tally) => Math.Abs(1 - Closure.ValueOf(tally));

    public override double LargestChange(Tally tally, double share) => Closure.LargestChange(tally, share);
}

/// <summary>How far the subgroup ends from the majority, whichever is ahead: |majority - subgroup|.</summary>
public sealed record ParityError(Scenario Scenario) : Statistic
{
    private readonly SubgroupGap _gap = new(Scenario);

    public override string Name => "parity-error";

    public override string Condition => Scenario.Name;

    public override double ValueOf(Tally tally) => Math.Abs(_gap.ValueOf(tally));
}
