using SkiaSharp;

namespace Ttca.Reporting.Figures.Grids;

/// <summary>An 8-bit RGB image, planar: all red values row by row, then green, then blue.</summary>
public sealed class PlanarImage
{
    private readonly byte[] _pixels;     // [3,H,W]

    /// <param name="pixels">uint8 [3,H,W]; copied.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <exception cref="ArgumentException">The length isn't 3 * height * width.</exception>
    public PlanarImage(ReadOnlySpan<byte> pixels, int height, int width)
    {
        if (height < 1 || width < 1 || pixels.Length != 3 * height * width)
        {
            throw new ArgumentException(
                $"{pixels.Length} bytes are not an RGB image of {height} x {width}, which takes {3 * height * width}");
        }

        _pixels = pixels.ToArray();
        Height = height;
        Width = width;
    }

    public int Height { get; }

    public int Width { get; }

    /// <summary>A value, in the order of the constructor.</summary>
    public byte ValueAt(int index) => _pixels[index];

    /// <summary>
    /// A perturbation made visible: no change is mid-grey (128), -epsilon black (0), +epsilon full brightness (255), per channel.
    /// </summary>
    /// <param name="deltas">int8 [3,H,W], in steps of 1/255.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="epsilonPixels">The largest size that a change may have, in steps of 1/255; from 1.</param>
    /// <exception cref="ArgumentException">A change is larger than epsilon: the picture would not show it.</exception>
    public static PlanarImage OfPerturbation(ReadOnlySpan<sbyte> deltas, int height, int width, int epsilonPixels)
    {
        var visible = new byte[deltas.Length];
        for (var i = 0; i < deltas.Length; i++)
        {
            if (Math.Abs((int)deltas[i]) > epsilonPixels)
            {
                throw new ArgumentException($"a change of {deltas[i]}/255 is larger than epsilon, {epsilonPixels}/255");
            }

            visible[i] = (byte)Math.Round(127.5 + 127.5 * deltas[i] / epsilonPixels);
        }

        return new PlanarImage(visible, height, width);
    }

    /// <summary>
    /// Each pixel becomes a square of <paramref name="factor"/> x <paramref name="factor"/>. Viewers smooth small images when they enlarge
    /// them, which would show pixels that aren't there; so we enlarge them ourselves.
    /// </summary>
    internal SKImage Enlarge(int factor)
    {
        var info = new SKImageInfo(Width * factor, Height * factor, SKColorType.Rgba8888, SKAlphaType.Opaque);
        var interleaved = new byte[info.BytesSize];     // [H*factor, W*factor, 4]
        var plane = Height * Width;
        for (var y = 0; y < info.Height; y++)
        {
            for (var x = 0; x < info.Width; x++)
            {
                var from = y / factor * Width + x / factor;
                var to = 4 * (y * info.Width + x);
                interleaved[to] = _pixels[from];
                interleaved[to + 1] = _pixels[plane + from];
                interleaved[to + 2] = _pixels[2 * plane + from];
                interleaved[to + 3] = byte.MaxValue;
            }
        }

        return SKImage.FromPixelCopy(info, interleaved);
    }
}
