using Ttca.Learning.Training;
using static TorchSharp.torch;

namespace Ttca.Learning.Networks;

/// <summary>From 8-bit images to the tensors that networks take.</summary>
public static class PixelTensor
{
    /// <summary>uint8 [N,3,H,W] -> float32 [N,3,H,W] in [0,1] on <see cref="TorchRuntime.Device"/>.</summary>
    /// <exception cref="ArgumentException">The number of bytes is not a whole number of images.</exception>
    public static Tensor ToUnit(ReadOnlySpan<byte> pixels, int height, int width)
    {
        var imageLength = 3 * height * width;
        if (pixels.Length % imageLength != 0)
        {
            throw new ArgumentException(
                $"{pixels.Length} bytes are not a whole number of 3x{height}x{width} images of {imageLength} bytes.", nameof(pixels));
        }

        using var scope = NewDisposeScope();
        var bytes = empty([pixels.Length / imageLength, 3, height, width], ScalarType.Byte);
        pixels.CopyTo(bytes.bytes);
        return bytes.to(TorchRuntime.Device).to_type(ScalarType.Float32).div_(255).MoveToOuterDisposeScope();
    }
}
