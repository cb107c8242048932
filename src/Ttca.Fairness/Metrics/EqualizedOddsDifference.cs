namespace Ttca.Fairness;

/// <summary>
/// The larger of the groups' gap in true positive rate and their gap in false positive rate (Hardt, Price, Srebro 2016; Agarwal et al.
/// 2018); several classes: one against the rest, then the maximum or mean over the classes of which every group has images.
/// </summary>
/// <remarks>
/// Fairlearn 0.12: <c>equalized_odds_difference(agg="worst_case")</c>, of each class as the positive one; 0/0 is undefined here, 0 there.
/// </remarks>
public sealed record EqualizedOddsDifference(Scenario Scenario, OverClasses Over) : Statistic
{
    public override string Name => $"equalized-odds-difference-{Over.Suffix()}";

    public override string Condition => Scenario.Name;

    public override Heading Heading =>
        new($"Eq. odds, {Over.Suffix()}", LargerIsFairer: false) { InFigure = Over == OverClasses.Maximum, MayRepeat = true };

    public override double ValueOf(Tally tally) => Over.Of(tally.RatesOf(Scenario).OddsDifferences, tally.Layout.ComparedClasses);

    public override int FewestImages(Tally tally) => EqualOpportunityGap.FewestOfAClass(tally, Scenario);
}
