using TorchSharp;
using Ttca.Learning.Networks;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Ttca.Collective;

/// <summary>
/// JPEG with a derivative (Shin and Song 2017): the codec's steps with rounding replaced by r + (c - r)^3, r the nearest whole number to c.
/// Its slope is that of how much a coefficient moves what is kept: none where quantisation drops it, as it does most fine structure; the
/// identity's would spend epsilon on that.
/// </summary>
internal static class SoftJpeg
{
    private const int Block = 8;

    private static readonly Scalar Zero = 0.0;
    private static readonly Scalar Range = 255.0;
    private static readonly Scalar Grey = 128.0;

    /// <summary>Tables K.1 and K.2 of ITU-T T.81: steps of the coefficients at quality 50, row by row.</summary>
    private static readonly int[] Luminance =
    [
        16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51, 87, 80, 62,
        18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100,
        103, 99,
    ];

    private static readonly int[] Chrominance =
    [
        17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99, 24, 26, 56, 99, 99, 99, 99, 99, 47, 66, 99, 99, 99, 99, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
    ];

    /// <summary>Y, Cb, Cr of R, G, B, and back (JFIF 1.02); chroma around 0.</summary>
    private static readonly float[] ToYCbCr = [0.299f, 0.587f, 0.114f, -0.168736f, -0.331264f, 0.5f, 0.5f, -0.418688f, -0.081312f];

    private static readonly float[] ToRgb = [1, 0, 1.402f, 1, -0.344136f, -0.714136f, 1, 1.772f, 0];

    /// <summary>The orthonormal cosine transform of a block, <c>[64,1,8,8]</c>.</summary>
    private static readonly float[] Cosines =
    [
        .. from v in Enumerable.Range(0, Block)
           from u in Enumerable.Range(0, Block)
           from y in Enumerable.Range(0, Block)
           from x in Enumerable.Range(0, Block)
           select (float)(Cosine(v, y) * Cosine(u, x)),
    ];

    /// <param name="images">float <c>[B,3,H,W]</c> in 0..1.</param>
    /// <param name="quality">From 1 to 100.</param>
    /// <returns>float <c>[B,3,H,W]</c> in 0..1.</returns>
    public static Tensor Of(Tensor images, int quality)
    {
        var (height, width) = (images.shape[2], images.shape[3]);
        var padded = F.pad(images, [0, Missing(width), 0, Missing(height)], PaddingModes.Replicate);           // to whole blocks of chroma
        var colours = Recolour(padded.mul(Range), ToYCbCr);                                                    // [B,3,H',W']
        var luma = Quantise(colours.narrow(1, 0, 1).sub(Grey), Luminance, quality).add(Grey, Scalars.One);
        var chroma = Quantise(F.avg_pool2d(colours.narrow(1, 1, 2), 2), Chrominance, quality);                  // [B,2,H'/2,W'/2]
        var upsampled = F.interpolate(chroma, scale_factor: [2, 2], mode: InterpolationMode.Bilinear, align_corners: false);
        var decoded = Recolour(cat([luma, upsampled], 1), ToRgb).div(Range).clamp(Zero, Scalars.One);
        return decoded.narrow(2, 0, height).narrow(3, 0, width);
    }

    /// <summary>A matrix on the channels of each pixel.</summary>
    private static Tensor Recolour(Tensor images, float[] matrix) =>
        tensor(matrix, device: images.device).reshape(3, 3).matmul(images.flatten(2)).reshape(images.shape);

    /// <summary>Blocks of each plane to coefficients, these to whole steps, softly, and back.</summary>
    private static Tensor Quantise(Tensor planes, int[] table, int quality)
    {
        var cosines = tensor(Cosines, device: planes.device).reshape(Block * Block, 1, Block, Block);
        var steps = tensor([.. table.Select(step => Scaled(step, quality))], device: planes.device).reshape(1, Block * Block, 1, 1);
        var coefficients = F.conv2d(planes.flatten(0, 1).unsqueeze(1), cosines, strides: [Block, Block]).div(steps);   // [B C,64,H/8,W/8]
        var whole = coefficients.detach().round();
        var rest = coefficients.sub(whole);
        var kept = whole.add(rest * rest * rest, Scalars.One).mul(steps);
        return F.conv_transpose2d(kept, cosines, strides: [Block, Block]).reshape(planes.shape);
    }

    /// <summary>As libjpeg scales its tables.</summary>
    private static float Scaled(int step, int quality) =>
        Math.Clamp((step * (quality < 50 ? 5_000 / quality : 200 - 2 * quality) + 50) / 100, 1, 255);

    private static double Cosine(int frequency, int place) =>
        Math.Sqrt((frequency == 0 ? 1.0 : 2.0) / Block) * Math.Cos((2 * place + 1) * frequency * Math.PI / (2 * Block));

    private static long Missing(long length) => (2 * Block - length % (2 * Block)) % (2 * Block);
}
