using Ttca.Learning.Networks.Layers;
using static TorchSharp.torch;

namespace Ttca.Learning.Networks;

/// <summary>
/// Residual network for small images (He et al. 2016, section 4.2): 3x3 stem without pooling, stages that halve the
/// size and raise the width, average over the remaining pixels: [B,3,H,W] -> [B,K].
/// </summary>
internal sealed class ResNet : nn.Module<Tensor, Tensor>
{
    private readonly Convolution _conv1;
    private readonly BatchNorm _bn1;
    private readonly List<nn.Module<Tensor, Tensor>> _stages = [];
    private readonly Classifier _linear;

    // The stem is as wide as the first stage.
    public ResNet(IReadOnlyList<int> widths, int blocksPerStage, Shortcut shortcut, int classes, Initializer initializer)
        : base(nameof(ResNet))
    {
        _conv1 = new Convolution(3, widths[0], stride: 1, initializer);
        _bn1 = new BatchNorm(widths[0]);
        register_module("conv1", _conv1);
        register_module("bn1", _bn1);
        var input = widths[0];
        for (var stage = 0; stage < widths.Count; stage++)
        {
            var blocks = new nn.Module<Tensor, Tensor>[blocksPerStage];
            for (var block = 0; block < blocksPerStage; block++)
            {
                var stride = stage > 0 && block == 0 ? 2 : 1;
                blocks[block] = new ResidualBlock(input, widths[stage], stride, shortcut, initializer);
                input = widths[stage];
            }

            _stages.Add(nn.Sequential(blocks));
            register_module($"layer{stage + 1}", _stages[stage]);
        }

        _linear = new Classifier(input, classes, initializer);
        register_module("linear", _linear);
    }

    public override Tensor forward(Tensor x)
    {
        using var scope = NewDisposeScope();
        var y = Rectifier.Apply(_bn1.call(_conv1.call(x)));       // [B,W0,H,W]
        foreach (var stage in _stages)
        {
            y = stage.call(y);                         // [B,Ws,H/2^s,W/2^s]
        }

        return _linear.call(Pooling.Mean(y)).MoveToOuterDisposeScope();   // [B,K]
    }
}

/// <summary>One block a stage.</summary>
internal sealed class ResNet8 : Architecture
{
    public override string Name => "resnet8";

    internal override nn.Module<Tensor, Tensor> Build(int classes, int height, int width, Initializer initializer) =>
        new ResNet([16, 32, 64], 1, Shortcut.ZeroPadded, classes, initializer);
}

/// <summary>The same, half as wide.</summary>
internal sealed class ThinResNet8 : Architecture
{
    public override string Name => "resnet8-thin";

    internal override nn.Module<Tensor, Tensor> Build(int classes, int height, int width, Initializer initializer) =>
        new ResNet([8, 16, 32], 1, Shortcut.ZeroPadded, classes, initializer);
}

/// <summary>Of He et al. 2016 for CIFAR-10.</summary>
internal sealed class ResNet20 : Architecture
{
    public override string Name => "resnet20";

    internal override nn.Module<Tensor, Tensor> Build(int classes, int height, int width, Initializer initializer) =>
        new ResNet([16, 32, 64], 3, Shortcut.ZeroPadded, classes, initializer);
}

/// <summary>As wide as the one for ImageNet, with the stem for small images.</summary>
internal sealed class ResNet18 : Architecture
{
    public override string Name => "resnet18";

    internal override nn.Module<Tensor, Tensor> Build(int classes, int height, int width, Initializer initializer) =>
        new ResNet([64, 128, 256, 512], 2, Shortcut.Projection, classes, initializer);
}
