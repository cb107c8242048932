using Ttca.Datasets;
using Ttca.Datasets.Images;

namespace Ttca.Learning.Data.Transformations;

/// <summary>A cheap camera: the image is shrunk, and enlarged to its size again; what was finer than a small pixel is gone.</summary>
public sealed class LowResolution : Transformation
{
    public override string Name => "low-resolution";

    public override string AmountMeans => "factor by which each side shrinks; 1 changes nothing";

    public override double Minimum => 1;

    public override double Maximum => 16;

    internal override void Apply(Span<byte> image, int width, double amount, ref SplitMix64 random) => Apply(image, width, amount);

    /// <summary>Shrinks and enlarges one image <c>[3,H,W]</c> in place, with a triangle filter both ways ("bilinear" of Pillow).</summary>
    internal static void Apply(Span<byte> image, int width, double factor)
    {
        var area = image.Length / 3;
        var height = area / width;
        var (fewerRows, fewerColumns) = (Shrunk(height, factor), Shrunk(width, factor));
        if ((fewerRows, fewerColumns) == (height, width))
        {
            return;
        }

        var small = new byte[fewerRows * fewerColumns];
        for (var channel = 0; channel < 3; channel++)
        {
            var plane = image.Slice(channel * area, area);
            TriangleFilter.ResizePlane(plane, width, small, fewerColumns);
            TriangleFilter.ResizePlane(small, fewerColumns, plane, width);
        }
    }

    private static int Shrunk(int side, double factor) => Math.Max(1, (int)Math.Round(side / factor, MidpointRounding.AwayFromZero));
}
