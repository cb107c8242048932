namespace Ttca.Fairness;

/// <summary>Smallest accuracy of the groups (Sagawa et al. 2020).</summary>
/// <remarks>Fairlearn 0.12: <c>MetricFrame(metrics=accuracy_score).group_min()</c>.</remarks>
public sealed record WorstGroupAccuracy(Scenario Scenario) : Statistic
{
    public override string Name => "worst-group-accuracy";

    public override string Condition => Scenario.Name;

    public override Heading Heading => new("Worst group", LargerIsFairer: true);

    public override double ValueOf(Tally tally) => Extremes.Of(tally.RatesOf(Scenario).Accuracies).Low;

    public override double LargestChange(Tally tally, double share) => share;
}
