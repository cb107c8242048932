using TorchSharp;
using static TorchSharp.torch;

namespace Ttca.Learning.Networks.Layers;

/// <summary>
/// Initial values from one seed. They are drawn on the CPU, from a generator of their own: equal on every device, and
/// neither reading nor moving the global generators.
/// </summary>
internal sealed class Initializer : IDisposable
{
    private readonly Generator? _generator;

    public Initializer(long seed) => _generator = new Generator(unchecked((ulong)seed), CPU);

    private Initializer()
    {
    }

    /// <summary>Draws nothing: for networks whose weights are about to be overwritten.</summary>
    public static Initializer Blank() => new();

#pragma warning disable RS0030 // both draw from the seeded generator: without one, Draw doesn't draw
    /// <summary>N(0, 2/fan-in), He et al. 2015, for layers that a ReLU follows.</summary>
    public Tensor He(long[] shape)
    {
        var fanIn = shape.Skip(1).Aggregate(1L, (a, b) => a * b);
        using Scalar deviation = Math.Sqrt(2.0 / fanIn);
        return Draw(shape, s => randn(s, generator: _generator).mul_(deviation));
    }

    public Tensor Uniform(long[] shape, double bound)
    {
        using Scalar range = 2 * bound;
        using Scalar half = bound;
        return Draw(shape, s => rand(s, generator: _generator).mul_(range).sub_(half));
    }
#pragma warning restore RS0030

    public static Tensor Constant(long[] shape, double value)
    {
        using Scalar number = value;
        return full(shape, number, ScalarType.Float32, Training.TorchRuntime.Device);
    }

    public void Dispose() => _generator?.Dispose();

    private Tensor Draw(long[] shape, Func<long[], Tensor> draw)
    {
        if (_generator is null)
        {
            return Constant(shape, 0);
        }

        using var scope = NewDisposeScope();
        return draw(shape).to(Training.TorchRuntime.Device).MoveToOuterDisposeScope();
    }
}
