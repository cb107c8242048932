using Ttca.Datasets.Images;

namespace Ttca.Datasets;

/// <summary>Reads the binary layout that CIFAR-10 and CIFAR-100 share, with any number of records.</summary>
/// <remarks>
/// Source: https://www.cs.toronto.edu/~kriz/cifar.html. A record is one or two label bytes and 3,072 pixel bytes: planar RGB, rows from the
/// top.
/// </remarks>
internal sealed class CifarBinary(CifarLayout layout)
{
    public const int Size = 32;
    public const int ImageLength = 3 * Size * Size;

    private const long MaxFileBytes = 1L << 28;     // nine times an official file of CIFAR-10, twice one of CIFAR-100
    private const long MaxNamesBytes = 4096;

    /// <summary>Reads the .tar.gz archive without unpacking it to disk.</summary>
    /// <param name="archive">Its path; where its content is given, what messages call it, such as the address that it came from.</param>
    /// <param name="content">Its content, where it is open already.</param>
    /// <exception cref="DatasetException">Not readable, damaged, truncated, hostile, or not in the official layout.</exception>
    public CifarFiles ReadArchive(string archive, Stream? content)
    {
        var files = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        var names = new List<string>();
        TarArchive.ForEachFile(archive, content, (name, length, file) =>
        {
            if (names.Count < CifarContents.Most)
            {
                names.Add(name);
            }

            var fileName = name[(name.LastIndexOf('/') + 1)..];
            if (IsWanted(fileName))
            {
                var read = ReadFile($"{archive}: {name}", fileName, length, file);
                if (!files.TryAdd(fileName, read))
                {
                    throw new DatasetException($"{archive}: there are two files {fileName}. {layout.OfficialSource}");
                }
            }
        });
        return Assemble(archive, files, names);
    }

    /// <summary>
    /// The files of an extracted folder, the one that holds the .bin files or the one above it: paths within it, in the order of their
    /// names.
    /// </summary>
    /// <exception cref="DatasetException">Not readable.</exception>
    public IReadOnlyList<string> Files(string folder)
    {
        var within = Directory.Exists(Path.Combine(folder, layout.Folder)) ? layout.Folder + "/" : "";
        try
        {
            return
            [
                .. Directory.GetFiles(Path.Combine(folder, within))
                    .Select(Path.GetFileName)
                    .Where(name => IsWanted(name!))
                    .Order(StringComparer.Ordinal)
                    .Select(name => within + name),
            ];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException($"{folder}: can't be read: {exception.Message}", exception);
        }
    }

    /// <summary>Reads an extracted folder.</summary>
    /// <exception cref="DatasetException">Not readable, truncated, or not in the official layout.</exception>
    public CifarFiles Read(DataFiles files)
    {
        var contents = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        try
        {
            foreach (var name in files.Names)
            {
                using var stream = files.Open(name);
                contents.Add(Path.GetFileName(name), ReadFile(files.PathOf(name), Path.GetFileName(name), stream.Length, stream));
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException($"{files.Folder}: can't be read: {exception.Message}", exception);
        }

        return Assemble(files.Folder, contents, Contents(files.Folder));
    }

    // Of a folder and those in it, where archives unpack to: what isn't read tells what it is.
    private static IEnumerable<string> Contents(string folder) =>
        Directory.EnumerateFileSystemEntries(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1 })
            .Take(CifarContents.Most).Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/'));

    private bool IsWanted(string fileName) => fileName == layout.TestFile || layout.IsTraining(fileName) || IsNames(fileName);

    private bool IsNames(string fileName) => layout.Labels.Any(label => label.NamesFile == fileName);

    private byte[] ReadFile(string where, string fileName, long length, Stream content)
    {
        var limit = IsNames(fileName) ? MaxNamesBytes : MaxFileBytes;
        if (length > limit)
        {
            throw new DatasetException($"{where}: {length} bytes are more than the {limit} that are accepted. {layout.OfficialSource}");
        }

        if (!IsNames(fileName) && (length % layout.RecordLength != 0 || length == 0))
        {
            var records = length / layout.RecordLength;
            throw new DatasetException(
                $"{where}: not a whole number of records of {layout.RecordLength} bytes: expected "
                + $"{(records == 0 ? "" : $"{records * layout.RecordLength} or ")}"
                + $"{(records + 1) * layout.RecordLength} bytes, found {length}. {OtherLayout(length)}Download it again. "
                + $"{layout.OfficialSource}");
        }

        var bytes = new byte[length];
        var read = content.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return read == length
            ? bytes
            : throw new DatasetException(
                $"{where}: cut short: expected {length} bytes, found {read}. Download it again. {layout.OfficialSource}");
    }

    private string OtherLayout(long length) => length > 0 && length % (ImageLength + 3 - layout.Labels.Count) == 0
        ? $"It may be of {(layout.Labels.Count == 1 ? "CIFAR-100" : "CIFAR-10")}, whose records have "
            + $"{ImageLength + 3 - layout.Labels.Count} bytes. "
        : "";

    private CifarFiles Assemble(string where, SortedDictionary<string, byte[]> files, IEnumerable<string> names)
    {
        var training = files.Keys.Where(name => layout.IsTraining(name)).OrderBy(name => name.Length).ToArray();     // 2 before 10
        if (training.Length == 0 || !files.ContainsKey(layout.TestFile))
        {
            throw new DatasetException(
                $"{where}: expected {layout.TrainingFiles} and {layout.TestFile}, found {CifarContents.Describe(layout, names)}. "
                    + $"{layout.OfficialSource}");
        }

        return new CifarFiles(
            [.. layout.Labels.Select(label => Names(where, label, files.GetValueOrDefault(label.NamesFile)))],
            Records(where, files, training),
            Records(where, files, [layout.TestFile]));
    }

    private IReadOnlyList<string> Names(string where, CifarLabel label, byte[]? text)
    {
        if (text is null)
        {
            return label.DefaultNames ?? throw new DatasetException($"{where}: there is no {label.NamesFile}. {layout.OfficialSource}");
        }

        var names = Utf8Text.Decode(text, $"{where}: {label.NamesFile}").Split(
            '\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (names.Length != label.Count)
        {
            throw new DatasetException(
                $"{where}: {label.NamesFile} has {names.Length} class names, expected {label.Count}. {layout.OfficialSource}");
        }

        return names.CountBy(name => name).FirstOrDefault(count => count.Value > 1) is { Key: { } twice }
            ? throw new DatasetException($"{where}: {label.NamesFile} names '{twice}' twice. {layout.OfficialSource}")
            : names;
    }

    private CifarRecords Records(string where, SortedDictionary<string, byte[]> files, string[] names)
    {
        var count = names.Sum(name => files[name].Length / layout.RecordLength);
        var pixels = new byte[checked(count * ImageLength)];     // [N,3,32,32]
        byte[][] labels = [.. layout.Labels.Select(_ => new byte[count])];
        var image = 0;
        foreach (var name in names)
        {
            for (var offset = 0; offset < files[name].Length; offset += layout.RecordLength, image++)
            {
                var record = files[name].AsSpan(offset, layout.RecordLength);
                for (var i = 0; i < labels.Length; i++)
                {
                    labels[i][image] = record[i] < layout.Labels[i].Count
                        ? record[i]
                        : throw new DatasetException(
                            $"{where}: {name}: {layout.Labels[i].Name} {record[i]} in record {offset / layout.RecordLength} (byte "
                            + $"{offset}); "
                            + $"expected 0 to {layout.Labels[i].Count - 1}. Is it another data set? {layout.OfficialSource}");
                }

                record[labels.Length..].CopyTo(pixels.AsSpan(image * ImageLength));
            }
        }

        return new CifarRecords(pixels, labels);
    }
}
