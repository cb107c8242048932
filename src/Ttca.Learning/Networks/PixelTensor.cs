using Ttca.Learning.Training;
using static TorchSharp.torch;

namespace Ttca.Learning.Networks;

/// <summary>From 8-bit images to the tensors that networks take.</summary>
public static class PixelTensor
{
    /// <summary>uint8 [N,3,H,W] -> float32 [N,3,H,W] in [0,1] on <see cref="TorchRuntime.Device"/>.</summary>
    /// <exception cref="ArgumentException">The number of bytes is not a whole number of images.</exception>
    public static Tensor ToUnit(ReadOnlySpan<byte> pixels, int height, int width) => ToUnit(pixels, height, width, smallestCount: 0);

    /// <summary>The same, with black images behind the others where there are fewer than <paramref name="smallestCount"/>.</summary>
    internal static Tensor ToUnit(ReadOnlySpan<byte> pixels, int height, int width, int smallestCount)
    {
        var imageLength = 3 * height * width;
        if (pixels.Length % imageLength != 0)
        {
            throw new ArgumentException(
                $"{pixels.Length} bytes are not a whole number of 3x{height}x{width} images of {imageLength} bytes.", nameof(pixels));
        }

        using var scope = NewDisposeScope();
        var bytes = empty([Math.Max(smallestCount, pixels.Length / imageLength), 3, height, width], ScalarType.Byte);
        pixels.CopyTo(bytes.bytes);
        bytes.bytes[pixels.Length..].Clear();
        return bytes.to(TorchRuntime.Device).to_type(ScalarType.Float32).div_(Scalars.LargestPixel).MoveToOuterDisposeScope();
    }
}
