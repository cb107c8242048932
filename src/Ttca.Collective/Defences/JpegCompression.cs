using SkiaSharp;
using static TorchSharp.torch;

namespace Ttca.Collective;

/// <summary>
/// Images are written as JPEG and read again (Dziugaite, Ghahramani and Roy 2016): what the eye hardly sees is what the quantisation drops.
/// Colour at half the resolution (4:2:0), as cameras and web sites write it.
/// </summary>
/// <remarks>libjpeg-turbo's exact integer transform: the same bytes on every machine and in every thread.</remarks>
public sealed class JpegCompression : ImageDefence
{
    private const byte Opaque = 255;

    public override string Name => "jpeg";

    public override string AmountIs => "a whole number from 1 to 100 (quality; 100 keeps most)";

    public override string Describe(double amount) => FormattableString.Invariant($"JPEG, quality {amount}");

    public override bool Takes(double amount) => IsWhole(amount, 1, 100);

    internal override void Apply(Span<byte> image, int width, double amount)
    {
        var area = image.Length / 3;
        using var bitmap = new SKBitmap(new SKImageInfo(width, area / width, SKColorType.Rgba8888, SKAlphaType.Opaque));
        var pixels = bitmap.GetPixelSpan();      // [H,W,4]
        for (var i = 0; i < area; i++)
        {
            (
                pixels[4 * i],
                pixels[(4 * i) + 1],
                pixels[(4 * i) + 2],
                pixels[(4 * i) + 3]) = (image[i], image[area + i], image[(2 * area) + i], Opaque);
        }

        Compress(bitmap, (int)amount);
        for (var i = 0; i < area; i++)
        {
            (image[i], image[area + i], image[(2 * area) + i]) = (pixels[4 * i], pixels[(4 * i) + 1], pixels[(4 * i) + 2]);
        }
    }

    internal override Tensor Surrogate(Tensor images, double amount) => SoftJpeg.Of(images, (int)amount);

    /// <summary>To JPEG and back into the same memory.</summary>
    private static void Compress(SKBitmap bitmap, int quality)
    {
        using var map = bitmap.PeekPixels();
        using var file = map.Encode(
            new SKJpegEncoderOptions(quality, SKJpegEncoderDownsample.Downsample420, SKJpegEncoderAlphaOption.Ignore))
            ?? throw new InvalidOperationException($"{bitmap.Width} x {bitmap.Height} pixels can't be written as JPEG");
        using var codec = SKCodec.Create(file);
        var result = codec.GetPixels(bitmap.Info, bitmap.GetPixels());
        if (result != SKCodecResult.Success)
        {
            throw new InvalidOperationException($"a JPEG image just written can't be read ({result})");
        }
    }
}
