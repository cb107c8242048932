using Ttca.Datasets;
using Ttca.Learning;
using Ttca.Learning.Data;

namespace Ttca.Collective;

/// <summary>One perturbation per class, in the integers that are added to an 8-bit image.</summary>
public sealed class Perturbation
{
    /// <param name="deltas">int8 <c>[K,3,H,W]</c>, in steps of 1/255.</param>
    /// <param name="classes">K, from 1.</param>
    /// <param name="height">H, from 1.</param>
    /// <param name="width">W, from 1.</param>
    /// <param name="epsilon">The bound that every entry keeps; 0 is no perturbation.</param>
    /// <exception cref="ArgumentException">The length doesn't fit the shape, or an entry is larger than the bound.</exception>
    public Perturbation(sbyte[] deltas, int classes, int height, int width, PixelFraction epsilon)
    {
        ArgumentNullException.ThrowIfNull(deltas);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(classes);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        var expected = (long)classes * 3 * height * width;
        if (deltas.Length != expected)
        {
            throw new ArgumentException(
                $"{classes} perturbations of 3x{height}x{width} are {expected} values, not {deltas.Length}", nameof(deltas));
        }

        var tooLarge = Array.FindIndex(deltas, delta => Math.Abs((int)delta) > epsilon.Pixels);
        if (tooLarge >= 0)
        {
            throw new ArgumentException(
                $"value {deltas[tooLarge]} at {tooLarge} is outside -{epsilon.Pixels}..{epsilon.Pixels}", nameof(deltas));
        }

        Deltas = deltas;
        Classes = classes;
        Height = height;
        Width = width;
        Epsilon = epsilon;
    }

    /// <summary>int8 <c>[K,3,H,W]</c>, in steps of 1/255.</summary>
    public sbyte[] Deltas { get; }

    public int Classes { get; }

    public int Height { get; }

    public int Width { get; }

    /// <summary>Bound of every entry.</summary>
    public PixelFraction Epsilon { get; }

    /// <summary>The control that changes nothing.</summary>
    public static Perturbation None(int classes, int height, int width) =>
        new(new sbyte[classes * 3 * height * width], classes, height, width, new PixelFraction(0));

    /// <summary>The control of the same size without aim: every entry +epsilon or -epsilon by a fair coin.</summary>
    public static Perturbation RandomSigns(int classes, int height, int width, PixelFraction epsilon, long seed)
    {
        var random = new SplitMix64(seed);
        var deltas = new sbyte[classes * 3 * height * width];
        for (var j = 0; j < deltas.Length; j++)
        {
            deltas[j] = (sbyte)(random.NextInt(2) == 0 ? -epsilon.Pixels : epsilon.Pixels);
        }

        return new Perturbation(deltas, classes, height, width, epsilon);
    }

    /// <summary>The same with less strength: a share of every entry, to the nearest whole pixel step.</summary>
    /// <param name="share">From 0 to 1.</param>
    public Perturbation Weakened(double share)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(share);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(share, 1);
        int Of(int steps) => (int)Math.Round(share * steps, MidpointRounding.AwayFromZero);
        return new Perturbation(
            [.. Deltas.Select(delta => (sbyte)Of(delta))], Classes, Height, Width, new PixelFraction(Of(Epsilon.Pixels)));
    }

    /// <summary>The images as they are submitted: <c>clip(x + delta_c, 0, 255)</c>.</summary>
    /// <param name="images">uint8 <c>[N,3,H,W]</c>.</param>
    /// <param name="classOfEach">The class c of each image, whose perturbation is put on it: <c>[N]</c>.</param>
    /// <exception cref="ArgumentException">The images have another size, their number is another one, or a class doesn't exist.</exception>
    public ImageSet Apply(ImageSet images, int[] classOfEach)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(classOfEach);
        if ((images.Height, images.Width) != (Height, Width) || images.Count != classOfEach.Length)
        {
            throw new ArgumentException(
                $"{images.Count} images of 3x{images.Height}x{images.Width} can't wear {classOfEach.Length} perturbations of "
                    + $"3x{Height}x{Width}",
                nameof(images));
        }

        var unknown = Array.FindIndex(classOfEach, c => (uint)c >= (uint)Classes);
        if (unknown >= 0)
        {
            throw new ArgumentException($"image {unknown} has class {classOfEach[unknown]}, outside 0..{Classes - 1}", nameof(classOfEach));
        }

        return images.With((i, pixels) =>
        {
            images.Read(i, pixels);
            AddSaturated(pixels, Deltas.AsSpan(classOfEach[i] * pixels.Length, pixels.Length));
        });
    }

    private static void AddSaturated(Span<byte> image, ReadOnlySpan<sbyte> delta)
    {
        for (var j = 0; j < image.Length; j++)
        {
            image[j] = (byte)Math.Clamp(image[j] + delta[j], 0, 255);
        }
    }
}
