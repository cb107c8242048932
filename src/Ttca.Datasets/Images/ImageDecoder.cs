using System.Buffers;
using SkiaSharp;

namespace Ttca.Datasets.Images;

/// <summary>Decodes an image file (JPEG, PNG, WebP, BMP, or the first frame of a GIF) and makes a square image of it.</summary>
/// <remarks>
/// The centre square is resized with <see cref="TriangleFilter"/> and turned upright as EXIF says. Values are as stored: colour profiles
/// are not applied. What is transparent is seen on black.
/// </remarks>
internal static class ImageDecoder
{
    /// <summary>Larger files are refused before they are read.</summary>
    public const long MaxFileBytes = 64L << 20;

    /// <summary>
    /// Images of more pixels are refused before memory is taken for them: a few bytes can stand for any number of pixels.
    /// </summary>
    public const long MaxPixels = 50_000_000;

    private static readonly string[] Endings = [".png", ".jpg", ".jpeg", ".jpe", ".jfif", ".webp", ".bmp", ".gif"];

    /// <summary>Whether a file of this name is taken for an image. What it is in truth, its content says.</summary>
    public static bool Reads(string name) => Endings.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase);

    /// <param name="file">Content of the file.</param>
    /// <param name="size">Height and width of the result.</param>
    /// <param name="image">Takes the result, [3,size,size].</param>
    /// <exception cref="BrokenImageException">No whole image of these formats, or a too large one.</exception>
    public static void Decode(byte[] file, int size, Span<byte> image)
    {
        using var data = SKData.CreateCopy(file);
        using var codec = SKCodec.Create(data) ?? throw new BrokenImageException("no image");
        if (codec.EncodedFormat is not (SKEncodedImageFormat.Jpeg
            or SKEncodedImageFormat.Png or SKEncodedImageFormat.Webp or SKEncodedImageFormat.Bmp or SKEncodedImageFormat.Gif))
        {
            throw new BrokenImageException($"{codec.EncodedFormat}, which is none of JPEG, PNG, WebP, BMP and GIF");
        }

        var (width, height) = (codec.Info.Width, codec.Info.Height);
        if ((long)width * height > MaxPixels)
        {
            throw new BrokenImageException($"{width} x {height} pixels, more than the {MaxPixels} that are accepted");
        }

        using var bitmap = new SKBitmap();
        if (!bitmap.TryAllocPixels(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Premul)))
        {
            throw new BrokenImageException($"{width} x {height} pixels, too many for the memory there is");
        }

        var result = codec.GetPixels(bitmap.Info, bitmap.GetPixels());
        if (result != SKCodecResult.Success)
        {
            throw new BrokenImageException(result == SKCodecResult.IncompleteInput ? "cut short" : $"can't be decoded ({result})");
        }

        var rented = ArrayPool<byte>.Shared.Rent(3 * size * size);
        var square = rented.AsSpan(0, 3 * size * size);     // [3,size,size], as the camera was held
        TriangleFilter.ResizeCentre(bitmap.GetPixelSpan(), width, height, size, square);
        TurnUpright(square, size, codec.EncodedOrigin == SKEncodedOrigin.Default ? PngOrientation.Of(file) : codec.EncodedOrigin, image);
        ArrayPool<byte>.Shared.Return(rented);
    }

    /// <summary>EXIF 2.3, tag 274. Turning the square at the end is the same as turning the whole at the start.</summary>
    private static void TurnUpright(ReadOnlySpan<byte> from, int size, SKEncodedOrigin origin, Span<byte> to)
    {
        var last = size - 1;
        for (var i = 0; i < from.Length; i++)
        {
            var (x, y) = (i % size, i / size % size);
            var (column, row) = origin switch
            {
                SKEncodedOrigin.TopRight => (last - x, y),
                SKEncodedOrigin.BottomRight => (last - x, last - y),
                SKEncodedOrigin.BottomLeft => (x, last - y),
                SKEncodedOrigin.LeftTop => (y, x),
                SKEncodedOrigin.RightTop => (y, last - x),
                SKEncodedOrigin.RightBottom => (last - y, last - x),
                SKEncodedOrigin.LeftBottom => (last - y, x),
                _ => (x, y),
            };
            to[i] = from[i - (y * size) - x + (row * size) + column];
        }
    }
}
