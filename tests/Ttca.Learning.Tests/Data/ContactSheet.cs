using SkiaSharp;
using Ttca.Datasets;

namespace Ttca.Learning.Tests.Data;

/// <summary>Images side by side in one PNG, to be looked at and compared to pixel by pixel.</summary>
internal static class ContactSheet
{
    public static byte[] Png(ImageSet images, int columns)
    {
        using var bitmap = new SKBitmap(
            columns * images.Width, (images.Count + columns - 1) / columns * images.Height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        for (var i = 0; i < images.Count; i++)
        {
            var image = images.Image(i);
            var area = images.Width * images.Height;
            for (var pixel = 0; pixel < area; pixel++)
            {
                var (x, y) = (i % columns * images.Width + pixel % images.Width, i / columns * images.Height + pixel / images.Width);
                bitmap.SetPixel(x, y, new SKColor(image[pixel], image[area + pixel], image[2 * area + pixel]));
            }
        }

        using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    public static SKColor[] Pixels(byte[] png)
    {
        using var bitmap = SKBitmap.Decode(png);
        return bitmap.Pixels;
    }
}
