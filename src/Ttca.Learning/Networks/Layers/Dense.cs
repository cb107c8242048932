using static TorchSharp.torch;

namespace Ttca.Learning.Networks.Layers;

/// <summary>Hidden fully connected layer without bias: [B,I] -> [B,O].</summary>
internal sealed class Dense(int input, int output, Initializer initializer)
    : ProductLayer(nameof(Dense), initializer.He([output, input]))
{
    public override Tensor forward(Tensor x) => nn.functional.linear(x, Weight.InUse, Bias);   // [B,O]
}
