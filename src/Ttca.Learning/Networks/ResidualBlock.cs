using Ttca.Learning.Networks.Layers;
using static TorchSharp.torch;

namespace Ttca.Learning.Networks;

/// <summary>How a block's input reaches its output where the shape changes (He et al. 2016, section 3.3).</summary>
internal enum Shortcut
{
    /// <summary>Option A: every second pixel, missing channels are zero; no parameters.</summary>
    ZeroPadded,

    /// <summary>Option B: 1x1 convolution with batch norm.</summary>
    Projection,
}

/// <summary>Two 3x3 convolutions around a shortcut: [B,I,H,W] -> [B,O,H/stride,W/stride].</summary>
internal sealed class ResidualBlock : nn.Module<Tensor, Tensor>
{
    private readonly Convolution conv1;
    private readonly BatchNorm bn1;
    private readonly Convolution conv2;
    private readonly BatchNorm bn2;
    private readonly nn.Module<Tensor, Tensor>? shortcut;
    private readonly int stride;
    private readonly int addedChannels;

    public ResidualBlock(int input, int output, int stride, Shortcut kind, Initializer initializer)
        : base(nameof(ResidualBlock))
    {
        this.stride = stride;
        addedChannels = output - input;
        conv1 = new Convolution(input, output, stride, initializer);
        bn1 = new BatchNorm(output);
        conv2 = new Convolution(output, output, stride: 1, initializer);
        bn2 = new BatchNorm(output);
        if (kind == Shortcut.Projection && (stride != 1 || addedChannels != 0))
        {
            shortcut = nn.Sequential(
                new PointwiseConvolution(input, output, stride, initializer), new BatchNorm(output));
        }

        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        using var scope = NewDisposeScope();
        var y = Rectifier.Apply(bn1.call(conv1.call(x)));      // [B,O,H/stride,W/stride]
        y = bn2.call(conv2.call(y));
        return Rectifier.Apply(y.add_(Skip(x), Scalars.One)).MoveToOuterDisposeScope();
    }

    private Tensor Skip(Tensor x)
    {
        if (shortcut is not null)
        {
            return shortcut.call(x);                  // [B,O,H/stride,W/stride]
        }

        if (stride == 1 && addedChannels == 0)
        {
            return x;
        }

        var sampled = Pooling.Every(stride, x);                                               // [B,I,H/stride,W/stride]
        var before = addedChannels / 2;
        return nn.functional.pad(sampled, [0, 0, 0, 0, before, addedChannels - before]);      // [B,O,H/stride,W/stride]
    }
}
