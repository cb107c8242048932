using static TorchSharp.torch;

namespace Ttca.Learning.Networks.Layers;

/// <summary>3x3 convolution without bias, padded to keep the size: [B,I,H,W] -> [B,O,H/stride,W/stride].</summary>
internal sealed class Convolution(int input, int output, int stride, Initializer initializer)
    : ProductLayer(nameof(Convolution), initializer.He([output, input, 3, 3]))
{
    private readonly long[] _strides = [stride, stride];
    private readonly long[] _padding = [1, 1];

    public override Tensor forward(Tensor x) =>
        nn.functional.conv2d(x, Weight.InUse, Bias, _strides, _padding);   // [B,O,H/stride,W/stride]
}
