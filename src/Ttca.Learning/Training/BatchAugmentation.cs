using Ttca.Datasets;

namespace Ttca.Learning.Training;

/// <summary>Random changes of 8-bit training images while a batch is gathered, row by row.</summary>
internal sealed class BatchAugmentation
{
    public const string Flip = "flip";
    public const string Crop = "crop";

    private readonly bool _flips;
    private readonly int _largestShiftY;
    private readonly int _largestShiftX;
    private readonly int _height;
    private readonly int _width;

    public BatchAugmentation(IReadOnlyList<string> names, int height, int width)
    {
        _height = height;
        _width = width;
        _flips = names.Contains(Flip);
        var crops = names.Contains(Crop);
        _largestShiftY = crops ? height / 8 : 0;      // 4 pixels of 32, as usual for CIFAR
        _largestShiftX = crops ? width / 8 : 0;
    }

    /// <summary>What is wrong with the names, or null.</summary>
    public static string? ErrorIn(IReadOnlyList<string> names)
    {
        var unknown = names.FirstOrDefault(n => n is not (Flip or Crop));
        return unknown is null ? null : $"There is no augmentation '{unknown}'. There are: {Flip}, {Crop}.";
    }

    /// <summary>Copies one planar image [3,H,W], moved and mirrored by chance; what moves in from outside is black.</summary>
    public void Copy(ReadOnlySpan<byte> image, Span<byte> target, ref SplitMix64 random)
    {
        var shiftY = random.NextInt(2 * _largestShiftY + 1) - _largestShiftY;
        var shiftX = random.NextInt(2 * _largestShiftX + 1) - _largestShiftX;
        var mirrored = _flips && random.NextInt(2) == 1;
        for (var row = 0; row < 3 * _height; row++)
        {
            var to = target.Slice(row * _width, _width);
            var y = row % _height + shiftY;
            if (y < 0 || y >= _height)
            {
                to.Clear();
                continue;
            }

            CopyRow(image.Slice((row + shiftY) * _width, _width), to, shiftX);
            if (mirrored)
            {
                to.Reverse();
            }
        }
    }

    private static void CopyRow(ReadOnlySpan<byte> from, Span<byte> to, int shift)
    {
        var kept = from.Length - Math.Abs(shift);
        if (shift >= 0)
        {
            from.Slice(shift, kept).CopyTo(to);
            to[kept..].Clear();
        }
        else
        {
            to[..-shift].Clear();
            from[..kept].CopyTo(to[-shift..]);
        }
    }
}
