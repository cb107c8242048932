using Ttca.Learning.Networks.Layers;
using static TorchSharp.torch;

namespace Ttca.Learning.Networks;

internal static class Folding
{
    /// <summary>
    /// Folds every batch norm into the convolution or dense layer registered right before it in the same module: the
    /// order in which all modules here declare (and call) them.
    /// </summary>
    public static void FoldBatchNorms(nn.Module root, ScalarType precision)
    {
        foreach (var module in root.modules().Prepend(root))   // modules() leaves the root out
        {
            nn.Module? previous = null;
            foreach (var (_, child) in module.named_children())
            {
                if (child is BatchNorm norm)
                {
                    norm.FoldInto(
                        previous as ProductLayer
                            ?? throw new InvalidOperationException("A batch norm has to follow a convolution or a dense layer."),
                        precision);
                }

                previous = child;
            }
        }
    }
}
