using Ttca.Learning.Data.Transformations;

namespace Ttca.Learning.Data.PhotoTools;

/// <summary>
/// The kernel <c>(-2 -2 -2; -2 32 -2; -2 -2 -2) / 16</c>, which is <c>ImageFilter.SHARPEN</c> of Pillow; pixels at the edge stay.
/// </summary>
public sealed class Sharpen : PhotoTool
{
    public override string Name => "sharpen";

    internal override void Apply(Span<byte> image, int width)
    {
        var area = image.Length / 3;
        ReadOnlySpan<byte> original = image.ToArray();
        for (var i = 0; i < image.Length; i++)
        {
            var (x, y) = (i % width, i % area / width);
            if (x == 0 || y == 0 || x == width - 1 || y == (area / width) - 1)
            {
                continue;
            }

            var around = 0;
            for (var row = -1; row <= 1; row++)
            {
                foreach (var value in original.Slice(i + (row * width) - 1, 3))
                {
                    around += value;
                }
            }

            image[i] = Round(((34 * original[i]) - (2 * around)) / 16.0);
        }
    }
}

/// <summary>
/// Unsharp masking: <c>x + strength (x - blurred x)</c>, the usual way to undo a blur in a program for photos; Pillow's default is 2
/// pixels, 150 %.
/// </summary>
/// <param name="name">Such as <c>unsharp-mask</c>.</param>
/// <param name="deviation">Standard deviation of the blur, pixels.</param>
/// <param name="strength">1.5 is 150 %.</param>
public sealed class UnsharpMask(string name, double deviation, double strength) : PhotoTool
{
    public override string Name => name;

    internal override void Apply(Span<byte> image, int width)
    {
        var blurred = image.ToArray();
        Blur.Apply(blurred, width, deviation);
        for (var i = 0; i < image.Length; i++)
        {
            image[i] = Round(image[i] + (strength * (image[i] - blurred[i])));
        }
    }
}
