using System.Buffers;

namespace Ttca.Datasets.Images;

/// <summary>
/// Resizing with a triangle filter that is as wide as the reduction: "bilinear" of Pillow, and of PyTorch with <c>antialias=True</c>. In
/// double precision with <c>+ - * /</c> alone, so that the result is the same on every machine.
/// </summary>
public static class TriangleFilter
{
    /// <summary>Resizes the largest square in the middle of an image.</summary>
    /// <param name="pixels">Red, green, blue and a byte that is not read, per pixel; rows from the top.</param>
    /// <param name="width">W.</param>
    /// <param name="height">H.</param>
    /// <param name="size">Side of the result.</param>
    /// <param name="result">[3,size,size]</param>
    public static void ResizeCentre(ReadOnlySpan<byte> pixels, int width, int height, int size, Span<byte> result)
    {
        var side = Math.Min(width, height);
        var (left, top) = ((width - side) / 2, (height - side) / 2);
        var weights = Weights(side, size);
        // [3,side,size]; not new: a hundred thousand images would leave 50 GB to collect
        var narrow = ArrayPool<double>.Shared.Rent(3 * side * size);
        for (var y = 0; y < side; y++)
        {
            var row = pixels.Slice(4 * (((top + y) * width) + left), 4 * side);
            for (var channel = 0; channel < 3; channel++)
            {
                for (var x = 0; x < size; x++)
                {
                    var (first, share) = weights[x];
                    var sum = 0.0;
                    for (var k = 0; k < share.Length; k++)
                    {
                        sum += share[k] * row[(4 * (first + k)) + channel];
                    }

                    narrow[(((channel * side) + y) * size) + x] = sum;
                }
            }
        }

        for (var i = 0; i < result.Length; i++)
        {
            var (channel, y, x) = (i / (size * size), i / size % size, i % size);
            var (first, share) = weights[y];
            var sum = 0.0;
            for (var k = 0; k < share.Length; k++)
            {
                sum += share[k] * narrow[(((channel * side) + first + k) * size) + x];
            }

            result[i] = (byte)(Math.Clamp(sum, 0, 255) + 0.5);
        }

        ArrayPool<double>.Shared.Return(narrow);
    }

    /// <summary>Resizes one channel.</summary>
    /// <param name="plane">[H,W]</param>
    /// <param name="width">W; H follows from the length.</param>
    /// <param name="result">[h,w]</param>
    /// <param name="resultWidth">w; h follows from the length.</param>
    public static void ResizePlane(ReadOnlySpan<byte> plane, int width, Span<byte> result, int resultWidth)
    {
        var height = plane.Length / width;
        var columns = Weights(width, resultWidth);
        var rows = Weights(height, result.Length / resultWidth);
        var narrow = new double[height * resultWidth];     // [H,w]
        for (var i = 0; i < narrow.Length; i++)
        {
            var (first, share) = columns[i % resultWidth];
            for (var k = 0; k < share.Length; k++)
            {
                narrow[i] += share[k] * plane[(i / resultWidth * width) + first + k];
            }
        }

        for (var i = 0; i < result.Length; i++)
        {
            var (first, share) = rows[i / resultWidth];
            var sum = 0.0;
            for (var k = 0; k < share.Length; k++)
            {
                sum += share[k] * narrow[((first + k) * resultWidth) + (i % resultWidth)];
            }

            result[i] = (byte)(Math.Clamp(sum, 0, 255) + 0.5);
        }
    }

    /// <summary>Per place of the result: the first place that it is made of, and the share of each from there on.</summary>
    private static (int First, double[] Share)[] Weights(int from, int to)
    {
        var scale = (double)from / to;
        var support = Math.Max(scale, 1);
        var weights = new (int First, double[] Share)[to];
        for (var i = 0; i < to; i++)
        {
            var centre = (i + 0.5) * scale;
            var first = Math.Max(0, (int)(centre - support + 0.5));
            var end = Math.Min(from, (int)(centre + support + 0.5));
            double[] triangle =
            [
                .. Enumerable.Range(first, end - first).Select(place => Math.Max(0, 1 - (Math.Abs(place + 0.5 - centre) / support))),
            ];
            var total = triangle.Sum();
            weights[i] = (first, [.. triangle.Select(weight => weight / total)]);
        }

        return weights;
    }
}
