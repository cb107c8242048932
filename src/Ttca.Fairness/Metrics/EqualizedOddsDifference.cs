namespace Ttca.Fairness;

/// <summary>
/// The larger of the groups' gap in true positive rate and their gap in false positive rate (Hardt, Price, Srebro 2016; Agarwal et al. 2018);
/// several classes: one against the rest, then the maximum or mean over classes.
/// </summary>
/// <remarks>Fairlearn 0.12: <c>equalized_odds_difference(agg="worst_case")</c>, of each class as the positive one; 0/0 is undefined here, 0 there.</remarks>
public sealed record EqualizedOddsDifference(Scenario Scenario, OverClasses Over) : Statistic
{
    public override string Name => $"equalized-odds-difference-{Over.Suffix()}";

    public override string Condition => Scenario.Name;

    public override double ValueOf(Tally tally)
    {
        Span<double> gaps = stackalloc double[tally.Classes];
        for (var k = 0; k < gaps.Length; k++)
        {
            gaps[k] = OfClass(tally, Scenario, k);
        }

        return Over.Of(gaps);
    }

    /// <summary>The difference for one class against the rest.</summary>
    public static double OfClass(Tally tally, Scenario scenario, int @class)
    {
        var falsePositives = new Extremes();
        for (var group = 0; group < tally.Groups; group++)
        {
            falsePositives.Add(scenario.Of(tally, group).FalsePositiveRate(@class));
        }

        return Math.Max(EqualOpportunityGap.OfClass(tally, scenario, @class), falsePositives.Gap);
    }
}
