using SkiaSharp;

namespace Ttca.Reporting.Figures;

/// <summary>Drawing commands to files, without anything that differs from run to run (dates, identifiers).</summary>
internal static class FigureWriter
{
    private const string Creator = "TTCA";

    /// <param name="title">Goes into the document's metadata.</param>
    /// <param name="size">Page size in points.</param>
    /// <param name="draw">Draws on a canvas in points.</param>
    public static byte[] Pdf(string title, SKSize size, Action<SKCanvas> draw)
    {
        var metadata = new SKDocumentPdfMetadata
        {
            Title = title,
            Creator = Creator,
            Producer = Creator,
            RasterDpi = Figure.PngDotsPerInch,
            EncodingQuality = 101,      // above 100: images are kept without loss
        };
        using var stream = new MemoryStream();
        using (var document = SKDocument.CreatePdf(stream, metadata))
        {
            draw(document.BeginPage(size.Width, size.Height));
            document.EndPage();
            document.Close();
        }

        return stream.ToArray();
    }

    /// <inheritdoc cref="Pdf"/>
    public static byte[] Svg(string title, SKSize size, Action<SKCanvas> draw)
    {
        using var stream = new MemoryStream();
        using (var canvas = SKSvgCanvas.Create(SKRect.Create(size), stream))
        {
            draw(canvas);
        }

        stream.Position = 0;
        return SvgOutlines.Finish(stream, title, size);
    }

    /// <inheritdoc cref="Pdf"/>
    public static byte[] Png(SKSize size, Action<SKCanvas> draw)
    {
        const float scale = Figure.PngDotsPerInch / 72f;
        var info = new SKImageInfo((int)MathF.Round(size.Width * scale), (int)MathF.Round(size.Height * scale));
        using var surface = SKSurface.Create(info);
        surface.Canvas.Clear(SKColors.White);
        surface.Canvas.Scale(scale);
        draw(surface.Canvas);
        using var image = surface.Snapshot();
        using var data = image.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }
}
