using static TorchSharp.torch;

namespace Ttca.Learning.Networks.Layers;

/// <summary>1x1 convolution without bias: [B,I,H,W] -> [B,O,H/stride,W/stride].</summary>
/// <remarks>
/// A matrix product over channels, which with channels-last needs no copy. Not left to libtorch's convolution: the
/// oneDNN of libtorch 2.10 gets 256 -> 512 channels on few pixels wrong by more than a tenth (kernel brgconv_1x1, float32,
/// channels-last, AVX-512).
/// </remarks>
internal sealed class PointwiseConvolution(int input, int output, int stride, Initializer initializer)
    : ProductLayer(nameof(PointwiseConvolution), initializer.He([output, input, 1, 1]))
{
    public override Tensor forward(Tensor x)
    {
        using var scope = NewDisposeScope();
        var sampled = Pooling.Every(stride, x);                                                              // [B,I,H/stride,W/stride]
        var products = nn.functional.linear(sampled.permute(0, 2, 3, 1), Weight.InUse.flatten(1), Bias);     // [B,H/stride,W/stride,O]
        return products.permute(0, 3, 1, 2).MoveToOuterDisposeScope();                                       // [B,O,H/stride,W/stride]
    }
}
