namespace Ttca.Learning.Data;

/// <summary>Which group of users an image comes from.</summary>
public enum Group : byte
{
    Majority = 0,
    Subgroup = 1,
}

/// <summary>8-bit RGB images <c>[N,3,H,W]</c> (planar: all of red, then green, then blue) with a label, a group and named attributes each.</summary>
/// <remarks>Immutable by convention: whoever holds the arrays does not write to them.</remarks>
public sealed class ImageSet
{
    /// <exception cref="ArgumentException">The lengths don't fit each other.</exception>
    public ImageSet(byte[] pixels, int[] labels, Group[] groups, int height, int width, IReadOnlyList<AttributeColumn>? attributes = null)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(groups);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        if (groups.Length != labels.Length)
        {
            throw new ArgumentException($"{labels.Length} labels, but {groups.Length} groups.", nameof(groups));
        }

        if (pixels.LongLength != 3L * height * width * labels.Length)
        {
            throw new ArgumentException(
                $"{labels.Length} images of 3x{height}x{width} take {3L * height * width * labels.Length} bytes, not {pixels.LongLength}.",
                nameof(pixels));
        }

        if (attributes?.FirstOrDefault(attribute => attribute.Codes.Length != labels.Length) is { } odd)
        {
            throw new ArgumentException($"{labels.Length} labels, but {odd.Codes.Length} codes of '{odd.Name}'.", nameof(attributes));
        }

        Pixels = pixels;
        Labels = labels;
        Groups = groups;
        Height = height;
        Width = width;
        Attributes = attributes ?? [];
    }

    /// <summary>Number of images, N.</summary>
    public int Count => Labels.Length;

    public int Height { get; }

    public int Width { get; }

    /// <summary>Bytes per image: 3 x H x W.</summary>
    public int ImageLength => 3 * Height * Width;

    /// <summary>Pixel values 0..255, <c>[N,3,H,W]</c>.</summary>
    public byte[] Pixels { get; }

    /// <summary>Class of each image, <c>[N]</c>.</summary>
    public int[] Labels { get; }

    /// <summary>Group of each image, <c>[N]</c>.</summary>
    public Group[] Groups { get; }

    /// <summary>What else is known of the images; empty where nothing is.</summary>
    public IReadOnlyList<AttributeColumn> Attributes { get; }

    /// <summary>One image, <c>[3,H,W]</c>.</summary>
    public ReadOnlySpan<byte> Image(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        return Pixels.AsSpan(index * ImageLength, ImageLength);
    }

    /// <summary>The images at these indices, in this order; an index may occur more than once.</summary>
    public ImageSet Select(IReadOnlyList<int> indices)
    {
        ArgumentNullException.ThrowIfNull(indices);
        var pixels = new byte[checked(indices.Count * ImageLength)];
        var labels = new int[indices.Count];
        var groups = new Group[indices.Count];
        for (var i = 0; i < indices.Count; i++)
        {
            Image(indices[i]).CopyTo(pixels.AsSpan(i * ImageLength));
            labels[i] = Labels[indices[i]];
            groups[i] = Groups[indices[i]];
        }

        return new ImageSet(pixels, labels, groups, Height, Width, [.. Attributes.Select(attribute => attribute.Select(indices))]);
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
                [.. Pixels, .. others.Pixels], [.. Labels, .. others.Labels], [.. Groups, .. others.Groups], Height, Width,
                [.. Attributes.Zip(others.Attributes, (mine, theirs) => mine.Append(theirs))])
            : throw new ArgumentException($"images of 3x{others.Height}x{others.Width} can't follow images of 3x{Height}x{Width}", nameof(others));
    }

    /// <summary>The images of one group, in the order they have here.</summary>
    public ImageSet InGroup(Group group) => Select([.. Enumerable.Range(0, Count).Where(i => Groups[i] == group)]);

    /// <summary>Other pixels under the same labels, groups and attributes.</summary>
    /// <exception cref="ArgumentException">The length differs.</exception>
    public ImageSet WithPixels(byte[] pixels) => new(pixels, Labels, Groups, Height, Width, Attributes);
}
