using System.Globalization;

namespace Ttca.Datasets;

/// <summary>Which group of users an image comes from.</summary>
public enum Group : byte
{
    Majority = 0,
    Subgroup = 1,
}

/// <summary>Gives the pixels of one image of a set.</summary>
/// <param name="image">Its number in the set, from 0.</param>
/// <param name="pixels">Takes them, <c>[3,H,W]</c>.</param>
/// <remarks>Gives the same pixels each time; called on any thread, on several at once.</remarks>
public delegate void PixelReader(int image, Span<byte> pixels);

/// <summary>
/// 8-bit RGB images <c>[N,3,H,W]</c> (planar: all of red, then green, then blue) with a label, a group, named attributes and a source each.
/// </summary>
/// <remarks>
/// Pixels are read when they are asked for, wherever they are: no set needs to fit into memory, and choosing images of one copies none.
/// Immutable by convention: whoever holds the arrays does not write to them.
/// </remarks>
public sealed class ImageSet
{
    private readonly PixelReader _read;

    /// <summary>Images in one array.</summary>
    /// <param name="pixels">Pixel values 0..255, <c>[N,3,H,W]</c>.</param>
    /// <exception cref="ArgumentException">The lengths don't fit each other.</exception>
    public ImageSet(
        byte[] pixels,
        int[] labels,
        Group[] groups,
        int height,
        int width,
        IReadOnlyList<AttributeColumn>? attributes = null,
        IReadOnlyList<string>? sources = null)
        : this(InArray(pixels, 3 * height * width), labels, groups, height, width, attributes, sources)
    {
        if (pixels.LongLength != (long)ImageLength * Count)
        {
            throw new ArgumentException(
                $"{Count} images of 3x{height}x{width} take {(long)ImageLength * Count} bytes, not {pixels.LongLength}.", nameof(pixels));
        }
    }

    /// <param name="read">Gives the pixels.</param>
    /// <param name="labels">Class of each image, <c>[N]</c>.</param>
    /// <param name="groups"><c>[N]</c>.</param>
    /// <param name="height">H.</param>
    /// <param name="width">W.</param>
    /// <param name="attributes">What else is known of the images.</param>
    /// <param name="sources">Where each image comes from, <c>[N]</c>; their numbers where it isn't said.</param>
    /// <exception cref="ArgumentException">The lengths don't fit each other.</exception>
    public ImageSet(
        PixelReader read,
        int[] labels,
        Group[] groups,
        int height,
        int width,
        IReadOnlyList<AttributeColumn>? attributes = null,
        IReadOnlyList<string>? sources = null)
    {
        ArgumentNullException.ThrowIfNull(read);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(groups);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        if (groups.Length != labels.Length)
        {
            throw new ArgumentException($"{labels.Length} labels, but {groups.Length} groups.", nameof(groups));
        }

        if (attributes?.FirstOrDefault(attribute => attribute.Codes.Length != labels.Length) is { } odd)
        {
            throw new ArgumentException($"{labels.Length} labels, but {odd.Codes.Length} codes of '{odd.Name}'.", nameof(attributes));
        }

        if (sources is not null && sources.Count != labels.Length)
        {
            throw new ArgumentException($"{labels.Length} labels, but {sources.Count} sources.", nameof(sources));
        }

        _read = read;
        Labels = labels;
        Groups = groups;
        Height = height;
        Width = width;
        Attributes = attributes ?? [];
        Sources = sources ?? Numbers(labels.Length);
    }

    /// <summary>Number of images, N.</summary>
    public int Count => Labels.Length;

    public int Height { get; }

    public int Width { get; }

    /// <summary>Bytes per image: 3 x H x W.</summary>
    public int ImageLength => 3 * Height * Width;

    /// <summary>Class of each image, <c>[N]</c>.</summary>
    public int[] Labels { get; }

    /// <summary>Group of each image, <c>[N]</c>.</summary>
    public Group[] Groups { get; }

    /// <summary>What else is known of the images; empty where nothing is.</summary>
    public IReadOnlyList<AttributeColumn> Attributes { get; }

    /// <summary>The way back to each image, <c>[N]</c>: its file within the folder of the data set, or the number of its record.</summary>
    public IReadOnlyList<string> Sources { get; }

    /// <summary>Sources of images that have no name: 0 to <paramref name="count"/> - 1.</summary>
    public static IReadOnlyList<string> Numbers(int count) =>
        [.. Enumerable.Range(0, count).Select(i => i.ToString(CultureInfo.InvariantCulture))];

    /// <summary>Reads one image into <paramref name="pixels"/>, <c>[3,H,W]</c>.</summary>
    public void Read(int index, Span<byte> pixels)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        ArgumentOutOfRangeException.ThrowIfNotEqual(pixels.Length, ImageLength);
        _read(index, pixels);
    }

    /// <summary>A copy of one image, <c>[3,H,W]</c>.</summary>
    public byte[] Image(int index)
    {
        var pixels = new byte[ImageLength];
        Read(index, pixels);
        return pixels;
    }

    /// <summary>A copy of all images, <c>[N,3,H,W]</c>: for sets that are known to be small.</summary>
    /// <exception cref="DatasetException">They don't fit into one array.</exception>
    public byte[] ReadAll()
    {
        var length = (long)Count * ImageLength;
        var pixels = length <= Array.MaxLength ? new byte[length] : throw new DatasetException(
            $"{Count} images of 3x{Height}x{Width} are needed at once, and don't fit into one array of {Array.MaxLength} bytes: "
            + "lower dataset.size, collective.sizes or collective.queries-per-member.");
        ReadFrom(0, pixels);
        return pixels;
    }

    /// <summary>Reads as many images as <paramref name="pixels"/> takes, from <paramref name="first"/> on.</summary>
    public void ReadFrom(int first, Memory<byte> pixels) =>
        OnAllCores.For(pixels.Length / ImageLength, i => Read(first + i, pixels.Span.Slice(i * ImageLength, ImageLength)));

    /// <summary>The images in their order, so many at a time and the rest at the end.</summary>
    public IEnumerable<ImageSet> Parts(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        for (var start = 0; start < Count; start += count)
        {
            yield return Select([.. Enumerable.Range(start, Math.Min(count, Count - start))]);
        }
    }

    /// <summary>The images at these indices, in this order; an index may occur more than once.</summary>
    public ImageSet Select(IReadOnlyList<int> indices)
    {
        ArgumentNullException.ThrowIfNull(indices);
        int[] chosen = [.. indices];
        return new ImageSet(
            (image, pixels) => Read(chosen[image], pixels),
            [.. chosen.Select(i => Labels[i])],
            [.. chosen.Select(i => Groups[i])],
            Height,
            Width,
            [.. Attributes.Select(attribute => attribute.Select(chosen))],
            [.. chosen.Select(i => Sources[i])]);
    }

    /// <summary>The first <paramref name="count"/> images.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer.</exception>
    public ImageSet Take(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Count);
        return Select([.. Enumerable.Range(0, count)]);
    }

    /// <summary>These images, then others.</summary>
    /// <exception cref="ArgumentException">They differ in size or attributes.</exception>
    public ImageSet Append(ImageSet others)
    {
        ArgumentNullException.ThrowIfNull(others);
        return (others.Height, others.Width) == (Height, Width)
            ? new ImageSet(
                (image, pixels) => (image < Count ? _read : others._read)(image < Count ? image : image - Count, pixels),
                [.. Labels, .. others.Labels],
                [.. Groups, .. others.Groups],
                Height,
                Width,
                [.. Attributes.Zip(others.Attributes, (mine, theirs) => mine.Append(theirs))],
                [.. Sources, .. others.Sources])
            : throw new ArgumentException(
                $"images of 3x{others.Height}x{others.Width} can't follow images of 3x{Height}x{Width}", nameof(others));
    }

    /// <summary>The images of one group, in the order they have here.</summary>
    public ImageSet InGroup(Group group) => Select([.. Enumerable.Range(0, Count).Where(i => Groups[i] == group)]);

    /// <summary>The same images under other labels and groups.</summary>
    /// <exception cref="ArgumentException">A length differs.</exception>
    public ImageSet With(int[] labels, Group[] groups) => new(_read, labels, groups, Height, Width, Attributes, Sources);

    /// <summary>Other pixels under the same labels, groups, attributes and sources.</summary>
    public ImageSet With(PixelReader pixels) => new(pixels, Labels, Groups, Height, Width, Attributes, Sources);

    private static PixelReader InArray(byte[] all, int length)
    {
        ArgumentNullException.ThrowIfNull(all);
        return (image, pixels) => all.AsSpan(image * length, length).CopyTo(pixels);
    }
}
