namespace Ttca.Datasets.Images;

/// <summary>Decodes many images in parallel; the result doesn't depend on who finishes first.</summary>
internal static class ImageLoader
{
    private const int BytesPerBlock = 64 << 20;
    private const int NamesShown = 5;
    private const int ReportEvery = 64;

    /// <summary>The images that could be decoded, in the order given, and what is to say of the others.</summary>
    /// <exception cref="DatasetException">More are broken than allowed.</exception>
    public static (ImageSet Images, IReadOnlyList<DatasetNote> Notes) Load(EncodedImages encoded, ImageLoading loading)
    {
        var (images, blocks) = (encoded.Images, new Blocks(encoded.Images.Count, 3 * loading.Size * loading.Size));
        var reasons = new string?[images.Count];
        var done = 0;
        var reporting = new Lock();
        OnAllCores.For(
            images.Count,
            i =>
            {
                reasons[i] = TryDecode(images[i], loading.Size, blocks[i]);
                lock (reporting)
                {
                    if (++done % ReportEvery == 0 || done == images.Count)
                    {
                        loading.Progress?.Invoke(done, images.Count);
                    }
                }
            },
            loading.Cancellation);
        Judge(images, reasons, encoded.Where, loading);
        var kept = Enumerable.Range(0, images.Count).ToLookup(i => reasons[i] is null);
        var all = new ImageSet(
            (image, pixels) => blocks[image].CopyTo(pixels),
            encoded.Labels, new Group[images.Count], loading.Size, loading.Size, encoded.Attributes,
            [
                .. images.Select(image => image.Name),
            ]);
        DatasetNote[] without = encoded.WithoutValues == 0
            ? []
            : [new(encoded.Split, DatasetNote.WithoutValues, DatasetNote.All, encoded.WithoutValues)];
        return (
            kept[false].Any() ? all.Select([.. kept[true]]) : all, [.. without, .. encoded.Count(DatasetNote.Broken, [.. kept[false]])]);
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
        var broken = images.Zip(reasons)
            .Where(pair => pair.Second is not null)
            .Select(pair => $"{pair.First.Name}: {pair.Second}")
            .ToList();
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

    /// <summary>Images in memory, in several arrays: one can't hold more than 2 GiB.</summary>
    private sealed class Blocks
    {
        private readonly int _length;
        private readonly int _perBlock;
        private readonly byte[][] _blocks;

        public Blocks(int count, int length)
        {
            _length = length;
            _perBlock = Math.Max(1, BytesPerBlock / length);
            _blocks = [.. Enumerable.Range(0, count).Chunk(_perBlock).Select(block => new byte[(long)block.Length * length])];
        }

        /// <summary>One image, [3,size,size].</summary>
        public Span<byte> this[int image] => _blocks[image / _perBlock].AsSpan(image % _perBlock * _length, _length);
    }
}
