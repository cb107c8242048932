using Ttca.Learning.Networks.Layers;
using Ttca.Parameters;
using static TorchSharp.torch;

namespace Ttca.Learning.Networks;

/// <summary>A kind of network with its widths and depths, which experiments choose by its name. A new one is a class.</summary>
public abstract class Architecture : INamed
{
    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <summary>A fresh module: [B,3,H,W] -> [B,K].</summary>
    /// <param name="classes">K, from 2.</param>
    /// <param name="height">H, from <see cref="Architectures.SmallestSide"/>.</param>
    /// <param name="width">W, likewise.</param>
    /// <param name="initializer">Draws the weights.</param>
    internal abstract nn.Module<Tensor, Tensor> Build(int classes, int height, int width, Initializer initializer);
}
