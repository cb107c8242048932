namespace Ttca.Learning.Data.Images;

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

/// <summary>FairFace (Karkkainen and Joo 2021), in the layout of its authors or as Parquet files. Each image has the attributes <c>age</c>, <c>gender</c> and <c>race</c>.</summary>
/// <remarks>
/// Authors' layout: <c>fairface_label_train.csv</c> and <c>fairface_label_val.csv</c> beside the folders <c>train</c> and <c>val</c> of images. Parquet, as on
/// Hugging Face (HuggingFaceM4/FairFace): <c>train-*.parquet</c> and <c>validation-*.parquet</c>.
/// </remarks>
public static class FairFace
{
    internal static readonly string[] Ages = ["0-2", "3-9", "10-19", "20-29", "30-39", "40-49", "50-59", "60-69", "more than 70"];
    internal static readonly string[] Genders = ["Male", "Female"];
    internal static readonly string[] Races = ["East Asian", "Indian", "Black", "White", "Middle Eastern", "Latino_Hispanic", "Southeast Asian"];

    private const string Expected =
        "expected train-*.parquet and validation-*.parquet, or fairface_label_train.csv and fairface_label_val.csv with the folders train and val";

    /// <summary>Number of classes of a task.</summary>
    public static int ClassesOf(FairFaceTask task) => NamesOf(task).Length;

    /// <summary>The files that make the data set: paths within the folder with <c>/</c>, in the order of their names.</summary>
    /// <exception cref="DatasetException">The folder isn't there, can't be read, or holds a link.</exception>
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
                : [.. FilesOf(root, "fairface_label_*.csv").Concat(ImagesOf(root, "train")).Concat(ImagesOf(root, "val")).Order(StringComparer.Ordinal)];
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
    /// <exception cref="DatasetException">Neither layout, other labels than documented, or too many broken images.</exception>
    public static Dataset Read(DataFiles files, FairFaceTask task, ImageLoading loading)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(loading);
        return new Dataset(NamesOf(task), ReadSplit("train"), ReadSplit("validation"));

        ImageSet ReadSplit(string split)
        {
            string[] parquet = [.. files.Names.Where(file => file.StartsWith($"{split}-", StringComparison.Ordinal) && file.EndsWith(".parquet", StringComparison.Ordinal))];
            var table = $"fairface_label_{(split == "train" ? "train" : "val")}.csv";
            var faces = parquet.Length > 0 ? [.. parquet.SelectMany(file => FairFaceParquet.Read(files, file))]
                : files.Names.Contains(table) ? FairFaceTable.Read(files, table)
                : throw new DatasetException($"{files.Folder}: there are no {split} images; {Expected}.");
            return Decode(faces, $"{files.Folder}: {split}", task, loading);
        }
    }

    private static ImageSet Decode(IReadOnlyList<Face> faces, string where, FairFaceTask task, ImageLoading loading)
    {
        var (pixels, kept) = ImageLoader.Load([.. faces.Select(face => face.Image)], where, loading);
        AttributeColumn[] attributes =
        [
            new("age", Ages, [.. kept.Select(i => faces[i].Age)]),
            new("gender", Genders, [.. kept.Select(i => faces[i].Gender)]),
            new("race", Races, [.. kept.Select(i => faces[i].Race)]),
        ];
        var classes = attributes.Single(attribute => attribute.Values == NamesOf(task)).Codes;
        return new ImageSet(pixels, [.. classes.Select(code => (int)code)], new Group[kept.Length], loading.Size, loading.Size, attributes);
    }

    private static string[] NamesOf(FairFaceTask task) => task switch
    {
        FairFaceTask.Gender => Genders,
        FairFaceTask.Race => Races,
        _ => Ages,
    };

    private static IEnumerable<string> FilesOf(DirectoryInfo root, string pattern) =>
        root.EnumerateFiles(pattern).Select(ImageFolder.NotALink).Select(file => file.Name).Order(StringComparer.Ordinal);

    private static IEnumerable<string> ImagesOf(DirectoryInfo root, string split)
    {
        var folder = new DirectoryInfo(Path.Combine(root.FullName, split));
        return folder.Exists
            ? ImageFolder.NotALink(folder).EnumerateFiles().Where(file => ImageFolder.IsImage(file.Name)).Select(ImageFolder.NotALink).Select(file => $"{split}/{file.Name}")
            : [];
    }
}

/// <summary>One image of FairFace with its labels: indices into <see cref="FairFace.Ages"/>, <see cref="FairFace.Genders"/> and <see cref="FairFace.Races"/>.</summary>
internal sealed record Face(EncodedImage Image, byte Age, byte Gender, byte Race);
