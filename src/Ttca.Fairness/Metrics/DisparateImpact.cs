namespace Ttca.Fairness;

/// <summary>
/// Smallest / largest rate of the favourable outcome among the groups; 1 is parity, and 0.8 the "four fifths" mark (Feldman et al. 2015).
/// </summary>
/// <remarks>
/// Fairlearn 0.12: <c>demographic_parity_ratio</c> with <paramref name="PositiveClass"/>;
/// <c>MetricFrame(metrics=accuracy_score).ratio()</c> without. Undefined where no group has the favourable outcome, or there is one group.
/// </remarks>
/// <param name="Scenario">Which group is under which condition.</param>
/// <param name="PositiveClass">To be answered with this class is favourable; null: to be classified correctly is.</param>
public sealed record DisparateImpact(Scenario Scenario, int? PositiveClass = null) : Statistic
{
    public override string Name => PositiveClass is { } positive ? $"disparate-impact-class-{positive}" : "disparate-impact-accuracy";

    public override string Condition => Scenario.Name;

    public override Heading Heading =>
        new(
            PositiveClass is { } positive ? FormattableString.Invariant($"Ratio, class {positive}") : "Accuracy ratio",
            LargerIsFairer: true);

    public override double ValueOf(Tally tally) => RatesOf(tally).Ratio;

    /// <summary>Of a ratio low / high, whose both rates move.</summary>
    public override double LargestChange(Tally tally, double share) =>
        RatesOf(tally).High is var high && high > share ? 2 * share / (high - share) : 1;

    private Extremes RatesOf(Tally tally)
    {
        if (PositiveClass is not { } positive)
        {
            return Extremes.Of(tally.RatesOf(Scenario).Accuracies);
        }

        var rates = new Extremes();
        for (var group = 0; group < tally.Groups; group++)
        {
            rates.Add(Scenario.Of(tally, group).SelectionRate(positive));
        }

        return rates;
    }
}
