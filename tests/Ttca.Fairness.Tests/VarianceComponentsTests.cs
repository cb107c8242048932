namespace Ttca.Fairness.Tests;

public sealed class VarianceComponentsTests
{
    private const double Tolerance = 0.005;     // of numbers published with two decimals

    /// <summary>
    /// Purity of raw material (Montgomery: Design and Analysis of Experiments, nested designs, coded as purity - 93): 3 suppliers, 4
    /// batches of each, 3 determinations. Published: sums of squares 15.06 of suppliers, 69.92 of batches within suppliers, 63.33 of
    /// determinations.
    /// </summary>
    [Fact]
    public void Sums_of_squares_are_those_of_a_published_nested_design()
    {
        double[][][] purity =
        [
            [[1, -1, 0], [-2, -3, -4], [-2, 0, 1], [1, 4, 0]],
            [[1, -2, -3], [0, 4, 2], [-1, 0, -2], [0, 3, 2]],
            [[2, 4, 0], [-2, 0, 2], [1, -1, 2], [3, 2, 1]],
        ];

        var (a, b, n) = (3, 4, 3);
        var components = VarianceComponents.Of(purity, ValueRange.Unbounded).Components.ToDictionary(
            component => component.Source, component => component.Variance);
        double rest = components[VarianceComponents.Residual];
        double both = b * components[VarianceComponents.PlatformByImage] + rest;
        double proxy = n * components[VarianceComponents.Proxy] + rest;
        double platform = b * n * components[VarianceComponents.Platform] + proxy + both - rest;
        double image = a * b * components[VarianceComponents.Image] + both;

        (platform * (a - 1)).ShouldBe(15.06, Tolerance);
        (proxy * a * (b - 1)).ShouldBe(69.92, Tolerance);
        // a nested design doesn't tell them apart
        (image * (n - 1) + both * (a - 1) * (n - 1) + rest * a * (b - 1) * (n - 1)).ShouldBe(63.33, Tolerance);
    }

    [Fact]
    public void Variances_that_were_put_in_come_out_and_intervals_cover_the_mean()
    {
        const int Draws = 400;
        var random = new Random(7);
        double[] variances = [0.04, 0.02, 0.05, 0.03, 0.06];        // of platform, proxy, image, platform x image, rest
        double[] sums = new double[5];
        int covered = 0;
        for (int draw = 0; draw < Draws; draw++)
        {
            var found = VarianceComponents.Of(Draw(random, [.. variances.Select(Math.Sqrt)], a: 5, b: 3, n: 40), ValueRange.Unbounded);
            covered += found.Mean.Low <= 0.5 && found.Mean.High >= 0.5 ? 1 : 0;
            foreach (var (i, component) in found.Components.Index())
            {
                sums[i] += component.Variance / Draws;
            }
        }

        sums.Zip(variances, (found, put) => found / put).ShouldAllBe(ratio => ratio > 0.9 && ratio < 1.1);
        ((double)covered / Draws).ShouldBe(0.95, 0.035);            // three standard errors of 400 draws
    }

    [Fact]
    public void Variance_of_the_mean_is_each_component_by_its_number_of_draws()
    {
        var found = VarianceComponents.Of(Draw(new Random(1), [1, 1, 1, 1, 1], a: 4, b: 2, n: 10), ValueRange.Unbounded);

        found.Components.Select(component => component.Variance / component.OfMean).ShouldBe([4, 8, 10, 40, 80], 1e-9);
    }

    [Fact]
    public void Interval_ends_where_the_measurement_does() =>
        VarianceComponents.Of([[[1, 0, 1, 1], [1, 1, 1, 0]], [[0, 0, 1, 0], [0, 1, 0, 0]]], ValueRange.Share).Mean.ShouldBe(
            new Estimate(0.5, 0, 1));

    [Fact]
    public void Platforms_that_answer_alike_have_no_variance_and_no_interval_is_made_up_of_nothing()
    {
        var found = VarianceComponents.Of([[[1, 1], [1, 1]], [[1, 1], [1, 1]]], ValueRange.Share);

        found.Mean.ShouldBe(new Estimate(1, 1, 1));
        found.Components.ShouldAllBe(component => component.Variance == 0);
    }

    [Theory]
    [InlineData(1, 2, 2)]
    [InlineData(2, 1, 2)]
    [InlineData(2, 2, 1)]
    public void One_of_a_kind_tells_no_variance(int a, int b, int n) =>
        Should.Throw<ArgumentException>(() => VarianceComponents.Of(Draw(new Random(1), [1, 1, 1, 1, 1], a, b, n), ValueRange.Unbounded))
            .Message.ShouldStartWith($"{a} platforms x {b} proxies x {n} images: of each, 2 at least tell its variance");

    [Fact]
    public void Platforms_with_unequal_numbers_of_proxies_or_images_are_refused()
    {
        const string Message = "variance is divided where each platform has as many proxies, and each of these as many images";

        Should.Throw<ArgumentException>(
            () => VarianceComponents.Of([[[1, 1], [1, 1]], [[1, 1]]], ValueRange.Share)).Message.ShouldStartWith(
            Message);
        Should.Throw<ArgumentException>(
            () => VarianceComponents.Of([[[1, 1], [1, 1]], [[1, 1], [1]]], ValueRange.Share)).Message.ShouldStartWith(
            Message);
    }

    /// <param name="random">Of normal numbers.</param>
    /// <param name="deviations">Of platform, proxy, image, platform x image and rest.</param>
    /// <param name="a">Platforms.</param>
    /// <param name="b">Proxies of each.</param>
    /// <param name="n">Images.</param>
    private static double[][][] Draw(Random random, double[] deviations, int a, int b, int n)
    {
        double[] images = [.. Enumerable.Range(0, n).Select(_ => Normal(2))];
        return [.. Enumerable.Range(0, a).Select(_ =>
        {
            double platform = Normal(0);
            double[] both = [.. images.Select(_ => Normal(3))];
            return Enumerable.Range(0, b).Select(_ =>
            {
                double proxy = Normal(1);
                return images.Select((image, k) => 0.5 + platform + proxy + image + both[k] + Normal(4)).ToArray();
            }).ToArray();
        })];

        double Normal(int of) => MathNet.Numerics.Distributions.Normal.Sample(random, 0, deviations[of]);
    }
}
