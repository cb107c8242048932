using MathNet.Numerics.Distributions;

namespace Ttca.Fairness.Tests;

/// <summary>How often 95 % intervals hold the truth, in 300 simulated studies (the share's standard error is 1.3 points at 95 %).</summary>
public sealed class CoverageTests(ITestOutputHelper output)
{
    private const int Studies = 300;

    [Fact]
    public void One_seed_covers_95_percent() => Coverage(seeds: 1, images: 400, spreadOfSeeds: 0).ShouldBeInRange(0.90, 0.98);

    [Fact]
    public void Five_seeds_whose_spread_equals_that_of_the_images_cover_95_percent() =>
        Coverage(seeds: 5, images: 400, spreadOfSeeds: Math.Sqrt(2 * 0.7 * 0.3 / 200)).ShouldBeInRange(0.90, 0.98);

    [Fact]
    public void Five_seeds_whose_spread_dominates_cover_less()
    {
        // The bootstrap's variance of a mean of 5 is 4/5 of the unbiased one, and its ends are the normal's, not Student's.
        var expected = 1 - 2 * StudentT.CDF(0, 1, 4, -1.96 * Math.Sqrt(0.8));
        expected.ShouldBe(0.845, 0.01);
        Coverage(seeds: 5, images: 1_000, spreadOfSeeds: 0.1).ShouldBe(expected, 0.06);
    }

    [Fact]
    public void Five_seeds_without_spread_cover_more() => Coverage(seeds: 5, images: 400, spreadOfSeeds: 0).ShouldBeGreaterThan(0.97);

    [Fact]
    public void Bca_of_a_mean_covers_95_percent()
    {
        var random = new Random(1);
        var inside = Enumerable.Range(0, Studies).Count(study =>
        {
            var estimate = Bca.OfMean([.. Enumerable.Range(0, 60).Select(_ => -Math.Log(1 - random.NextDouble()))], resamples: 1_000, seed: study);
            return estimate.Low <= 1 && 1 <= estimate.High;
        });
        (inside / (double)Studies).ShouldBeInRange(0.90, 0.98);
    }

    /// <summary>Of the majority - subgroup gap, whose true value is 0.2 on average over seeds.</summary>
    private double Coverage(int seeds, int images, double spreadOfSeeds)
    {
        var random = new Random(seeds + images);
        var inside = Enumerable.Range(0, Studies).Count(study =>
        {
            Outcomes[] outcomes = [.. Enumerable.Range(0, seeds).Select(_ =>
            {
                var accuracies = (double[])[0.9, 0.7 + spreadOfSeeds * Normal.Sample(random, 0, 1)];
                int[] answers = [.. Enumerable.Range(0, images).Select(i => random.NextDouble() < accuracies[i % 2] ? 0 : 1)];
                byte[] groups = [.. Enumerable.Range(0, images).Select(i => (byte)(i % 2))];
                return new Outcomes(2, new int[images], groups, new Dictionary<string, int[]> { ["none"] = answers });
            })];
            var gap = HierarchicalBootstrap.Run(outcomes, [new SubgroupGap(Scenario.Members("none"))], resamples: 400, seed: study).Single().Estimate;
            return gap.Low <= 0.2 && 0.2 <= gap.High;
        });
        output.WriteLine($"{seeds} seeds, {images} images, spread {spreadOfSeeds:0.000}: {inside / (double)Studies:0.000}");
        return inside / (double)Studies;
    }
}
