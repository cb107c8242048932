namespace Ttca.Fairness;

/// <summary>Smallest / largest rate of the favourable outcome among the groups; 1 is parity, and 0.8 the "four fifths" mark (Feldman et al. 2015).</summary>
/// <remarks>
/// Fairlearn 0.12: <c>demographic_parity_ratio</c> with <paramref name="PositiveClass"/>; <c>MetricFrame(metrics=accuracy_score).ratio()</c> without.
/// Undefined where no group has the favourable outcome.
/// </remarks>
/// <param name="Scenario">Who submits what.</param>
/// <param name="PositiveClass">To be answered with this class is favourable; null: to be classified correctly is.</param>
public sealed record DisparateImpact(Scenario Scenario, int? PositiveClass = null) : Statistic
{
    public override string Name => PositiveClass is { } positive ? $"disparate-impact-class-{positive}" : "disparate-impact-accuracy";

    public override string Condition => Scenario.Name;

    public override double ValueOf(Tally tally)
    {
        var rates = new Extremes();
        for (var group = 0; group < tally.Groups; group++)
        {
            var answers = Scenario.Of(tally, group);
            rates.Add(PositiveClass is { } positive ? answers.SelectionRate(positive) : answers.Accuracy);
        }

        return rates.Ratio;
    }
}
