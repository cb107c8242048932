using Ttca.Datasets;

namespace Ttca.Learning.Data.Transformations;

/// <summary>Out of focus: convolution with a Gaussian, cut off at three standard deviations, edge pixels repeated outwards.</summary>
public sealed class Blur : Transformation
{
    public override string Name => "blur";

    public override string AmountMeans => "standard deviation in pixels; 0 changes nothing";

    public override double Maximum => 8;

    /// <summary>Blurs one image <c>[3,H,W]</c> in place.</summary>
    /// <param name="image">Pixel values, planar.</param>
    /// <param name="width">W; H follows from the length.</param>
    /// <param name="deviation">Standard deviation in pixels, above 0.</param>
    public static void Apply(Span<byte> image, int width, double deviation)
    {
        var kernel = Kernel(deviation);
        var area = image.Length / 3;
        var rows = new double[area];     // [H,W], blurred along x only
        for (var channel = 0; channel < 3; channel++)
        {
            BlurPlane(image.Slice(channel * area, area), width, kernel, rows);
        }
    }

    internal override void Apply(Span<byte> image, int width, double amount, ref SplitMix64 random)
    {
        if (amount > 0)
        {
            Apply(image, width, amount);
        }
    }

    private static void BlurPlane(Span<byte> plane, int width, double[] kernel, double[] rows)
    {
        var height = plane.Length / width;
        var radius = kernel.Length / 2;
        for (var i = 0; i < plane.Length; i++)
        {
            var (x, row) = (i % width, i / width * width);
            rows[i] = 0;
            for (var k = -radius; k <= radius; k++)
            {
                rows[i] += kernel[k + radius] * plane[row + Math.Clamp(x + k, 0, width - 1)];
            }
        }

        for (var i = 0; i < plane.Length; i++)
        {
            var (x, y) = (i % width, i / width);
            var sum = 0.0;
            for (var k = -radius; k <= radius; k++)
            {
                sum += kernel[k + radius] * rows[Math.Clamp(y + k, 0, height - 1) * width + x];
            }

            plane[i] = Round(sum);
        }
    }

    /// <summary>The Gaussian along a line, of sum 1: from -3 standard deviations to 3, rounded outwards to whole pixels.</summary>
    public static double[] Kernel(double sigma)
    {
        var radius = (int)Math.Ceiling(3 * sigma);
        var weights = new double[2 * radius + 1];
        for (var k = -radius; k <= radius; k++)
        {
            weights[k + radius] = Exponential(-k * k / (2 * sigma * sigma));
        }

        var total = weights.Sum();
        return [.. weights.Select(weight => weight / total)];
    }

    // Math.Exp may differ in the last bit between C libraries, and a pixel at a rounding edge would follow it.
    private static double Exponential(double exponent)
    {
        const int Halvings = 10;
        var reduced = exponent / (1 << Halvings);
        var sum = 1 + reduced * (1 + reduced / 2 * (1 + reduced / 3 * (1 + reduced / 4 * (1 + reduced / 5))));
        for (var i = 0; i < Halvings; i++)
        {
            sum *= sum;
        }

        return sum;
    }
}
