using System.Text;
using System.Text.RegularExpressions;

namespace Ttca.Learning.Data;

/// <summary>CIFAR-10 in its official binary layout, with any number of records.</summary>
/// <remarks>
/// Source: https://www.cs.toronto.edu/~kriz/cifar.html. Files <c>data_batch_*.bin</c> (training) and <c>test_batch.bin</c>: records of a label
/// byte 0..9 and 3,072 pixel bytes, planar RGB, rows from the top. Class names come from <c>batches.meta.txt</c> where it is present.
/// </remarks>
public static partial class Cifar10
{
    private const int Size = 32;
    private const int ImageLength = 3 * Size * Size;
    private const int RecordLength = 1 + ImageLength;
    private const int ClassCount = 10;
    private const long MaxFileBytes = 1L << 28;     // nine times an official file
    private const string TestFile = "test_batch.bin";
    private const string NamesFile = "batches.meta.txt";
    private const long MaxNamesBytes = 4096;
    private const string OfficialSource = "The official archive is https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz.";

    private static readonly string[] s_classNames =
        ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"];

    /// <summary>Reads the .tar.gz archive without unpacking it to disk.</summary>
    /// <exception cref="DatasetException">Not readable, damaged, truncated, hostile, or not in the official layout.</exception>
    public static Dataset ReadArchive(string archivePath)
    {
        var files = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        TarArchive.ForEachFile(archivePath, (name, length, content) =>
        {
            var fileName = name[(name.LastIndexOf('/') + 1)..];
            if (IsWanted(fileName))
            {
                var read = ReadFile($"{archivePath}: {name}", fileName, length, content);
                if (!files.TryAdd(fileName, read))
                {
                    throw new DatasetException($"{archivePath}: there are two files {fileName}. {OfficialSource}");
                }
            }
        });
        return Assemble(archivePath, files);
    }

    /// <summary>Reads an extracted folder: the one that holds the .bin files, or the one above it.</summary>
    /// <exception cref="DatasetException">Not readable, truncated, or not in the official layout.</exception>
    public static Dataset ReadFolder(string folder)
    {
        const string ExtractedFolder = "cifar-10-batches-bin";
        var inner = Path.Combine(folder, ExtractedFolder);
        var files = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        try
        {
            foreach (var path in Directory.GetFiles(Directory.Exists(inner) ? inner : folder).Where(path => IsWanted(Path.GetFileName(path))))
            {
                using var stream = File.OpenRead(path);
                files.Add(Path.GetFileName(path), ReadFile(path, Path.GetFileName(path), stream.Length, stream));
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException($"{folder}: can't be read: {exception.Message}", exception);
        }

        return Assemble(folder, files);
    }

    private static bool IsWanted(string fileName) => fileName is TestFile or NamesFile || TrainingFile().IsMatch(fileName);

    private static byte[] ReadFile(string where, string fileName, long length, Stream content)
    {
        var limit = fileName == NamesFile ? MaxNamesBytes : MaxFileBytes;
        if (length > limit)
        {
            throw new DatasetException($"{where}: {length} bytes are more than the {limit} that are accepted. {OfficialSource}");
        }

        if (fileName != NamesFile && (length % RecordLength != 0 || length == 0))
        {
            var records = length / RecordLength;
            throw new DatasetException(
                $"{where}: not a whole number of records of {RecordLength} bytes: expected {(records == 0 ? "" : $"{records * RecordLength} or ")}"
                + $"{(records + 1) * RecordLength} bytes, found {length}. Download it again. {OfficialSource}");
        }

        var bytes = new byte[length];
        var read = content.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return read == length
            ? bytes
            : throw new DatasetException($"{where}: cut short: expected {length} bytes, found {read}. Download it again. {OfficialSource}");
    }

    private static Dataset Assemble(string where, SortedDictionary<string, byte[]> files)
    {
        var training = files.Keys.Where(name => TrainingFile().IsMatch(name)).OrderBy(name => name.Length).ToArray();     // 2 before 10
        if (training.Length == 0 || !files.ContainsKey(TestFile))
        {
            throw new DatasetException(
                $"{where}: expected data_batch_*.bin and {TestFile}, found {(files.Count == 0 ? "neither" : string.Join(", ", files.Keys))}. {OfficialSource}");
        }

        return new Dataset(ClassNames(where, files.GetValueOrDefault(NamesFile)), Images(where, files, training), Images(where, files, [TestFile]));
    }

    private static string[] ClassNames(string where, byte[]? text)
    {
        if (text is null)
        {
            return s_classNames;
        }

        var names = Encoding.UTF8.GetString(text).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return names.Length == ClassCount
            ? names
            : throw new DatasetException($"{where}: {NamesFile} has {names.Length} class names, expected {ClassCount}. {OfficialSource}");
    }

    private static ImageSet Images(string where, SortedDictionary<string, byte[]> files, string[] names)
    {
        var count = names.Sum(name => files[name].Length / RecordLength);
        var pixels = new byte[checked(count * ImageLength)];     // [N,3,32,32]
        var labels = new int[count];
        var image = 0;
        foreach (var name in names)
        {
            for (var offset = 0; offset < files[name].Length; offset += RecordLength, image++)
            {
                var record = files[name].AsSpan(offset, RecordLength);
                labels[image] = record[0] < ClassCount
                    ? record[0]
                    : throw new DatasetException(
                        $"{where}: {name}: label {record[0]} in record {offset / RecordLength} (byte {offset}); expected 0 to 9. Is it another data set? {OfficialSource}");
                record[1..].CopyTo(pixels.AsSpan(image * ImageLength));
            }
        }

        return new ImageSet(pixels, labels, new Group[count], Size, Size);
    }

    [GeneratedRegex(@"^data_batch_[0-9]{1,4}\.bin$", RegexOptions.CultureInvariant)]
    private static partial Regex TrainingFile();
}
