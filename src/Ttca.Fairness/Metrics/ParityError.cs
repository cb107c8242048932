namespace Ttca.Fairness;

/// <summary>How far the subgroup ends from the majority, whichever is ahead: |majority - subgroup|.</summary>
public sealed record ParityError(Scenario Scenario) : Statistic
{
    private readonly SubgroupGap gap = new(Scenario);

    public override string Name => "parity-error";

    public override string Condition => Scenario.Name;

    public override double ValueOf(Tally tally) => Math.Abs(gap.ValueOf(tally));
}
