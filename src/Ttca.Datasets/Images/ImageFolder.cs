namespace Ttca.Datasets.Images;

/// <summary>
/// Anybody's own images: <c>train/CLASS/*</c> and <c>test/CLASS/*</c> (what <see cref="ImageDecoder"/> decodes; other files are counted),
/// and maybe <c>attributes.csv</c>
/// with a column <c>file</c> (<c>train/cat/1.jpg</c>) and a column per attribute.
/// </summary>
public static class ImageFolder
{
    private const string TrainFolder = "train";
    private const string TestFolder = "test";
    private const string AttributesFile = "attributes.csv";

    // The same for every seed of an experiment. Without it the first test images would all be of one class.
    private const long OrderSeed = 1;

    /// <summary>
    /// The files that make the data set, and what else lies beside the images: paths within the folder with <c>/</c>, in the order of their
    /// names.
    /// </summary>
    /// <exception cref="DatasetException">
    /// The folder can't be read, holds a link that leads nowhere or back, or folders within those of classes.
    /// </exception>
    public static IReadOnlyList<string> Files(string folder)
    {
        try
        {
            var root = new DirectoryInfo(folder);
            string[] attributes = [.. root.EnumerateFiles(AttributesFile).Select(FolderFiles.Followed).Select(file => file.Name)];
            return [.. attributes.Concat(FilesOf(root, TrainFolder)).Concat(FilesOf(root, TestFolder)).Order(StringComparer.Ordinal)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException(
                $"{folder}: can't be read: {exception.Message} Expected {TrainFolder}/CLASS/*.jpg and {TestFolder}/CLASS/*.jpg.",
                exception);
        }
    }

    /// <summary>Decodes all images, each split in an order of its own that is always the same.</summary>
    /// <param name="files">As <see cref="Files"/> lists them.</param>
    /// <param name="classNames">Names of the folders within, in the order of the labels.</param>
    /// <param name="loading">How to decode.</param>
    /// <param name="use">Which attributes tell groups; none by default.</param>
    /// <exception cref="DatasetException">
    /// Other classes than these, an empty split, no row of attributes for an image, a fault in an attribute that is used, or too many
    /// broken images.
    /// </exception>
    public static Dataset Read(DataFiles files, IReadOnlyList<string> classNames, ImageLoading loading, AttributeUse? use = null)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(classNames);
        ArgumentNullException.ThrowIfNull(loading);
        use ??= AttributeUse.None;
        string[] all = [.. files.Names.Where(ImageDecoder.Reads)];
        var attributes = files.Names.Contains(AttributesFile)
            ? new ImageAttributes(AttributeTable.Read(files, AttributesFile), all, use, loading.Log)
            : use.Names.Count == 0 ? null
            : throw new DatasetException(
                $"{files.PathOf(AttributesFile)}: is not there, and disparity or fairness uses {string.Join(", ", use.Names)}.");
        var images = (attributes?.Kept(all) ?? all).ToLookup(file => file.Split('/')[0]);
        foreach (var (split, count) in all.CountBy(file => file.Split('/')[0]))
        {
            AttributeUse.ReportLeftOut(split, count - images[split].Count(), count, use.Names, loading.Log);
        }

        var notRead = FolderFiles.NotRead(files.Names, TrainFolder, TestFolder);
        CheckClasses(files.Folder, classNames, images[TrainFolder], images[TestFolder], notRead);
        var (train, test) = (ReadSplit(TrainFolder), ReadSplit(TestFolder));
        return new Dataset(
            classNames, train.Images, test.Images) { Notes = [.. notRead, .. attributes?.Notes ?? [], .. train.Notes, .. test.Notes] };

        (ImageSet Images, IReadOnlyList<DatasetNote> Notes) ReadSplit(string split)
        {
            string[] paths = [.. images[split]];
            SplitMix64.Of(OrderSeed, 0).Shuffle(paths.AsSpan());
            var encoded = new EncodedImages
            {
                Split = split,
                Where = $"{files.Folder}: {split}",
                Images = [.. paths.Select(path => FileImage(files, path))],
                ClassNames = classNames,
                Labels = [.. paths.Select(path => classNames.Index().First(name => name.Item == path.Split('/')[1]).Index)],
                Attributes = attributes?.ColumnsOf(paths) ?? [],
                WithoutValues = all.Count(file => file.StartsWith($"{split}/", StringComparison.Ordinal)) - paths.Length,
            };
            return ImageLoader.Load(encoded, loading);
        }
    }

    /// <summary>The image in a file, whose size is checked before it is read.</summary>
    internal static EncodedImage FileImage(DataFiles files, string name) => new(name, () =>
    {
        using var file = files.Open(name);
        if (file.Length > ImageDecoder.MaxFileBytes)
        {
            throw new BrokenImageException($"{file.Length} bytes, more than the {ImageDecoder.MaxFileBytes} that are accepted");
        }

        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    });

    /// <summary>All files in the folders of classes, whatever they are.</summary>
    private static IEnumerable<string> FilesOf(DirectoryInfo root, string split)
    {
        foreach (var classFolder in FolderFiles
            .Followed(new DirectoryInfo(Path.Combine(root.FullName, split)))
            .EnumerateDirectories()
            .Where(FolderFiles.IsSeen)
            .Select(FolderFiles.Followed))
        {
            if (classFolder.EnumerateDirectories().FirstOrDefault(FolderFiles.IsSeen) is { } inner)
            {
                throw new DatasetException(
                    $"{inner.FullName} is a folder within that of a class: put its images into {split}/{classFolder.Name}.");
            }

            foreach (var file in FolderFiles.Of(classFolder))
            {
                yield return $"{split}/{classFolder.Name}/{file}";
            }
        }
    }

    private static void CheckClasses(
        string folder,
        IReadOnlyList<string> classNames,
        IEnumerable<string> train,
        IEnumerable<string> test,
        IReadOnlyList<DatasetNote> notRead)
    {
        var (inTrain, inTest) = (ClassesOf(train), ClassesOf(test));
        var unknown = inTrain.Concat(inTest).Except(classNames, StringComparer.Ordinal).ToList();
        var missing = classNames.Except(inTrain, StringComparer.Ordinal).ToList();
        if (unknown.Count > 0 || missing.Count > 0 || inTest.Count == 0)
        {
            var others = string.Join(
                ", ", notRead.Select(note => FormattableString.Invariant($"{note.Count} {note.Among} in {note.Split}")));
            throw new DatasetException(
                $"{folder}: {TrainFolder} has images of [{string.Join(", ", inTrain)}], {TestFolder} of [{string.Join(", ", inTest)}]; "
                + $"expected those of dataset.class-names "
                + $"[{string.Join(", ", classNames)}].{(others.Length == 0 ? "" : $" Nothing here decodes {others}.")}");
        }
    }

    private static List<string> ClassesOf(IEnumerable<string> paths) =>
        [.. paths.Select(path => path.Split('/')[1]).Distinct(StringComparer.Ordinal)];
}
