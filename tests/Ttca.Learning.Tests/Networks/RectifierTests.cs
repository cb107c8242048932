using Ttca.Learning.Networks;
using Ttca.Learning.Networks.Layers;
using static TorchSharp.torch;

namespace Ttca.Learning.Tests.Networks;

public sealed class RectifierTests
{
    [Theory]
    [InlineData(ScalarType.Float32, false)]
    [InlineData(ScalarType.BFloat16, false)]
    [InlineData(ScalarType.BFloat16, true)]
    public void Apply_leaves_what_is_positive_and_nothing_else(ScalarType type, bool takesGradients)
    {
        using var scope = NewDisposeScope();
        float[] values = [-3e38f, -1, -1e-38f, -0f, 0, 1e-38f, 1, 3e38f, float.NegativeInfinity, float.PositiveInfinity, -0.5f, 0.5f];
        float[] many = [.. Enumerable.Range(0, 9).SelectMany(_ => values)];      // more than a vector, and a rest
        var x = tensor(many, requires_grad: takesGradients).to_type(type);
        var expected = x.detach().to_type(ScalarType.Float32).data<float>().Select(value => Math.Max(value, 0)).ToArray();

        var y = Rectifier.Apply(x);

        y.detach().to_type(ScalarType.Float32).data<float>().ToArray().ShouldBe(expected);
        y.requires_grad.ShouldBe(takesGradients);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Apply_reaches_every_pixel_in_either_memory_order(bool channelsLast)
    {
        using var scope = NewDisposeScope();
        var x = linspace(-1, 1, 2 * 5 * 3 * 7).reshape(2, 5, 3, 7).to_type(ScalarType.BFloat16);
        var expected = x.to_type(ScalarType.Float32).clamp_min(0);

        var y = Rectifier.Apply(channelsLast ? ChannelsLast.Of(x) : x.clone());

        y.to_type(ScalarType.Float32).flatten().data<float>().ToArray().ShouldBe(expected.flatten().data<float>().ToArray());
    }
}
