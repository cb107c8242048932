using static TorchSharp.torch;

namespace Ttca.Learning.Networks.Layers;

/// <summary>
/// A linear map whose output goes to a <see cref="BatchNorm"/>, which brings the offset: it has no bias of its own
/// until that batch norm is folded into it.
/// </summary>
internal abstract class ProductLayer : Layer
{
    private FoldedBias? _folded;

    protected ProductLayer(string name, Tensor initial)
        : base(name) => Weight = Add("weight", initial, allowsLowPrecision: true);

    /// <summary>Output channels come first: [O,I,k,k] or [O,I].</summary>
    public Weight Weight { get; }

    protected Tensor? Bias => _folded?.Tensor;

    /// <param name="bias">[O], of the precision of the weight in use.</param>
    public void Fold(Tensor bias) => _folded = new FoldedBias(bias.DetachFromDisposeScope());

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _folded?.Tensor.Dispose();
        }

        base.Dispose(disposing);
    }

    // TorchSharp would take a field of type Tensor for a buffer of the state dict.
    private sealed record FoldedBias(Tensor Tensor);
}
