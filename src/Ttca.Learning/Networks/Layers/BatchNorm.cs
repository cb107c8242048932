using TorchSharp;
using static TorchSharp.torch;

namespace Ttca.Learning.Networks.Layers;

/// <summary>
/// Batch norm over all but the channel dimension. Scale, offset and statistics are float32 whatever the input's
/// precision; the output has the input's.
/// </summary>
internal sealed class BatchNorm : Layer
{
    /// <summary>As in PyTorch, so that a file written here means the same there.</summary>
    internal const double Epsilon = 1e-5;

    private const double Momentum = 0.1;

    private readonly Weight _scale;
    private readonly Weight _offset;
    private readonly Tensor _runningMean;
    private readonly Tensor _runningVariance;
    private readonly Tensor _batchesSeen;
    private bool _folded;

    public BatchNorm(int channels)
        : base(nameof(BatchNorm))
    {
        _scale = Add("weight", Initializer.Constant([channels], 1));
        _offset = Add("bias", Initializer.Constant([channels], 0));
        _runningMean = Initializer.Constant([channels], 0).DetachFromDisposeScope();
        _runningVariance = Initializer.Constant([channels], 1).DetachFromDisposeScope();
        _batchesSeen = zeros([], ScalarType.Int64).DetachFromDisposeScope();   // on the CPU: read every step without waiting for a GPU
        register_buffer("running_mean", _runningMean);
        register_buffer("running_var", _runningVariance);
        register_buffer("num_batches_tracked", _batchesSeen);
    }

    public override Tensor forward(Tensor x)
    {
        if (_folded)
        {
            return x.alias();
        }

        return nn.functional.batch_norm(
            x, _runningMean, _runningVariance, _scale.InUse, _offset.InUse, training, training ? CountBatch() : 0, Epsilon);
    }

    /// <summary>
    /// Moves this layer's evaluation mode into the layer before it:
    /// scale/sqrt(var+eps) * (W x - mean) + offset = (W * s) x + (offset - mean * s).
    /// </summary>
    public void FoldInto(ProductLayer layer, ScalarType precision)
    {
        using var scope = NewDisposeScope();
        using Scalar epsilon = Epsilon;
        var factor = _scale.Stored.detach() * _runningVariance.add(epsilon, Scalars.One).rsqrt();                          // [O]
        var weight = layer.Weight.Stored.detach();                                                         // [O,I,k,k] or [O,I]
        var perOutput = factor.view([-1, .. Enumerable.Repeat(1L, (int)weight.dim() - 1)]);                // [O,1,1,1] or [O,1]
        layer.Weight.Use(ChannelsLast.Of((weight * perOutput).to_type(precision)));
        layer.Fold((_offset.Stored.detach() - _runningMean * factor).to_type(precision));
        _folded = true;
    }

    /// <summary>
    /// The first batches are averaged evenly (1, 1/2, 1/3, ... down to the usual 0.1): short trainings, as a proxy's on
    /// few images, would otherwise end with statistics that still remember their initial values.
    /// </summary>
    private double CountBatch()
    {
        var seen = _batchesSeen.item<long>() + 1;
        using Scalar updated = seen;
        _batchesSeen.fill_(updated);
        return Math.Max(Momentum, 1.0 / seen);
    }
}
