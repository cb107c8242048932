using static TorchSharp.torch;

namespace Ttca.Learning.Networks.Layers;

/// <summary>
/// Last layer: [B,I] -> logits [B,K], always in float32: it costs next to nothing, and logits in bfloat16 (8 bits of
/// mantissa) would make ties between classes.
/// </summary>
internal sealed class Classifier : Layer
{
    private readonly Weight _weight;
    private readonly Weight _bias;

    public Classifier(int input, int classes, Initializer initializer)
        : base(nameof(Classifier))
    {
        _weight = Add("weight", initializer.Uniform([classes, input], 1 / Math.Sqrt(input)));
        _bias = Add("bias", Initializer.Constant([classes], 0));
    }

    public override Tensor forward(Tensor x)
    {
        using var features = x.to_type(ScalarType.Float32);
        return nn.functional.linear(features, _weight.InUse, _bias.InUse);   // [B,K]
    }
}
