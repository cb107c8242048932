using CsCheck;

namespace Ttca.Fairness.Tests;

public sealed class HierarchicalBootstrapTests
{
    private static readonly string[] Conditions = ["none", "collective"];

    [Fact]
    public void Run_equals_the_naive_bootstrap_on_the_same_indices()
    {
        var seeds = Seeds(3, images: 120, classes: 3);
        var metrics = StandardMetrics.For(Conditions, positiveClass: 1);
        var estimates = HierarchicalBootstrap.Run(seeds, metrics, resamples: 200, seed: 9);
        var tallies = NaiveBootstrap.Resamples(seeds, resamples: 200, seed: 9);
        foreach (var (estimate, metric) in estimates.Zip(metrics))
        {
            var (low, high) = NaiveBootstrap.Interval(tallies.Select(metric.ValueOf));
            estimate.Estimate.Low.ShouldBe(low, 1e-12, $"{metric.Name} {metric.Condition}");
            estimate.Estimate.High.ShouldBe(high, 1e-12, $"{metric.Name} {metric.Condition}");
            estimate.UndefinedResamples.ShouldBe(0);
        }
    }

    [Fact]
    public void Run_of_one_seed_agrees_with_scipys_percentile_bootstrap_of_two_samples()
    {
        var section = Reference.Section("percentile");
        ShouldAgree([section.Outcomes(3)], section.GetProperty("expected"), resamples: 200_000, standardErrors: 0.05);
    }

    [Fact]
    public void Run_of_five_seeds_agrees_with_numpy()
    {
        var section = Reference.Section("hierarchical");
        Outcomes[] seeds = [.. section.GetProperty("seeds").EnumerateArray().Select(seed => seed.Outcomes(3))];
        ShouldAgree(seeds, section.GetProperty("expected"), resamples: 40_000, standardErrors: 0.1);
    }

    [Fact]
    public void Run_gives_the_same_whatever_the_threads_and_the_order_of_images()
    {
        var metrics = StandardMetrics.For(Conditions, positiveClass: 1);
        Gen.Int[0, 1000].Sample(
            number =>
            {
                var seeds = Seeds(2, images: 60, classes: 3, first: number);
                var expected = HierarchicalBootstrap.Run(seeds, metrics, resamples: 100, seed: number);
                Outcomes[] permuted = [.. seeds.Select(seed => Permuted.Rows(seed, new Random(number)))];
                HierarchicalBootstrap.Run(permuted, metrics, resamples: 100, seed: number, threads: 2).Select(estimate => estimate.Estimate)
                    .ShouldBe(expected.Select(estimate => estimate.Estimate));
            },
            iter: 20);
    }

    [Fact]
    public void Run_gives_other_intervals_for_another_seed_of_the_same_data()
    {
        var (seeds, metrics) = (Seeds(2, images: 200, classes: 3), StandardMetrics.Under("collective"));
        var (first, second) = (HierarchicalBootstrap.Run(seeds, metrics, 100, seed: 1), HierarchicalBootstrap.Run(seeds, metrics, 100, seed: 2));
        second.Select(estimate => estimate.Estimate.Value).ShouldBe(first.Select(estimate => estimate.Estimate.Value));
        second.Select(estimate => estimate.Estimate.Low).ShouldNotBe(first.Select(estimate => estimate.Estimate.Low));
    }

    [Fact]
    public void Swapping_the_groups_flips_the_sign_of_the_gap()
    {
        var seeds = Seeds(1, images: 300, classes: 3);
        Outcomes[] swapped = [.. seeds.Select(seed => new Outcomes(3, seed.Labels, [.. seed.Groups.Select(group => (byte)(1 - group))], seed.Predictions))];
        var (gap, flipped) = (Gap(seeds, resamples: 20_000), Gap(swapped, resamples: 20_000));
        flipped.Value.ShouldBe(-gap.Value, 1e-12);
        flipped.Low.ShouldBe(-gap.High, 1.01 / 150);   // other indices are drawn: equal but for a step of one image
        flipped.High.ShouldBe(-gap.Low, 1.01 / 150);
    }

    [Fact]
    public void The_interval_of_an_accuracy_holds_its_value() =>
        // P(Binomial(n, k/n) <= k) and P(>= k) are above 2.5 %: an integer mean is the median of a binomial
        Gen.Int[0, 1000].Sample(
            number => HierarchicalBootstrap.Run(Seeds(1, images: 40, classes: 3, first: number), [new GroupAccuracy(Outcomes.Subgroup, "none")], 500)
                .ShouldAllBe(estimate => estimate.Estimate.Low <= estimate.Estimate.Value && estimate.Estimate.Value <= estimate.Estimate.High),
            iter: 50);

    [Fact]
    public void Paired_difference_of_equal_answers_is_exactly_zero()
    {
        var seeds = Seeds(3, images: 100, classes: 3);
        Outcomes[] equal = [.. seeds.Select(seed => new Outcomes(
            3, seed.Labels, seed.Groups, new Dictionary<string, int[]> { ["none"] = seed.Predictions["none"], ["collective"] = seed.Predictions["none"] }))];
        PairedDifference[] differences = [.. StandardMetrics.For(Conditions).OfType<PairedDifference>().Where(metric => metric.After is not FalseClaimRate)];
        differences.Length.ShouldBe(14);
        HierarchicalBootstrap.Run(equal, differences, resamples: 200)
            .ShouldAllBe(estimate => estimate.Estimate.Value == 0 && estimate.IsWithoutSpread && estimate.Estimate.Low < 0 && estimate.Estimate.High == -estimate.Estimate.Low);
    }

    [Fact]
    public void Run_shows_every_seed_and_says_what_it_counted()
    {
        var seeds = Seeds(3, images: 100, classes: 3);
        var estimate = HierarchicalBootstrap.Run(seeds, [new GroupAccuracy(Outcomes.Subgroup, "none")], resamples: 50).Single();
        estimate.PerSeed.ShouldBe(seeds.Select(seed =>
            Enumerable.Range(0, 100).Where(i => seed.Groups[i] == 1).Average(i => seed.Labels[i] == seed.Predictions["none"][i] ? 1.0 : 0.0)));
        (estimate.Name, estimate.Condition, estimate.Images, estimate.Seeds, estimate.Resamples).ShouldBe(("accuracy-subgroup", "none", 300, 3, 50));
    }

    [Fact]
    public void Run_without_seeds_says_so() =>
        Should.Throw<ArgumentException>(() => HierarchicalBootstrap.Run([], StandardMetrics.For(Conditions)))
            .Message.ShouldBe("no seeds: a metric needs the outcomes of one at least");

    private static Estimate Gap(Outcomes[] seeds, long seed = 0, int resamples = 1_000) =>
        HierarchicalBootstrap.Run(seeds, [new SubgroupGap(Scenario.Members("none"))], resamples, seed).Single().Estimate;

    private static Outcomes[] Seeds(int count, int images, int classes, int first = 0) =>
        [.. Enumerable.Range(first, count).Select(seed => Simulated.Outcomes(seed, images, classes, Conditions))];

    /// <summary>Expected: low, high and standard error by "metric condition". Monte-Carlo error is that of two independent runs.</summary>
    private static void ShouldAgree(Outcomes[] seeds, System.Text.Json.JsonElement expected, int resamples, double standardErrors)
    {
        var metrics = StandardMetrics.For(Conditions).Where(metric => expected.TryGetProperty($"{metric.Name} {metric.Condition}", out _)).ToArray();
        var estimates = HierarchicalBootstrap.Run(seeds, metrics, resamples).ToDictionary(estimate => $"{estimate.Name} {estimate.Condition}");
        foreach (var value in expected.EnumerateObject())
        {
            var (low, high, standardError) = (value.Value[0].GetDouble(), value.Value[1].GetDouble(), value.Value[2].GetDouble());
            estimates[value.Name].Estimate.Low.ShouldBe(low, standardErrors * standardError, value.Name);
            estimates[value.Name].Estimate.High.ShouldBe(high, standardErrors * standardError, value.Name);
        }
    }
}
