namespace Ttca.Fairness.Tests;

/// <summary>A seed whose platform has several proxies counts with their mean.</summary>
public sealed class SeveralProxiesTests
{
    private static readonly string[] Conditions = ["none", "collective"];
    private static readonly GroupAccuracy Accuracy = new(Outcomes.Subgroup, "none");

    /// <summary>
    /// Seeds with other images have Student's interval of their means. Its quantile, of 2 degrees of freedom, is from a table: 4.302653.
    /// </summary>
    [Fact]
    public void The_interval_is_that_of_the_means_over_proxies()
    {
        Outcomes[] seeds = [Right(30, 70), Right(30, 50), Right(31, 60), Right(31, 60), Right(32, 90), Right(32, 50)];
        var accuracy = HierarchicalBootstrap.Run(seeds, [Accuracy], resamples: 100, proxies: 2).Single();
        accuracy.PerSeed.ShouldBe([0.6, 0.6, 0.7], 1e-12);
        accuracy.Estimate.Value.ShouldBe(1.9 / 3, 1e-12);
        double half = 4.302653 * (0.1 / Math.Sqrt(3)) / Math.Sqrt(3);   // 0.6, 0.6, 0.7 deviate by 0.1 / √3
        accuracy.Estimate.Low.ShouldBe(1.9 / 3 - half, 1e-6);
        accuracy.Estimate.High.ShouldBe(1.9 / 3 + half, 1e-6);
        (accuracy.Seeds, accuracy.Proxies, accuracy.Interval).ShouldBe((3, 2, IntervalKind.StudentT));
    }

    [Theory]
    [InlineData(3, true)]
    [InlineData(3, false)]
    [InlineData(6, true)]
    [InlineData(6, false)]
    public void The_same_proxy_twice_is_one(int count, bool areImagesShared)
    {
        Outcomes[] seeds = [.. Enumerable.Range(0, count).Select(seed => Simulated.Outcomes(seed, images: 120, classes: 3, Conditions))];
        seeds = areImagesShared ? seeds : [.. seeds.Select((seed, i) => Permuted.Rows(seed, new Random(i)))];
        var metrics = AllMetrics.For(Conditions, positiveClass: 1);
        var once = HierarchicalBootstrap.Run(seeds, metrics, resamples: 200, seed: 3);
        var twice = HierarchicalBootstrap.Run(
            [.. seeds.SelectMany(seed => (Outcomes[])[seed, seed])], metrics, resamples: 200, seed: 3, proxies: 2);
        foreach (var (one, two) in once.Zip(twice))
        {
            two.Estimate.Value.ShouldBe(one.Estimate.Value, 1e-12, one.Name);
            two.Estimate.Low.ShouldBe(one.Estimate.Low, 1e-9, one.Name);
            two.Estimate.High.ShouldBe(one.Estimate.High, 1e-9, one.Name);
            two.Percentile.Low.ShouldBe(one.Percentile.Low, 1e-12, one.Name);
            two.PerSeed.ShouldBe(one.PerSeed, 1e-12);
        }
    }

    /// <summary>
    /// Proxies that differ in opposite ways around each seed's value leave a narrower interval than either of them alone.
    /// </summary>
    [Fact]
    public void More_proxies_narrow_the_interval()
    {
        Outcomes[] first = [.. Enumerable.Range(0, 5).Select(seed => Right(30 + seed, 60 + (seed % 2 == 0 ? 10 : -10)))];
        Outcomes[] second = [.. Enumerable.Range(0, 5).Select(seed => Right(30 + seed, 60 - (seed % 2 == 0 ? 9 : -9)))];
        double Width(IReadOnlyList<Outcomes> seeds, int proxies) =>
            HierarchicalBootstrap.Run(seeds, [Accuracy], resamples: 100, proxies: proxies).Single().Estimate is var estimate
                ? estimate.High - estimate.Low
                : 0;
        Width([.. first.Zip(second).SelectMany(pair => (Outcomes[])[pair.First, pair.Second])], 2).ShouldBeLessThan(Width(first, 1) / 10);
    }

    /// <summary>As of fidelity, whose labels are the answers that each proxy's perturbation gets.</summary>
    [Fact]
    public void Proxies_may_have_other_labels_for_the_same_images()
    {
        Outcomes[] seeds = [.. Enumerable.Range(0, 6).Select(i => Simulated.Outcomes(i, images: 120, classes: 3, Conditions))];
        seeds =
        [
            .. seeds.Select(
                (seed, i) => new Outcomes(3, seed.Predictions[i % 2 == 0 ? "collective" : "none"], seeds[0].Groups, seed.Predictions)),
        ];
        var metrics = new[] { Accuracy, new GroupAccuracy(Outcomes.Subgroup, "collective") };
        var expected = HierarchicalBootstrap.Run(seeds, metrics, resamples: 200, proxies: 2);
        expected[0].PerSeed.ShouldBe([.. seeds.Chunk(2).Select(seed => seed.Average(proxy => Accuracy.ValueOf(Tally.Of(proxy))))], 1e-12);
        Outcomes[] permuted = [.. seeds.Chunk(2).SelectMany((seed, i) => seed.Select(proxy => Permuted.Rows(proxy, new Random(i))))];
        HierarchicalBootstrap.Run(permuted, metrics, resamples: 200, proxies: 2)
            .Select(estimate => estimate.Estimate)
            .ShouldBe(expected.Select(estimate => estimate.Estimate));
    }

    [Fact]
    public void Seeds_with_other_numbers_of_proxies_are_refused() =>
        Should.Throw<ArgumentException>(
            () => HierarchicalBootstrap.Run([Right(30, 50), Right(30, 60), Right(31, 50)], [Accuracy], proxies: 2))
            .Message.ShouldBe("3 outcomes are no 2 for each seed");

    [Fact]
    public void Proxies_that_were_tested_on_other_images_are_refused() =>
        Should.Throw<ArgumentException>(
            () => HierarchicalBootstrap.Run([Right(30, 50), Right(30, 60), Right(31, 50), Right(32, 60)], [Accuracy], proxies: 2))
            .Message.ShouldBe("the proxies of seed 2 were tested on different images");

    /// <summary>
    /// 100 images of the subgroup, so many of which are answered rightly, after so many of the majority, which tell the images of one seed
    /// from another's.
    /// </summary>
    private static Outcomes Right(int majority, int right)
    {
        var images = Enumerable.Range(0, majority + 100).ToList();
        return new Outcomes(
            2,
            [.. images.Select(_ => 0)],
            [.. images.Select(i => i < majority ? Outcomes.Majority : Outcomes.Subgroup)],
            new Dictionary<string, int[]> { ["none"] = [.. images.Select(i => i < majority + right ? 0 : 1)] });
    }
}
