using TorchSharp;
using Ttca.Datasets;
using Ttca.Learning.Networks;
using static TorchSharp.torch;

namespace Ttca.Learning.Training;

/// <summary>
/// The adversary of fast adversarial training (Wong, Rice and Kolter 2020): a start uniform in the box of +-epsilon around the image, one
/// step of 1.25 epsilon along the sign of the loss's gradient, back into the box and into [0,1].
/// </summary>
/// <param name="loss">
/// Of images [B,3,H,W] and targets [B,K], as the training has it at that step; batch norm stays in training mode, as in the paper's code.
/// </param>
/// <param name="epsilon">Above 0.</param>
/// <param name="seed">Of the starts; each step of the training has its own.</param>
internal sealed class FastGradientSign(Func<Tensor, Tensor, Tensor> loss, PixelFraction epsilon, long seed)
{
    private const double StepLength = 1.25;     // times epsilon, section 4.2 of the paper

    private static readonly Scalar Black = 0.0;

    private readonly double _epsilon = epsilon.Value;     // where pixels run from 0 to 1

    /// <summary>Images [B,3,H,W] that are harder than these, in the caller's dispose scope.</summary>
    /// <param name="images">float32 [B,3,H,W] in [0,1]; not changed.</param>
    /// <param name="targets">float32 [B,K].</param>
    /// <param name="step">Of the training, from 0.</param>
    public Tensor Attack(Tensor images, Tensor targets, int step)
    {
        using var scope = NewDisposeScope();
        using Scalar size = _epsilon;
        using Scalar length = StepLength * _epsilon;
        var start = images.add(Draw(images.shape, step), Scalars.One).clamp_(Black, Scalars.One).requires_grad_(true);     // [B,3,H,W]
        var gradient = autograd.grad([loss(start, targets)], [start])[0];                                                  // [B,3,H,W]
        using var noGradients = no_grad();
        var lowest = images.sub(size);
        var highest = images.add(size, Scalars.One);
        var moved = start.detach().add(gradient.sign(), length);                                                           // [B,3,H,W]
        return moved.maximum(lowest).minimum(highest).clamp_(Black, Scalars.One).MoveToOuterDisposeScope();
    }

    private Tensor Draw(long[] shape, int step)
    {
        var random = SplitMix64.Of(seed, -1 - step);     // those of the epochs' orders are positive
        var values = new float[shape.Aggregate(1L, (a, b) => a * b)];
        foreach (ref var value in values.AsSpan())
        {
            value = (float)random.NextDouble(-_epsilon, _epsilon);
        }

        return tensor(values, shape, device: TorchRuntime.Device);
    }
}
