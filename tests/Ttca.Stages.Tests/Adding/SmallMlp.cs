using Ttca.Learning.Networks.Layers;
using static TorchSharp.torch;

namespace Ttca.Learning.Networks;

/// <summary>One hidden layer.</summary>
internal sealed class SmallMlp : Architecture
{
    public override string Name => "mlp-small";

    internal override nn.Module<Tensor, Tensor> Build(int classes, int height, int width, Initializer initializer) =>
        new Mlp(3 * height * width, [32], classes, initializer);
}
