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
    private readonly Convolution _conv1;
    private readonly BatchNorm _bn1;
    private readonly Convolution _conv2;
    private readonly BatchNorm _bn2;
    private readonly nn.Module<Tensor, Tensor>? _shortcut;
    private readonly int _stride;
    private readonly int _addedChannels;

    public ResidualBlock(int input, int output, int stride, Shortcut kind, Initializer initializer)
        : base(nameof(ResidualBlock))
    {
        _stride = stride;
        _addedChannels = output - input;
        _conv1 = new Convolution(input, output, stride, initializer);
        _bn1 = new BatchNorm(output);
        _conv2 = new Convolution(output, output, stride: 1, initializer);
        _bn2 = new BatchNorm(output);
        register_module("conv1", _conv1);
        register_module("bn1", _bn1);
        register_module("conv2", _conv2);
        register_module("bn2", _bn2);
        if (kind == Shortcut.Projection && (stride != 1 || _addedChannels != 0))
        {
            _shortcut = nn.Sequential(
                new PointwiseConvolution(input, output, stride, initializer), new BatchNorm(output));
            register_module("shortcut", _shortcut);
        }
    }

    public override Tensor forward(Tensor x)
    {
        using var scope = NewDisposeScope();
        var y = Rectifier.Apply(_bn1.call(_conv1.call(x)));      // [B,O,H/stride,W/stride]
        y = _bn2.call(_conv2.call(y));
        return Rectifier.Apply(y.add_(Skip(x), Scalars.One)).MoveToOuterDisposeScope();
    }

    private Tensor Skip(Tensor x)
    {
        if (_shortcut is not null)
        {
            return _shortcut.call(x);                  // [B,O,H/stride,W/stride]
        }

        if (_stride == 1 && _addedChannels == 0)
        {
            return x;
        }

        var sampled = Pooling.Every(_stride, x);                                               // [B,I,H/stride,W/stride]
        var before = _addedChannels / 2;
        return nn.functional.pad(sampled, [0, 0, 0, 0, before, _addedChannels - before]);      // [B,O,H/stride,W/stride]
    }
}
