namespace Ttca.Fairness.Tests;

/// <summary>
/// The example of Fairlearn's user guide, with the values printed there: perform_fairness_assessment.rst (by_group, difference, ratio) and
/// common_fairness_metrics.rst (demographic_parity_ratio 0.666..., equalized_odds_difference 1.0), both in docs/user_guide/assessment/ of
/// https://github.com/fairlearn/fairlearn.
/// </summary>
public sealed class FairlearnTests
{
    private static readonly Scenario Everyone = Scenario.Everyone("none");

    private static readonly Tally Example = Tally.Of(new Outcomes(
        classes: 2,
        labels: [0, 1, 1, 1, 1, 0, 1, 0, 1, 0, 0, 0, 1, 1, 1, 1, 1, 1],
        groups: [.. "bbabbcccaacabccbcc".Select(letter => (byte)(letter - 'a'))],
        predictions: new Dictionary<string, int[]> { ["none"] = [0, 0, 1, 0, 1, 1, 1, 0, 0, 1, 1, 1, 1, 0, 0, 1, 1, 0] }));

    [Theory]
    [InlineData(0, 0.5, 1, 0.75, 4)]
    [InlineData(1, 0.6, 0, 0.5, 6)]
    [InlineData(2, 0.4, 0.666667, 0.5, 8)]
    public void Rates_of_each_group_are_those_of_the_user_guide(int group, double tpr, double fpr, double selection, int count)
    {
        var answers = Example[group, "none"];
        double[] truePositives = new double[2], falsePositives = new double[2];
        answers.RatesOfClasses(truePositives, falsePositives, new double[2]);
        truePositives[1].ShouldBe(tpr, 1e-6);
        falsePositives[1].ShouldBe(fpr, 1e-6);
        answers.SelectionRate(1).ShouldBe(selection, 1e-6);
        answers.Images.ShouldBe(count);
    }

    [Fact]
    public void EqualOpportunityGap_is_the_difference_of_the_true_positive_rates() =>
        Example.RatesOf(Everyone).TruePositiveGaps[1].ShouldBe(0.20, 1e-12);

    [Fact]
    public void EqualizedOddsDifference_is_the_larger_difference() =>
        Example.RatesOf(Everyone).OddsDifferences[1].ShouldBe(1.0, 1e-12);

    [Fact]
    public void DisparateImpact_is_the_demographic_parity_ratio() =>
        new DisparateImpact(Everyone, PositiveClass: 1).ValueOf(Example).ShouldBe(2.0 / 3, 1e-12);

    // Selection rates of class 1 are 3/4, 1/2, 1/2, and of class 0 1/4, 1/2, 1/2: the ratios are 2/3 and 1/2.
    [Theory]
    [InlineData(false, 1.0 / 2)]
    [InlineData(true, 7.0 / 12)]
    public void SelectionRatio_is_the_least_or_mean_demographic_parity_ratio_of_the_classes(bool isMean, double ratio) =>
        new SelectionRatio(Everyone, isMean).ValueOf(Example).ShouldBe(ratio, 1e-12);
}
