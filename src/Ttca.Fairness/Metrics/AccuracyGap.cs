namespace Ttca.Fairness;

/// <summary>Largest - smallest accuracy of the groups; undefined where there is one group.</summary>
/// <remarks>
/// Fairlearn 0.12: <c>MetricFrame(metrics=accuracy_score).difference()</c>. Resampling biases max - min upwards where groups are close to
/// each other; <see cref="SubgroupGap"/>, whose groups are fixed beforehand, has no such bias.
/// </remarks>
public sealed record AccuracyGap(Scenario Scenario) : Statistic
{
    public override string Name => "accuracy-gap";

    public override string Condition => Scenario.Name;

    public override Heading Heading => new("Accuracy gap", LargerIsFairer: false);

    public override double ValueOf(Tally tally) => Extremes.Of(tally.RatesOf(Scenario).Accuracies).Gap;
}
