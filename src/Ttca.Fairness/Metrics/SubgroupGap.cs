namespace Ttca.Fairness;

/// <summary>
/// Accuracy of the majority - accuracy of the subgroup: the gap of arXiv 2605.27689. Negative where the subgroup is served better.
/// </summary>
public sealed record SubgroupGap(Scenario Scenario) : Statistic
{
    public override string Name => "subgroup-gap";

    public override string Condition => Scenario.Name;

    public override ValueRange Range => ValueRange.DifferenceOfShares;

    public override double ValueOf(Tally tally) =>
        Scenario.Of(tally, Outcomes.Majority).Accuracy - Scenario.Of(tally, Outcomes.Subgroup).Accuracy;
}
