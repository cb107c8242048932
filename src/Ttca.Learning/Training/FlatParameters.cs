using Ttca.Learning.Networks.Layers;
using static TorchSharp.torch;

namespace Ttca.Learning.Training;

/// <summary>
/// All parameters of a network behind one another in one float32 buffer, and gradients likewise, so that a step of the
/// optimiser is a few operations in all instead of a few per parameter. The network computes with views of it; with low
/// precision, products compute with views of one low-precision copy that is refreshed once per step.
/// </summary>
/// <remarks>Order: weights that allow low precision, then the others that decay, then the rest.</remarks>
internal sealed class FlatParameters : IDisposable
{
    private readonly List<Weight> _weights;
    private readonly List<Tensor> _owned = [];
    private readonly Tensor? _lowValues;
    private readonly Tensor? _lowGradients;

    public FlatParameters(IEnumerable<Weight> allWeights, ScalarType precision)
    {
        _weights = [.. allWeights.OrderBy(w => w.AllowsLowPrecision ? 0 : w.Decays ? 1 : 2)];
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        Values = Own(Allocate(Length(_ => true), ScalarType.Float32));
        Gradients = Own(Allocate(Length(_ => true), ScalarType.Float32));
        DecayingValues = Own(Values.narrow(0, 0, Length(w => w.Decays)));
        DecayingGradients = Own(Gradients.narrow(0, 0, Length(w => w.Decays)));
        if (precision != ScalarType.Float32)
        {
            _lowValues = Own(Allocate(Length(w => w.AllowsLowPrecision), precision));
            _lowGradients = Own(Allocate(Length(w => w.AllowsLowPrecision), precision));
        }

        long offset = 0;
        foreach (var weight in _weights)
        {
            ViewOf(Values, offset, weight).copy_(weight.Stored);
            var isLow = _lowValues is not null && weight.AllowsLowPrecision;
            var inUse = ViewOf(isLow ? _lowValues! : Values, offset, weight).detach().requires_grad_(true);
            inUse.grad = ViewOf(isLow ? _lowGradients! : Gradients, offset, weight);
            weight.Use(inUse);
            offset += weight.Stored.numel();
        }

        RefreshLowPrecision();
    }

    /// <summary>float32 [P].</summary>
    public Tensor Values { get; }

    /// <summary>float32 [P]; complete after <see cref="CollectGradients"/>.</summary>
    public Tensor Gradients { get; }

    public Tensor DecayingValues { get; }

    public Tensor DecayingGradients { get; }

    /// <summary>Sets the gradients to zero; the backward pass adds to them in place.</summary>
    public void ZeroGradients()
    {
        Gradients.zero_();
        _lowGradients?.zero_();
    }

    /// <summary>Brings gradients of low precision to float32.</summary>
    public void CollectGradients()
    {
        if (_lowGradients is not null)
        {
            Gradients.narrow(0, 0, _lowGradients.numel()).copy_(_lowGradients);
        }
    }

    /// <summary>Lets the products see the values as they are now.</summary>
    public void RefreshLowPrecision()
    {
        if (_lowValues is not null)
        {
            _lowValues.copy_(Values.narrow(0, 0, _lowValues.numel()));
        }
    }

    /// <summary>Copies the values back to where the state dict is written from.</summary>
    public void Store()
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        long offset = 0;
        foreach (var weight in _weights)
        {
            weight.Stored.copy_(ViewOf(Values, offset, weight));
            offset += weight.Stored.numel();
        }
    }

    /// <summary>Gives the network its stored parameters back.</summary>
    public void Dispose()
    {
        _weights.ForEach(w => w.UseStored());
        _owned.ForEach(t => t.Dispose());
    }

    /// <summary>Filters [O,I,k,k] lie in channels-last order: O,k,k,I.</summary>
    private static Tensor ViewOf(Tensor flat, long offset, Weight weight)
    {
        var shape = weight.Stored.shape;
        var part = flat.narrow(0, offset, weight.Stored.numel());
        return shape.Length == 4
            ? part.view(shape[0], shape[2], shape[3], shape[1]).permute(0, 3, 1, 2)   // [O,I,k,k]
            : part.view(shape);
    }

    private static Tensor Allocate(long length, ScalarType type) => zeros(length, type, TorchRuntime.Device);

    private long Length(Func<Weight, bool> condition) => _weights.Where(condition).Sum(w => w.Stored.numel());

    private Tensor Own(Tensor tensor)
    {
        _owned.Add(tensor.DetachFromDisposeScope());
        return tensor;
    }
}
