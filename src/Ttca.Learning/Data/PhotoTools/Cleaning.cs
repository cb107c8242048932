using Ttca.Learning.Data.Transformations;

namespace Ttca.Learning.Data.PhotoTools;

/// <summary>
/// The median of each 3 x 3 neighbourhood, edge pixels repeated outwards, as <c>ImageFilter.MedianFilter(3)</c> of Pillow.
/// </summary>
public sealed class Denoise : PhotoTool
{
    public override string Name => "denoise";

    internal override void Apply(Span<byte> image, int width)
    {
        var area = image.Length / 3;
        var height = area / width;
        ReadOnlySpan<byte> original = image.ToArray();
        Span<byte> around = stackalloc byte[9];
        for (var i = 0; i < image.Length; i++)
        {
            var (start, x, y) = (i / area * area, i % width, i % area / width);
            for (var k = 0; k < around.Length; k++)
            {
                var (row, column) = (Math.Clamp(y + (k / 3) - 1, 0, height - 1), Math.Clamp(x + (k % 3) - 1, 0, width - 1));
                around[k] = original[start + (row * width) + column];
            }

            around.Sort();
            image[i] = around[4];
        }
    }
}

/// <summary>
/// Half the size and back, with the triangle filter of <see cref="LowResolution"/>: fine structure goes, noise and patterns with it.
/// </summary>
public sealed class DownAndUp : PhotoTool
{
    public override string Name => "down-and-up";

    internal override void Apply(Span<byte> image, int width) => LowResolution.Apply(image, width, factor: 2);
}
