namespace Ttca.Datasets;

/// <summary>What tells one CIFAR data set from the other: the names of its files, and the labels before each image.</summary>
internal sealed record CifarLayout
{
    /// <summary>What experiments call the data set.</summary>
    public required string Name { get; init; }

    /// <summary>How messages call the training files.</summary>
    public required string TrainingFiles { get; init; }

    /// <summary>Whether a file of this name holds training images.</summary>
    public required Predicate<string> IsTraining { get; init; }

    public required string TestFile { get; init; }

    /// <summary>Folder that the official archive unpacks to.</summary>
    public required string Folder { get; init; }

    /// <summary>Address of the official archive.</summary>
    public required string Source { get; init; }

    /// <summary>One byte each, before the pixels.</summary>
    public required IReadOnlyList<CifarLabel> Labels { get; init; }

    public int RecordLength => Labels.Count + CifarBinary.ImageLength;

    public string OfficialSource => $"The official archive is {Source}.";
}

/// <summary>One label byte of a record.</summary>
/// <param name="Name">How messages call it.</param>
/// <param name="Count">Number of values.</param>
/// <param name="NamesFile">File with a value's name on each line.</param>
/// <param name="DefaultNames">The names where that file is missing; null: it must not be.</param>
internal sealed record CifarLabel(string Name, int Count, string NamesFile, IReadOnlyList<string>? DefaultNames = null);

/// <summary>What a CIFAR archive holds.</summary>
/// <param name="Names">Per label of the layout: the name of each value.</param>
/// <param name="Train">Training images.</param>
/// <param name="Test">Test images.</param>
internal sealed record CifarFiles(IReadOnlyList<IReadOnlyList<string>> Names, CifarRecords Train, CifarRecords Test);

/// <summary>Images in the order of their records, each with all of its labels.</summary>
/// <param name="Pixels">[N,3,32,32]</param>
/// <param name="Labels">Per label of the layout: the value of each image, [N].</param>
internal sealed record CifarRecords(byte[] Pixels, byte[][] Labels)
{
    /// <summary>The images with one of their labels as their classes.</summary>
    public ImageSet ToImages(int label, IReadOnlyList<AttributeColumn> attributes) =>
        new(
            Pixels,
            [.. Labels[label].Select(value => (int)value)],
            new Group[Labels[label].Length],
            CifarBinary.Size,
            CifarBinary.Size,
            attributes);
}
