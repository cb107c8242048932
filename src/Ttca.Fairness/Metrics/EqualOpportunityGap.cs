namespace Ttca.Fairness;

/// <summary>
/// Largest - smallest true positive rate of the groups (Hardt, Price, Srebro 2016); several classes: one against the rest, then the maximum or
/// mean over classes.
/// </summary>
/// <remarks>
/// Fairlearn 0.12: <c>equal_opportunity_difference</c>, of each class as the positive one. A group without images of a class has no true positive
/// rate: undefined here, where Fairlearn (through scikit-learn's confusion_matrix) says 0.
/// </remarks>
public sealed record EqualOpportunityGap(Scenario Scenario, OverClasses Over) : Statistic
{
    public override string Name => $"equal-opportunity-gap-{Over.Suffix()}";

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

    /// <summary>The gap of one class against the rest.</summary>
    public static double OfClass(Tally tally, Scenario scenario, int @class)
    {
        var rates = new Extremes();
        for (var group = 0; group < tally.Groups; group++)
        {
            rates.Add(scenario.Of(tally, group).TruePositiveRate(@class));
        }

        return rates.Gap;
    }
}
