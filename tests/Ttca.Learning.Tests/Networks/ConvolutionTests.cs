using Ttca.Learning.Networks;
using Ttca.Learning.Networks.Layers;
using static TorchSharp.torch;

namespace Ttca.Learning.Tests.Networks;

/// <summary>
/// Each convolution that occurs in an architecture for 32x32 images, against double precision in plain memory order: a
/// CPU's fast kernels are not always right (see <see cref="PointwiseConvolution"/>).
/// </summary>
public sealed class ConvolutionTests
{
    [Theory]
    [MemberData(nameof(Occurring))]
    public void Forward_and_gradients_are_those_of_double_precision(int input, int output, int kernel, int stride, int side)
    {
        foreach (var (precision, tolerance) in new[] { (ScalarType.Float32, 1e-5), (ScalarType.BFloat16, 0.01) })
        {
            using var scope = NewDisposeScope();
            using var initializer = new Initializer(1);
            using ProductLayer layer = kernel == 1
                ? new PointwiseConvolution(input, output, stride, initializer)
                : new Convolution(input, output, stride, initializer);
            using var generator = new Generator(2, CPU);
            var x = randn([16, input, side, side], generator: generator).to_type(precision);
            var w = layer.Weight.Stored.detach().to_type(precision);
            layer.Weight.Use(ChannelsLast.Of(w).detach().requires_grad_(true));
            var exactX = x.to_type(ScalarType.Float64).requires_grad_(true);
            var exactW = w.to_type(ScalarType.Float64).requires_grad_(true);
            var fastX = ChannelsLast.Of(x).detach().requires_grad_(true);

            var exact = nn.functional.conv2d(exactX, exactW, null, [stride, stride], [kernel / 2, kernel / 2]);
            var fast = layer.call(fastX);
            var gradient = randn(exact.shape, generator: generator).to_type(precision);
            exact.backward([gradient.to_type(ScalarType.Float64)]);
            fast.backward([ChannelsLast.Of(gradient)]);

            Error(fast, exact).ShouldBeLessThan(tolerance);
            Error(fastX.grad!, exactX.grad!).ShouldBeLessThan(tolerance);
            Error(layer.Weight.InUse.grad!, exactW.grad!).ShouldBeLessThan(tolerance);
        }
    }

    public static TheoryData<int, int, int, int, int> Occurring => new()
    {
        // resnet8, resnet20
        { 3, 16, 3, 1, 32 }, { 16, 16, 3, 1, 32 }, { 16, 32, 3, 2, 32 }, { 32, 32, 3, 1, 16 }, { 32, 64, 3, 2, 16 }, { 64, 64, 3, 1, 8 },

        // resnet18
        { 3, 64, 3, 1, 32 }, { 64, 64, 3, 1, 32 }, { 64, 128, 3, 2, 32 }, { 64, 128, 1, 2, 32 }, { 128, 128, 3, 1, 16 },
        { 128, 256, 3, 2, 16 }, { 128, 256, 1, 2, 16 }, { 256, 256, 3, 1, 8 }, { 256, 512, 3, 2, 8 }, { 256, 512, 1, 2, 8 },
        { 512, 512, 3, 1, 4 },

        // vgg-small
        { 3, 32, 3, 1, 32 }, { 32, 32, 3, 1, 32 }, { 32, 64, 3, 1, 16 }, { 64, 64, 3, 1, 16 }, { 64, 128, 3, 1, 8 }, { 128, 128, 3, 1, 8 },
    };

    private static double Error(Tensor actual, Tensor exact) =>
        ((actual.to_type(ScalarType.Float64) - exact).norm() / exact.norm()).item<double>();
}
