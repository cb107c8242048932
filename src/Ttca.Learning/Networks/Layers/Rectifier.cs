using System.Numerics;
using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Ttca.Learning.Networks.Layers;

/// <summary>max(x, 0), in place.</summary>
/// <remarks>
/// libtorch 2.10 widens bfloat16 to float32 for it, and back, which took a seventh of the time that labels take (resnet8). Where no
/// gradients flow, its bits are compared as 16-bit integers: a number is below zero where its sign bit is set, and a positive one's bits
/// stay.
/// </remarks>
internal sealed class Rectifier() : nn.Module<Tensor, Tensor>(nameof(Rectifier))
{
    public override Tensor forward(Tensor x) => Apply(x).alias();

    public static Tensor Apply(Tensor x)
    {
        if (x.requires_grad || x.dtype != ScalarType.BFloat16 || x.device_type != DeviceType.CPU)
        {
            return x.relu_();
        }

        using var memory = x.dim() == 4 ? x.permute(0, 2, 3, 1) : x.alias();   // [B,H,W,C] lies in one piece where x is channels-last
        if (!memory.is_contiguous())
        {
            return x.relu_();
        }

        var values = MemoryMarshal.Cast<byte, short>(memory.bytes);
        var vectors = MemoryMarshal.Cast<short, Vector<short>>(values);
        for (var i = 0; i < vectors.Length; i++)
        {
            vectors[i] = Vector.Max(vectors[i], Vector<short>.Zero);
        }

        for (var i = vectors.Length * Vector<short>.Count; i < values.Length; i++)
        {
            values[i] = Math.Max(values[i], (short)0);
        }

        return x;
    }
}
