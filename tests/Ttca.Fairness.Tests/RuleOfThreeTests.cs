namespace Ttca.Fairness.Tests;

/// <summary>Data in which something never happens: all resamples agree, and the interval is that of the rule of three.</summary>
public sealed class RuleOfThreeTests
{
    private static readonly Scenario Members = Scenario.Subgroup("collective", "none");

    [Theory]
    [InlineData(1, 0.975)]
    [InlineData(6, 0.45925812643990044)]
    [InlineData(10, 0.30849710781876294)]
    [InlineData(20, 0.16843347098308548)]
    [InlineData(100, 0.03621669264519054)]
    [InlineData(1_000, 0.003682083896639526)]
    public void LargestShare_is_the_upper_end_of_Clopper_and_Pearson_at_none(int images, double expected) =>
        // scipy 1.10.1: binomtest(0, images).proportion_ci(0.95, "exact").high
        RuleOfThree.LargestShare(images).ShouldBe(expected, 1e-12);

    [Fact]
    public void LargestShare_of_no_images_is_everything() => RuleOfThree.LargestShare(0).ShouldBe(1);

    [Fact]
    public void Accuracy_of_six_right_answers_is_not_known_to_be_1()
    {
        var accuracy = Run([Right(6)], new GroupAccuracy(Outcomes.Subgroup, "none"));
        accuracy.IsWithoutSpread.ShouldBeTrue();
        accuracy.Estimate.Value.ShouldBe(1);
        accuracy.Estimate.Low.ShouldBe(0.5407418735600995, 1e-12);     // scipy 1.10.1: binomtest(6, 6).proportion_ci(0.95, "exact")
        accuracy.Estimate.High.ShouldBe(1);
    }

    [Fact]
    public void Accuracy_of_six_wrong_answers_is_not_known_to_be_0()
    {
        var accuracy = Run([Right(0, of: 6)], new GroupAccuracy(Outcomes.Subgroup, "none"));
        accuracy.Estimate.Low.ShouldBe(0);
        accuracy.Estimate.High.ShouldBe(0.45925812643990044, 1e-12);
    }

    [Fact]
    public void Images_that_all_seeds_have_are_counted_once() =>
        Run([Right(6), Right(6), Right(6)], new GroupAccuracy(Outcomes.Subgroup, "none")).Estimate.Low.ShouldBe(0.5407418735600995, 1e-12);

    [Fact]
    public void Difference_of_equal_answers_lies_within_what_none_of_the_images_showed()
    {
        var difference = Run(
            [Right(4, of: 6)], new PairedDifference(new WorstGroupAccuracy(Members), new WorstGroupAccuracy(Scenario.Everyone("none"))));
        difference.IsWithoutSpread.ShouldBeTrue();
        difference.Estimate.Value.ShouldBe(0);
        difference.Estimate.Low.ShouldBe(-0.45925812643990044, 1e-12);
        difference.Estimate.High.ShouldBe(0.45925812643990044, 1e-12);
    }

    [Fact]
    public void Gap_moves_with_both_of_its_rates_and_stays_a_gap()
    {
        var gap = Run([Right(20)], new AccuracyGap(Members)).Estimate;
        gap.Low.ShouldBe(0);
        gap.High.ShouldBe(2 * 0.16843347098308548, 1e-12);
    }

    [Fact]
    public void Gap_over_classes_goes_by_the_class_that_has_fewest_images()
    {
        // 20 images of each group, of which 6 are of class 1; all are right.
        int[] labels = [.. Enumerable.Range(0, 40).Select(i => i % 20 < 6 ? 1 : 0)];
        byte[] groups = [.. Enumerable.Range(0, 40).Select(i => (byte)(i / 20))];
        var outcomes = new Outcomes(2, labels, groups, new Dictionary<string, int[]> { ["none"] = labels, ["collective"] = labels });
        // Some resamples lack class 1 in a group and are undefined, which is a spread of its own; among 500 of them fewer than 2.5 % do.
        var gap = HierarchicalBootstrap.Run([outcomes], [new EqualOpportunityGap(Members, OverClasses.Maximum)], resamples: 500).Single();
        gap.IsWithoutSpread.ShouldBeTrue();
        gap.Estimate.High.ShouldBe(2 * 0.45925812643990044, 1e-12);
    }

    [Fact]
    public void Ratio_moves_with_both_of_its_rates()
    {
        var ratio = Run([Right(100)], new DisparateImpact(Members)).Estimate;
        // At the worst one rate is all that it can be below 1.
        ratio.Low.ShouldBeLessThanOrEqualTo(1 - 0.03621669264519054);
        ratio.Low.ShouldBeGreaterThan(0.9);
        ratio.High.ShouldBe(1);
    }

    [Fact]
    public void What_nothing_can_move_stays_exact()
    {
        byte[] groups = [.. Enumerable.Range(0, 200).Select(i => (byte)(i / 100))];
        int[] answers = [.. Enumerable.Range(0, 200).Select(i => i < 110 || i % 2 == 0 ? 0 : 1)];
        Run(
            [new Outcomes(2, new int[200], groups, new Dictionary<string, int[]> { ["none"] = answers })],
            new Closure("none", "none")).ShouldSatisfyAllConditions(
            closure => closure.Estimate.ShouldBe(new Estimate(0, 0, 0)),
            closure => closure.IsWithoutSpread.ShouldBeFalse());
    }

    [Fact]
    public void Interval_with_spread_stays_the_bootstraps()
    {
        var accuracy = Run([Right(4, of: 6)], new GroupAccuracy(Outcomes.Subgroup, "none"));
        accuracy.IsWithoutSpread.ShouldBeFalse();
        accuracy.Estimate.Low.ShouldBe(2.0 / 6, 1e-12);    // quantile of a binomial number of 6 with 4/6: P(<= 1) = 1.8 %, P(<= 2) = 10 %
    }

    private static MetricEstimate Run(IReadOnlyList<Outcomes> seeds, Statistic statistic) =>
        HierarchicalBootstrap.Run(seeds, [statistic], resamples: 2_000).Single();

    /// <summary>As many images in each group, all of class 0, of which so many are answered rightly whatever was submitted.</summary>
    private static Outcomes Right(int right, int? of = null)
    {
        var images = of ?? right;
        int[] answers = [.. Enumerable.Range(0, 2 * images).Select(i => i % images < right ? 0 : 1)];
        byte[] groups = [.. Enumerable.Range(0, 2 * images).Select(i => (byte)(i / images))];
        return new Outcomes(2, new int[2 * images], groups, new Dictionary<string, int[]> { ["none"] = answers, ["collective"] = answers });
    }
}
