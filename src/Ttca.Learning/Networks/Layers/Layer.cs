using static TorchSharp.torch;

namespace Ttca.Learning.Networks.Layers;

/// <summary>A leaf of a network: the only place where parameters live.</summary>
internal abstract class Layer(string name) : nn.Module<Tensor, Tensor>(name)
{
    private readonly List<Weight> _weights = [];

    public IReadOnlyList<Weight> Weights => _weights;

    protected Weight Add(string parameterName, Tensor initial, bool allowsLowPrecision = false)
    {
        var weight = new Weight(initial, allowsLowPrecision);
        _weights.Add(weight);
        register_parameter(parameterName, weight.Stored);
        return weight;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _weights.ForEach(w => w.Dispose());
        }

        base.Dispose(disposing);
    }
}
