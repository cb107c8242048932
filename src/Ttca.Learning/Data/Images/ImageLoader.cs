namespace Ttca.Learning.Data.Images;

/// <summary>Decodes many images in parallel; the result doesn't depend on who finishes first.</summary>
internal static class ImageLoader
{
    private const int NamesShown = 5;
    private const int ReportEvery = 64;

    /// <summary>The images that could be decoded, in the order given.</summary>
    /// <param name="images">What to decode.</param>
    /// <param name="where">How messages call all of them.</param>
    /// <param name="loading">How.</param>
    /// <returns>Pixels [M,3,size,size], and the M places in <paramref name="images"/> that they are of.</returns>
    /// <exception cref="DatasetException">More are broken than allowed, or all of them are too large for one array.</exception>
    public static (byte[] Pixels, int[] Kept) Load(IReadOnlyList<EncodedImage> images, string where, ImageLoading loading)
    {
        var length = 3L * loading.Size * loading.Size;
        if (images.Count * length > Array.MaxLength)
        {
            throw new DatasetException(
                $"{where}: {images.Count} images of 3x{loading.Size}x{loading.Size} don't fit into one array of {Array.MaxLength} bytes: lower dataset.size.");
        }

        var pixels = new byte[images.Count * length];     // [N,3,size,size]
        var reasons = new string?[images.Count];
        var done = 0;
        var reporting = new Lock();
        Parallel.For(0, images.Count, new ParallelOptions { CancellationToken = loading.Cancellation }, i =>
        {
            reasons[i] = TryDecode(images[i], loading.Size, pixels.AsSpan((int)(i * length), (int)length));
            lock (reporting)
            {
                if (++done % ReportEvery == 0 || done == images.Count)
                {
                    loading.Progress?.Invoke(done, images.Count);
                }
            }
        });
        int[] kept = [.. Enumerable.Range(0, images.Count).Where(i => reasons[i] is null)];
        Judge(images, reasons, where, loading);
        return (kept.Length == images.Count ? pixels : Pick(pixels, kept, (int)length), kept);
    }

    /// <summary>Null, or why it is broken.</summary>
    private static string? TryDecode(EncodedImage image, int size, Span<byte> pixels)
    {
        try
        {
            ImageDecoder.Decode(image.Read(), size, pixels);
            return null;
        }
        catch (Exception exception) when (exception is BrokenImageException or IOException or UnauthorizedAccessException)
        {
            return exception.Message;
        }
    }

    private static void Judge(IReadOnlyList<EncodedImage> images, string?[] reasons, string where, ImageLoading loading)
    {
        var broken = images.Zip(reasons).Where(pair => pair.Second is not null).Select(pair => $"{pair.First.Name}: {pair.Second}").ToList();
        if (broken.Count > loading.BrokenShare * images.Count)
        {
            var more = broken.Count > NamesShown ? $"; and {broken.Count - NamesShown} more" : "";
            throw new DatasetException(FormattableString.Invariant(
                $"{where}: {broken.Count} of {images.Count} images can't be used, and dataset.broken-share allows {loading.BrokenShare}: ")
                + $"{string.Join("; ", broken.Take(NamesShown))}{more}. Replace or remove them, or allow a larger share.");
        }

        foreach (var line in broken)
        {
            loading.Log?.Invoke($"left out: {line}");
        }
    }

    private static byte[] Pick(byte[] pixels, int[] kept, int length)
    {
        var result = new byte[kept.Length * length];
        for (var i = 0; i < kept.Length; i++)
        {
            pixels.AsSpan(kept[i] * length, length).CopyTo(result.AsSpan(i * length));
        }

        return result;
    }
}
