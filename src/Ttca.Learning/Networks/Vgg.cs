using Ttca.Learning.Networks.Layers;
using static TorchSharp.torch;

namespace Ttca.Learning.Networks;

/// <summary>
/// Plain stack in the manner of VGG (Simonyan and Zisserman 2015) with batch norm: per width two 3x3 convolutions and
/// a 2x2 maximum, then the average over the remaining pixels: [B,3,H,W] -> [B,K].
/// </summary>
internal sealed class Vgg : nn.Module<Tensor, Tensor>
{
    private readonly nn.Module<Tensor, Tensor> _features;
    private readonly Classifier _classifier;

    public Vgg(IReadOnlyList<int> widths, int classes, Initializer initializer)
        : base(nameof(Vgg))
    {
        var layers = new List<nn.Module<Tensor, Tensor>>();
        var input = 3;
        foreach (var width in widths)
        {
            for (var i = 0; i < 2; i++)
            {
                layers.Add(new Convolution(input, width, stride: 1, initializer));
                layers.Add(new BatchNorm(width));
                layers.Add(new Rectifier());
                input = width;
            }

            layers.Add(nn.MaxPool2d(2));
        }

        _features = nn.Sequential(layers);
        _classifier = new Classifier(input, classes, initializer);
        register_module("features", _features);
        register_module("classifier", _classifier);
    }

    public override Tensor forward(Tensor x)
    {
        using var scope = NewDisposeScope();
        var pooled = Pooling.Mean(_features.call(x));                   // [B,Wlast]
        return _classifier.call(pooled).MoveToOuterDisposeScope();      // [B,K]
    }
}

/// <summary>Three widths.</summary>
internal sealed class SmallVgg : Architecture
{
    public override string Name => "vgg-small";

    internal override nn.Module<Tensor, Tensor> Build(int classes, int height, int width, Initializer initializer) =>
        new Vgg([32, 64, 128], classes, initializer);
}
