namespace Ttca.Fairness;

/// <summary>How far the subgroup ends from the majority, whichever is ahead: |majority before - subgroup after|.</summary>
/// <param name="Submitted">What the members submit with, such as <c>collective</c>.</param>
public sealed record ParityError(string Submitted) : Statistic
{
    private readonly SubgroupGap gap = new(Scenario.Members(Submitted));

    public override string Name => "parity-error";

    public override string Condition => Submitted;

    public override double ValueOf(Tally tally) => Math.Abs(gap.ValueOf(tally));
}
