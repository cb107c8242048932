namespace Ttca.Datasets.Images;

/// <summary>How encoded images become an array.</summary>
public sealed record ImageLoading
{
    /// <summary>Height and width of the result, pixels.</summary>
    public required int Size { get; init; }

    /// <summary>Share of images that may be broken: those are left out.</summary>
    public double BrokenShare { get; init; }

    /// <summary>Told how many images are done, of how many.</summary>
    public Action<int, int>? Progress { get; init; }

    /// <summary>Told about each image that is left out, and why.</summary>
    public Action<string>? Log { get; init; }

    public CancellationToken Cancellation { get; init; }
}

/// <summary>An image that is not decoded yet.</summary>
/// <param name="Name">The way back to it, and how messages call it: its file within the folder, or file and row.</param>
/// <param name="Read">Its bytes; called on any thread, once.</param>
internal sealed record EncodedImage(string Name, Func<byte[]> Read);

/// <summary>The encoded images of a split, and all that is known of them.</summary>
internal sealed record EncodedImages
{
    /// <summary><c>train</c> or <c>test</c>, for notes.</summary>
    public required string Split { get; init; }

    /// <summary>How messages call all of them.</summary>
    public required string Where { get; init; }

    public required IReadOnlyList<EncodedImage> Images { get; init; }

    public required IReadOnlyList<string> ClassNames { get; init; }

    /// <summary>Class of each, <c>[N]</c>.</summary>
    public required int[] Labels { get; init; }

    /// <summary>Of each, <c>[N]</c>.</summary>
    public IReadOnlyList<AttributeColumn> Attributes { get; init; } = [];

    /// <summary>How many images beside these were left out, since a value that is used is missing.</summary>
    public int WithoutValues { get; init; }

    /// <summary>How many of these images each class and each value of an attribute has, where it has any.</summary>
    public IEnumerable<DatasetNote> Count(string what, IReadOnlyList<int> images) => images.Count == 0 ? [] :
    [
        new(Split, what, DatasetNote.All, images.Count),
        .. CountBy(what, "class", ClassNames, images.Select(i => Labels[i])),
        .. Attributes.SelectMany(attribute => CountBy(what, attribute.Name, attribute.Values, images.Select(i => (int)attribute.Codes[i]))),
    ];

    private IEnumerable<DatasetNote> CountBy(string what, string name, IReadOnlyList<string> values, IEnumerable<int> codes) =>
        codes.CountBy(code => code)
            .OrderBy(count => count.Key)
            .Select(count => new DatasetNote(Split, what, $"{name} {values[count.Key]}", count.Value));
}
