using Ttca.Learning.Networks;
using Ttca.Learning.Networks.Layers;
using static TorchSharp.torch;

namespace Ttca.Learning.Tests.Networks;

/// <summary>
/// Values and gradients against mean and slice; and that gradients stay in the memory order of the images, which is what they are for.
/// </summary>
public sealed class PoolingTests
{
    [Theory]
    [InlineData(8), InlineData(7)]
    public void Every_second_pixel_is_that_of_a_slice(int side) =>
        Compare(side, x => Pooling.Every(2, x), x => x.slice(2, 0, side, 2).slice(3, 0, side, 2));

    [Theory]
    [InlineData(8), InlineData(7)]
    public void Mean_is_that_over_the_pixels(int side) => Compare(side, Pooling.Mean, x => x.mean([2, 3]));

    [Fact]
    public void Every_pixel_is_the_image_itself()
    {
        using var scope = NewDisposeScope();
        var x = ChannelsLast.Of(rand(2, 3, 4, 4));

        Pooling.Every(1, x).Equals(x).ShouldBeTrue();
    }

    private static void Compare(int side, Func<Tensor, Tensor> actual, Func<Tensor, Tensor> expected)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(1, CPU);
        var image = randn([4, 16, side, side], generator: generator);
        var x = ChannelsLast.Of(image).detach().requires_grad_(true);
        var exactX = image.to_type(ScalarType.Float64).requires_grad_(true);

        var result = actual(x);
        var exact = expected(exactX);
        var gradient = randn(exact.shape, generator: generator);
        result.backward([gradient]);
        exact.backward([gradient.to_type(ScalarType.Float64)]);

        result.shape.ShouldBe(exact.shape);
        Distance(result, exact).ShouldBeLessThan(1e-6);
        Distance(x.grad!, exactX.grad!).ShouldBeLessThan(1e-6);
        x.grad!.stride().ShouldBe(x.stride());
    }

    private static double Distance(Tensor actual, Tensor exact) => (actual.to_type(ScalarType.Float64) - exact).abs().max().item<double>();
}
