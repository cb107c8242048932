using System.Text.RegularExpressions;

namespace Ttca.Datasets;

/// <summary>CIFAR-10 in its official binary layout, with any number of records.</summary>
/// <remarks>
/// Source: https://www.cs.toronto.edu/~kriz/cifar.html. Files <c>data_batch_*.bin</c> (training) and <c>test_batch.bin</c>: records of a
/// label byte 0..9 and 3,072 pixel bytes, planar RGB, rows from the top. Class names come from <c>batches.meta.txt</c> where it is present.
/// </remarks>
public static partial class Cifar10
{
    private static readonly CifarBinary Reader = new(new CifarLayout
    {
        Name = "cifar10",
        TrainingFiles = "data_batch_*.bin",
        IsTraining = TrainingFile().IsMatch,
        TestFile = "test_batch.bin",
        Folder = "cifar-10-batches-bin",
        Source = "https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz",
        Labels =
        [
            new CifarLabel(
                "label",
                10,
                "batches.meta.txt",
                ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"]),
        ],
    });

    /// <summary>Reads the .tar.gz archive without unpacking it to disk.</summary>
    /// <param name="archive">Its path; where its content is given, what messages call it, such as the address that it came from.</param>
    /// <param name="content">Its content, where it is open already.</param>
    /// <exception cref="DatasetException">Not readable, damaged, truncated, hostile, or not in the official layout.</exception>
    public static Dataset ReadArchive(string archive, Stream? content = null) => Assemble(Reader.ReadArchive(archive, content));

    /// <summary>
    /// The files of an extracted folder, the one that holds the .bin files or the one above it: paths within it, in the order of their
    /// names.
    /// </summary>
    /// <exception cref="DatasetException">Not readable.</exception>
    public static IReadOnlyList<string> Files(string folder) => Reader.Files(folder);

    /// <summary>Reads an extracted folder.</summary>
    /// <param name="files">As <see cref="Files"/> lists them.</param>
    /// <exception cref="DatasetException">Not readable, truncated, or not in the official layout.</exception>
    public static Dataset ReadFolder(DataFiles files) => Assemble(Reader.Read(files));

    private static Dataset Assemble(CifarFiles files) => new(files.Names[0], files.Train.ToImages(0, []), files.Test.ToImages(0, []));

    [GeneratedRegex(@"^data_batch_[0-9]{1,4}\.bin$", RegexOptions.CultureInvariant)]
    private static partial Regex TrainingFile();
}
