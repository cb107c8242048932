namespace Ttca.Fairness.Tests;

/// <summary>What becomes of metrics that are undefined in the data, or in some resamples only.</summary>
public sealed class UndefinedTests
{
    [Theory]
    [InlineData(80, 80)]    // no gap
    [InlineData(84, 80)]    // a gap of 4 points with a standard error of 5.5
    [InlineData(60, 80)]    // the subgroup is served better
    public void Closure_is_undefined_where_the_gap_before_is_not_significant(int majorityCorrect, int subgroupCorrect)
    {
        var estimates = HierarchicalBootstrap.Run([Correct(majorityCorrect, subgroupCorrect, after: 95)], Closures(), resamples: 2_000);
        estimates.ShouldAllBe(
            estimate => !estimate.Estimate.IsDefined && double.IsNaN(estimate.Estimate.Low) && estimate.PerSeed.All(double.IsNaN));
        estimates[0].Estimate.ToString().ShouldBe("undefined");
    }

    [Fact]
    public void Closure_is_defined_where_the_gap_before_is_significant()
    {
        var closure = HierarchicalBootstrap.Run([Correct(95, 75, after: 85)], Closures(), resamples: 10_000)[0].Estimate;
        closure.Value.ShouldBe(0.5, 1e-12);
        double.IsFinite(closure.Low).ShouldBeTrue();
        double.IsFinite(closure.High).ShouldBeTrue();
    }

    [Fact]
    public void Closure_of_a_barely_significant_gap_counts_resamples_without_a_gap_on_both_sides()
    {
        Outcomes[] seeds = [Correct(92, 81, after: 90)];
        var estimate = HierarchicalBootstrap.Run(seeds, Closures(), resamples: 1_000, seed: 1)[0];
        double[] closures =
        [
            .. NaiveBootstrap.Resamples(seeds, resamples: 1_000, seed: 1, areImagesShared: true).Select(
                drawn => NaiveBootstrap.ValueOf(new Closure("collective", "none"), drawn)),
        ];
        estimate.UndefinedResamples.ShouldBe(closures.Count(double.IsNaN));
        estimate.UndefinedResamples.ShouldBeInRange(1, 24);
        estimate.Estimate.Low.ShouldBe(
            NaiveBootstrap.Interval(closures.Select(closure => double.IsNaN(closure) ? double.NegativeInfinity : closure)).Low);
        estimate.Estimate.High.ShouldBe(
            NaiveBootstrap.Interval(closures.Select(closure => double.IsNaN(closure) ? double.PositiveInfinity : closure)).High);
    }

    [Fact]
    public void Undefined_resamples_widen_the_interval_to_all_that_is_possible()
    {
        // The subgroup has one image of class 1: no resample without it has a true positive rate, (1 - 1/20)^20 = 36 % of them.
        int[] labels = [.. Enumerable.Repeat(0, 39), 1];
        byte[] groups = [.. Enumerable.Range(0, 40).Select(i => (byte)(i / 20))];
        labels[0] = 1;
        var outcomes = new Outcomes(2, labels, groups, new Dictionary<string, int[]> { ["none"] = labels });
        var estimate = HierarchicalBootstrap.Run(
            [outcomes], [new EqualOpportunityGap(Scenario.Everyone("none"), OverClasses.Maximum)], resamples: 10_000).Single();
        estimate.Estimate.ShouldBe(new Estimate(0, 0, 1));
        (estimate.UndefinedResamples / 10_000.0).ShouldBe(1 - Math.Pow(1 - Math.Pow(0.95, 20), 2), 0.02);   // either group lacks its image
    }

    /// <summary>
    /// Student's interval of the seeds' own values knows nothing of resamples: it was finite where a third of them had no value.
    /// </summary>
    [Fact]
    public void Undefined_resamples_of_few_seeds_widen_the_interval_as_well()
    {
        int[] labels = [.. Enumerable.Repeat(0, 39), 1];
        byte[] groups = [.. Enumerable.Range(0, 40).Select(i => (byte)(i / 20))];
        labels[0] = 1;
        Outcomes Wrong(
            int count) =>
                new(
                    2,
                    labels,
                    groups,
                    new Dictionary<string, int[]>
                    {
                        ["none"] = [.. labels.Select((label, i) => i is > 0 && i <= count ? 1 - label : label)],
                    });
        var estimate = HierarchicalBootstrap.Run(
            [Wrong(1), Wrong(2), Wrong(3)],
            [new EqualOpportunityGap(Scenario.Everyone("none"), OverClasses.Maximum)],
            resamples: 2_000).Single();
        estimate.UndefinedResamples.ShouldBeInRange(800, 1_600);
        (estimate.Estimate.Low, estimate.Estimate.High, estimate.Interval).ShouldBe((0, 1, IntervalKind.Percentile));
    }

    [Fact]
    public void A_metric_that_one_seed_leaves_undefined_is_undefined_over_seeds()
    {
        // In the second seed nobody is answered with class 1: there is no ratio.
        Outcomes Answered(params int[] answers) => new(2, new int[4], [0, 0, 1, 1], new Dictionary<string, int[]> { ["none"] = answers });
        var ratio = HierarchicalBootstrap.Run(
            [Answered(1, 1, 1, 0), Answered(0, 0, 0, 0)],
            [new DisparateImpact(Scenario.Everyone("none"), PositiveClass: 1)],
            resamples: 50).Single();
        ratio.Estimate.ShouldBe(Estimate.Undefined);
        ratio.PerSeed.ShouldBe([0.5, double.NaN]);
    }

    [Fact]
    public void An_estimate_is_written_with_the_decimals_asked_for_and_ends_without_bounds_as_infinite()
    {
        new Estimate(0.4251, double.NegativeInfinity, double.PositiveInfinity).ToString(decimals: 2).ShouldBe("0.43 [-∞, ∞]");
        new Estimate(0.8124, 0.79, 0.8333).ToString().ShouldBe("0.812 [0.790, 0.833]");
        Estimate.Undefined.ToString(decimals: 2).ShouldBe("undefined");
    }

    [Fact]
    public void Low_and_high_of_a_metric_that_is_undefined_in_the_data_are_undefined()
    {
        // no class in both groups
        var outcomes = new Outcomes(2, [0, 0, 1, 1], [0, 0, 1, 1], new Dictionary<string, int[]> { ["none"] = [0, 0, 0, 0] });
        HierarchicalBootstrap.Run(
            [outcomes], [new EqualOpportunityGap(Scenario.Everyone("none"), OverClasses.Mean)], resamples: 10).Single()
            .Estimate.ShouldBe(Estimate.Undefined);
    }

    private static Statistic[] Closures() =>
        [new Closure("collective", "none"), new PairedDifference(new Closure("collective", "none"), new Closure("none", "none"))];

    /// <summary>100 images in each group, so many of which are answered correctly; after: the subgroup's under collective.</summary>
    private static Outcomes Correct(int majority, int subgroup, int after)
    {
        int[] Column(int first, int second) => [.. Enumerable.Range(0, 200).Select(i => i % 100 < (i < 100 ? first : second) ? 0 : 1)];
        var predictions = new Dictionary<string, int[]> { ["none"] = Column(majority, subgroup), ["collective"] = Column(majority, after) };
        return new Outcomes(
            2,
            new int[200],
            [.. Enumerable.Range(0, 200).Select(i => (byte)(i / 100))],
            predictions,
            new Targets(new int[200], predictions));
    }
}
