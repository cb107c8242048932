using Ttca.Learning.Networks.Layers;
using static TorchSharp.torch;

namespace Ttca.Learning.Networks;

/// <summary>Fully connected layers with batch norm on the flattened image: [B,3,H,W] -> [B,K].</summary>
internal sealed class Mlp : nn.Module<Tensor, Tensor>
{
    private readonly nn.Module<Tensor, Tensor> _features;
    private readonly Classifier _classifier;

    public Mlp(int pixels, IReadOnlyList<int> widths, int classes, Initializer initializer)
        : base(nameof(Mlp))
    {
        var layers = new List<nn.Module<Tensor, Tensor>>();
        var input = pixels;
        foreach (var width in widths)
        {
            layers.Add(new Dense(input, width, initializer));
            layers.Add(new BatchNorm(width));
            layers.Add(new Rectifier());
            input = width;
        }

        _features = nn.Sequential(layers);
        _classifier = new Classifier(input, classes, initializer);
        register_module("features", _features);
        register_module("classifier", _classifier);
    }

    public override Tensor forward(Tensor x)
    {
        using var scope = NewDisposeScope();
        var flat = x.flatten(1);                                                 // [B,3*H*W]
        return _classifier.call(_features.call(flat)).MoveToOuterDisposeScope();   // [B,K]
    }
}

/// <summary>Two hidden layers.</summary>
internal sealed class TwoLayerMlp : Architecture
{
    public override string Name => "mlp";

    internal override nn.Module<Tensor, Tensor> Build(int classes, int height, int width, Initializer initializer) =>
        new Mlp(3 * height * width, [512, 256], classes, initializer);
}
