using Ttca.Datasets;

namespace Ttca.Learning.Data.PhotoTools;

/// <summary>
/// What anybody's program for photos does to an image, knowing nothing of classifiers: the cheapest repair of a disparity that users could
/// make, and hence a control. In integers, or in double precision with <c>+ - * /</c> and square roots alone: the same result on every
/// machine.
/// </summary>
/// <remarks>A new one is a class here and a line in <see cref="All"/>.</remarks>
public abstract class PhotoTool
{
    /// <summary>The fixed list, in the order in which the first of equally good ones is chosen; the first changes nothing.</summary>
    public static IReadOnlyList<PhotoTool> All { get; } =
    [
        new Unchanged(), new AutoContrast(), new Equalise(), new Lighter(), new Darker(), new Sharpen(),
        new UnsharpMask("unsharp-mask", deviation: 2, strength: 1.5), new UnsharpMask("unsharp-mask-strong", deviation: 2, strength: 5),
        new Denoise(), new DownAndUp(),
    ];

    /// <summary>Such as <c>auto-contrast</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The tool of this name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static PhotoTool Of(string name) => All.FirstOrDefault(tool => tool.Name == name)
        ?? throw new ArgumentException(
            $"There is no photo tool '{name}'; there are {string.Join(", ", All.Select(tool => tool.Name))}.", nameof(name));

    /// <summary>The images as the tool leaves them, <c>[N,3,H,W]</c>.</summary>
    public ImageSet Apply(ImageSet images)
    {
        ArgumentNullException.ThrowIfNull(images);
        return images.With((i, pixels) =>
        {
            images.Read(i, pixels);
            Apply(pixels, images.Width);
        });
    }

    /// <summary>Changes one image <c>[3,H,W]</c> in place.</summary>
    /// <param name="image">Pixel values, planar.</param>
    /// <param name="width">W; H follows from the length.</param>
    internal abstract void Apply(Span<byte> image, int width);

    /// <summary>To the nearest pixel value; halves go up.</summary>
    private protected static byte Round(double value) => (byte)(Math.Clamp(value, 0, 255) + 0.5);

    private sealed class Unchanged : PhotoTool
    {
        public override string Name => "unchanged";

        internal override void Apply(Span<byte> image, int width)
        {
        }
    }
}
