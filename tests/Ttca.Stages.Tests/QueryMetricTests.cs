using Ttca.Fairness;

namespace Ttca.Stages.Tests;

/// <summary>
/// Ten images by hand: alone, 4 are right at once, then one each after 3, 5 and 6 queries, and 3 never; a pool gets some of them right.
/// </summary>
public sealed class QueryMetricTests
{
    private const int Cap = 8;
    private static readonly int[] Alone = [1, 1, 1, 1, 3, 5, 6, AttackedOutcomes.Never, AttackedOutcomes.Never, AttackedOutcomes.Never];

    [Theory]
    [InlineData(1, 0.4)]
    [InlineData(2, 0.4)]
    [InlineData(3, 0.5)]
    [InlineData(8, 0.7)]
    public void AccuracyWithin_counts_images_that_are_right_by_then(int queries, double accuracy) =>
        new AccuracyWithin("alone", queries).ValueOf(Tally()).ShouldBe(accuracy, 1e-12);

    [Fact]
    public void AccuracyWithin_without_a_number_is_that_at_the_cap() =>
        new AccuracyWithin("alone").ValueOf(Tally()).ShouldBe(0.7, 1e-12);

    [Theory]
    [InlineData(1, 0.0)]
    [InlineData(5, 2 / 6.0)]
    [InlineData(8, 3 / 6.0)]
    public void SuccessWithin_is_the_share_of_images_that_were_wrong(int queries, double rate) =>
        new SuccessWithin("alone", queries).ValueOf(Tally()).ShouldBe(rate, 1e-12);

    [Fact]
    public void SuccessWithin_is_undefined_where_no_image_was_wrong() =>
        new SuccessWithin("pool", 3).ValueOf(Tally(pooled: 10)).ShouldBe(double.NaN);

    // At the least cap with as many right as the pool: 4 are right within 1 query (10 spent); 5 within 3 (4 x 1 + 6 x 3 = 22); 6 within 5
    // (4 x 1 + 3 + 5 x 5 = 32); 7 within 6 (4 x 1 + 3 + 5 + 4 x 6 = 36).
    [Theory]
    [InlineData(0, 1.0)]
    [InlineData(4, 1.0)]
    [InlineData(5, 2.2)]
    [InlineData(6, 3.2)]
    [InlineData(7, 3.6)]
    public void QueriesAlone_is_the_mean_at_the_least_cap_that_is_as_accurate_with_failures_in_full(int pooled, double mean)
    {
        new QueriesAlone("alone", "pool").ValueOf(Tally(pooled)).ShouldBe(mean, 1e-12);
        new BreakEvenInputs("alone", "pool", PooledQueries: 720).ValueOf(Tally(pooled)).ShouldBe(720 / mean, 1e-9);
    }

    [Fact]
    public void QueriesAlone_is_undefined_where_no_cap_is_as_accurate_and_pooling_wins_from_the_first_image()
    {
        new QueriesAlone("alone", "pool").ValueOf(Tally(pooled: 8)).ShouldBe(double.NaN);
        new BreakEvenInputs("alone", "pool", PooledQueries: 720).ValueOf(Tally(pooled: 8)).ShouldBe(0);
    }

    [Fact]
    public void Bootstrap_of_a_metric_that_may_be_undefined_reports_how_often_it_was()
    {
        var metric = new BreakEvenInputs("alone", "pool", PooledQueries: 720);

        var estimate = HierarchicalBootstrap.Run([OutcomesOf(pooled: 7)], [metric], resamples: 400, seed: 1).Single();

        estimate.Name.ShouldBe("break-even-inputs");
        estimate.Condition.ShouldBe("alone as good as pool");
        estimate.Estimate.Value.ShouldBe(200, 1e-9);
        estimate.UndefinedResamples.ShouldBe(0);     // pool and alone are right on the same images, in every resample
        estimate.Images.ShouldBe(10);
    }

    [Fact]
    public void Break_even_over_seeds_is_the_mean_of_the_seeds()
    {
        // 2.2 and 3.6 queries alone. A seed in which the alone never get there counts as 0, which no ratio of means can say.
        var metric = new BreakEvenInputs("alone", "pool", PooledQueries: 720);
        var estimate = HierarchicalBootstrap.Run([OutcomesOf(pooled: 5), OutcomesOf(pooled: 7)], [metric], resamples: 400).Single();
        estimate.Estimate.Value.ShouldBe((720 / 2.2 + 720 / 3.6) / 2, 1e-9);
        estimate.PerSeed.ShouldBe([720 / 2.2, 720 / 3.6], 1e-9);
    }

    [Fact]
    public void Queries_without_spread_have_no_bound_above()
    {
        var seed = new Counts(10, new Dictionary<string, int[]> { ["alone"] = Right(6, of: 6), ["pooled"] = Right(6, of: 6) });
        Run(seed, new QueriesAlone("alone", "pooled")).Estimate.ShouldBe(new Estimate(1, 1, double.PositiveInfinity));
        Run(seed, new BreakEvenInputs("alone", "pooled", 40)).Estimate.ShouldBe(new Estimate(40, 0, 40));
        Run(seed, new AccuracyWithin("alone", 1)).Estimate.Low.ShouldBe(0.5407418735600995, 1e-12);
    }

    [Fact]
    public void What_nothing_can_move_stays_exact()
    {
        // A pool that is worse than doing nothing by half of 60 images is matched by the first query; success without a change is 0.
        var seed = new Counts(10, new Dictionary<string, int[]> { ["alone"] = Right(45, of: 60), ["pooled"] = Right(15, of: 60) });
        Statistic[] metrics =
        [
            new QueriesAlone("alone", "pooled"),
            new BreakEvenInputs("alone", "pooled", 40),
            new SuccessWithin("alone", 1),
        ];
        metrics.Select(metric => Run(seed, metric)).Select(estimate => (estimate.Estimate, estimate.IsWithoutSpread))
            .ShouldBe([(new Estimate(1, 1, 1), false), (new Estimate(40, 40, 40), false), (new Estimate(0, 0, 0), false)]);
    }

    private static MetricEstimate Run(Counts seed, Statistic metric) =>
        HierarchicalBootstrap.Run([seed], [metric], resamples: 500).Single();

    private static int[] Right(int images, int of) => [.. Enumerable.Range(0, of).Select(i => i < images ? 1 : AttackedOutcomes.Never)];

    private static Tally Tally(int pooled = 0) => Fairness.Tally.Of(OutcomesOf(pooled));

    /// <param name="pooled">Images, the first ones, that are right with the pool's perturbation.</param>
    private static Counts OutcomesOf(int pooled) => new(Cap, new Dictionary<string, int[]>
    {
        ["alone"] = Alone,
        ["pool"] = Right(pooled, of: 10),
    });
}
