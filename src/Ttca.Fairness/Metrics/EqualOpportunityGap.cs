namespace Ttca.Fairness;

/// <summary>
/// Largest - smallest true positive rate of the groups (Hardt, Price, Srebro 2016); several classes: one against the rest, then the maximum
/// or mean over classes.
/// </summary>
/// <remarks>
/// Fairlearn 0.12: <c>equal_opportunity_difference</c>, of each class as the positive one. A group without images of a class has no true
/// positive rate, where Fairlearn (through scikit-learn's confusion_matrix) says 0: the maximum and mean are over the classes of which
/// every group has images (<see cref="Tally.ComparedClasses"/>), and undefined where there is none.
/// </remarks>
public sealed record EqualOpportunityGap(Scenario Scenario, OverClasses Over) : Statistic
{
    public override string Name => $"equal-opportunity-gap-{Over.Suffix()}";

    public override string Condition => Scenario.Name;

    public override Heading Heading => new($"Eq. opp., {Over.Suffix()}", LargerIsFairer: false) { InFigure = Over == OverClasses.Maximum };

    public override double ValueOf(Tally tally) => Over.Of(tally.RatesOf(Scenario).TruePositiveGaps, tally.Layout.ComparedClasses);

    public override int FewestImages(Tally tally) => FewestOfAClass(tally, Scenario);

    /// <summary>Those of the compared class and group that has fewest.</summary>
    internal static int FewestOfAClass(Tally tally, Scenario scenario) =>
        tally.ComparedClasses.SelectMany(
            @class => Enumerable.Range(0, tally.Groups).Select(group => scenario.Of(tally, group).Positives(@class)))
            .DefaultIfEmpty()
            .Min();
}
