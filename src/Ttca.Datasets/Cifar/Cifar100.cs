namespace Ttca.Datasets;

/// <summary>Which labels of CIFAR-100 are the classes.</summary>
public enum Cifar100Labels
{
    /// <summary>100 classes, such as <c>maple_tree</c>.</summary>
    Fine,

    /// <summary>20 classes of five fine ones each, such as <c>trees</c>.</summary>
    Coarse,
}

/// <summary>
/// CIFAR-100 in its official binary layout, with any number of records. Each image has the attributes <c>coarse</c> and <c>fine</c>.
/// </summary>
/// <remarks>
/// Source: https://www.cs.toronto.edu/~kriz/cifar.html. Files <c>train.bin</c> and <c>test.bin</c>: records of a coarse label 0..19, a fine
/// label 0..99 and 3,072 pixel bytes, planar RGB, rows from the top. Names come from <c>coarse_label_names.txt</c> and
/// <c>fine_label_names.txt</c>.
/// </remarks>
public static class Cifar100
{
    private static readonly CifarBinary Reader = new(new CifarLayout
    {
        Name = "cifar100",
        TrainingFiles = "train.bin",
        IsTraining = name => name == "train.bin",
        TestFile = "test.bin",
        Folder = "cifar-100-binary",
        Source = "https://www.cs.toronto.edu/~kriz/cifar-100-binary.tar.gz",
        Labels =
        [
            new CifarLabel("coarse label", CoarseClasses, "coarse_label_names.txt"),
            new CifarLabel("fine label", FineClasses, "fine_label_names.txt"),
        ],
    });

    public const int CoarseClasses = 20;

    public const int FineClasses = 100;

    /// <summary>Reads the .tar.gz archive without unpacking it to disk.</summary>
    /// <param name="archive">Its path; where its content is given, what messages call it, such as the address that it came from.</param>
    /// <param name="content">Its content, where it is open already.</param>
    /// <param name="classes">Which labels are the classes.</param>
    /// <exception cref="DatasetException">Not readable, damaged, truncated, hostile, or not in the official layout.</exception>
    public static Dataset ReadArchive(string archive, Cifar100Labels classes, Stream? content = null) =>
        Assemble(Reader.ReadArchive(archive, content), classes);

    /// <summary>
    /// The files of an extracted folder, the one that holds the .bin files or the one above it: paths within it, in the order of their
    /// names.
    /// </summary>
    /// <exception cref="DatasetException">Not readable.</exception>
    public static IReadOnlyList<string> Files(string folder) => Reader.Files(folder);

    /// <summary>Reads an extracted folder.</summary>
    /// <param name="files">As <see cref="Files"/> lists them.</param>
    /// <param name="classes">Which labels are the classes.</param>
    /// <exception cref="DatasetException">Not readable, truncated, or not in the official layout.</exception>
    public static Dataset ReadFolder(DataFiles files, Cifar100Labels classes) => Assemble(Reader.Read(files), classes);

    private static Dataset Assemble(CifarFiles files, Cifar100Labels classes)
    {
        var label = classes == Cifar100Labels.Coarse ? 0 : 1;
        return new Dataset(files.Names[label], ToImages(files.Train), ToImages(files.Test));

        ImageSet ToImages(CifarRecords records) => records.ToImages(
            label,
            [
                new AttributeColumn("coarse", files.Names[0], records.Labels[0]),
                new AttributeColumn("fine", files.Names[1], records.Labels[1]),
            ]);
    }
}
