namespace Ttca.Datasets.Images;

/// <summary>What is told from a face of FairFace.</summary>
public enum FairFaceTask
{
    /// <summary>2 classes.</summary>
    Gender,

    /// <summary>7 classes.</summary>
    Race,

    /// <summary>9 classes.</summary>
    Age,
}

/// <summary>
/// FairFace (Karkkainen and Joo 2021), in the layout of its authors or as Parquet files. Each image has the attributes <c>age</c>,
/// <c>gender</c> and <c>race</c>.
/// </summary>
/// <remarks>
/// Authors' layout: <c>fairface_label_train.csv</c> and <c>fairface_label_val.csv</c> beside the folders <c>train</c> and <c>val</c> of
/// images. Parquet, as on Hugging Face (HuggingFaceM4/FairFace): <c>train-*.parquet</c> and <c>validation-*.parquet</c>.
/// </remarks>
public static class FairFace
{
    internal static readonly string[] Ages = ["0-2", "3-9", "10-19", "20-29", "30-39", "40-49", "50-59", "60-69", "more than 70"];
    internal static readonly string[] Genders = ["Male", "Female"];
    internal static readonly string[] Races =
    [
        "East Asian", "Indian", "Black", "White", "Middle Eastern", "Latino_Hispanic", "Southeast Asian"
    ];

    private const string Expected =
        "expected train-*.parquet and validation-*.parquet, or fairface_label_train.csv and fairface_label_val.csv with the folders "
            + "train and val";

    /// <summary>Number of classes of a task.</summary>
    public static int ClassesOf(FairFaceTask task) => NamesOf(task).Length;

    /// <summary>
    /// The files that make the data set, and what else lies beside the images: paths within the folder with <c>/</c>, in the order of their
    /// names.
    /// </summary>
    /// <exception cref="DatasetException">The folder isn't there, can't be read, or holds a link that leads nowhere or back.</exception>
    public static IReadOnlyList<string> Files(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new DatasetException($"{folder}: there is no such folder; {Expected}.");
        }

        try
        {
            var root = new DirectoryInfo(folder);
            string[] parquet = [.. FilesOf(root, "*.parquet")];
            return parquet.Length > 0
                ? parquet
                :
                [
                    .. FilesOf(root, "fairface_label_*.csv")
                        .Concat(FilesIn(root, "train"))
                        .Concat(FilesIn(root, "val"))
                        .Order(StringComparer.Ordinal),
                ];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException($"{folder}: can't be read: {exception.Message}", exception);
        }
    }

    /// <summary>Decodes all images; the published validation images are the test images.</summary>
    /// <param name="files">As <see cref="Files"/> lists them.</param>
    /// <param name="task">Which of the labels are the classes.</param>
    /// <param name="loading">How to decode.</param>
    /// <param name="use">Which others tell groups; none by default.</param>
    /// <exception cref="DatasetException">
    /// Neither layout, shards that are missing, other labels than documented, a fault in a label that is used, or too many broken images.
    /// </exception>
    public static Dataset Read(DataFiles files, FairFaceTask task, ImageLoading loading, AttributeUse? use = null)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(loading);
        var train = FacesOf("train", "train");
        Face[] faces = [.. train, .. FacesOf("validation", "val")];
        FairFaceLabel[] labels =
        [
            new(files.Folder, "age", Ages, faces, face => face.Age),
            new(files.Folder, "gender", Genders, faces, face => face.Gender),
            new(files.Folder, "race", Races, faces, face => face.Race),
        ];
        string[] names = [.. (use?.Names ?? []).Append(NameOf(task)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        int[] kept = [.. Kept([.. labels.Where(label => names.Contains(label.Name))], faces.Length, task, use?.Missing)];
        var (trainImages, trainNotes) = ReadSplit("train", kept.Where(face => face < train.Count), train.Count);
        var (testImages, testNotes) = ReadSplit("validation", kept.Where(face => face >= train.Count), faces.Length - train.Count);
        return new Dataset(
            NamesOf(task),
            trainImages,
            testImages) { Notes = [.. FolderFiles.NotRead(files.Names, "train", "val"), .. trainNotes, .. testNotes] };

        IReadOnlyList<Face> FacesOf(string split, string folder)
        {
            var shards = FairFaceShards.Of(files, split);
            var table = $"fairface_label_{folder}.csv";
            return shards.Count > 0 ? [.. shards.SelectMany(file => FairFaceParquet.Read(files, file))]
                : files.Names.Contains(table) ? FairFaceTable.Read(files, table, folder, loading.Log)
                : throw new DatasetException($"{files.Folder}: there are no {split} images; {Expected}.");
        }

        (ImageSet Images, IReadOnlyList<DatasetNote> Notes) ReadSplit(string split, IEnumerable<int> part, int count)
        {
            int[] chosen = [.. part];
            AttributeUse.ReportLeftOut(split, count - chosen.Length, count, names, loading.Log);
            AttributeColumn[] attributes = [.. labels.Select(label => label.Of(kept, chosen))];
            var encoded = new EncodedImages
            {
                Split = split == "train" ? "train" : "test",
                Where = $"{files.Folder}: {split}",
                Images = [.. chosen.Select(face => faces[face].Image)],
                ClassNames = NamesOf(task),
                Labels = [.. attributes.Single(attribute => attribute.Name == NameOf(task)).Codes.Select(code => (int)code)],
                Attributes = attributes,
                WithoutValues = count - chosen.Length,
            };
            return ImageLoader.Load(encoded, loading);
        }
    }

    private static IEnumerable<int> Kept(IReadOnlyList<FairFaceLabel> used, int faces, FairFaceTask task, MissingValues? missing)
    {
        foreach (var label in used)
        {
            // No class can be told from a face of which it isn't known, whatever becomes of other labels.
            label.Check(label.Name == NameOf(task) && missing == MissingValues.OwnGroup ? null : missing);
        }

        return Enumerable.Range(0, faces).Where(face => missing != MissingValues.LeaveOut || !used.Any(label => label.IsMissing(face)));
    }

    private static string NameOf(FairFaceTask task) => task.ToString().ToLowerInvariant();

    private static string[] NamesOf(FairFaceTask task) => task switch
    {
        FairFaceTask.Gender => Genders,
        FairFaceTask.Race => Races,
        _ => Ages,
    };

    private static IEnumerable<string> FilesOf(DirectoryInfo root, string pattern) =>
        root.EnumerateFiles(pattern)
            .Where(FolderFiles.IsSeen)
            .Select(FolderFiles.Followed)
            .Select(file => file.Name)
            .Order(StringComparer.Ordinal);

    private static IEnumerable<string> FilesIn(DirectoryInfo root, string split)
    {
        var folder = new DirectoryInfo(Path.Combine(root.FullName, split));
        return folder.Exists ? FolderFiles.Of(FolderFiles.Followed(folder)).Select(name => $"{split}/{name}") : [];
    }
}

/// <summary>One image of FairFace with its labels as they are written: names, or empty.</summary>
/// <param name="Image">The image.</param>
/// <param name="Place">Where its labels are written, such as <c>fairface_label_train.csv line 2</c>: for messages.</param>
/// <param name="Age">One of <see cref="FairFace.Ages"/>.</param>
/// <param name="Gender">One of <see cref="FairFace.Genders"/>.</param>
/// <param name="Race">One of <see cref="FairFace.Races"/>.</param>
internal sealed record Face(EncodedImage Image, string Place, string Age, string Gender, string Race);
