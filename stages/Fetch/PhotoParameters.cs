using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Ttca.Configuration;
using Ttca.Datasets;
using Ttca.Datasets.Images;
using Ttca.Learning.Data;
using Ttca.Pipeline;

namespace Ttca.Stages;

/// <summary>A folder of encoded images of any size, which are decoded and resized.</summary>
public abstract record PhotoParameters : DatasetParameters
{
    /// <summary>
    /// The folder of images. A relative path is relative to the experiment file; with <c>--set</c>, to the working directory.
    /// </summary>
    [Location]
    [LocalPath]
    public required string Folder { get; init; }

    /// <summary>Height and width that images are resized to, pixels.</summary>
    /// <value>64. From 8 to 512.</value>
    [JsonPropertyName("size")]
    [Range(8, 512)]
    public int DeclaredSize { get; init; } = 64;

    /// <summary>Share of the images, of training and of test each, that may be broken and are left out then.</summary>
    /// <value>0. From 0 to 1.</value>
    [Range(0.0, 1.0)]
    public double BrokenShare { get; init; }

    /// <summary>
    /// What becomes of images without a value (empty, <c>nan</c>, <c>n/a</c>, <c>null</c>, <c>none</c>, <c>?</c>, <c>-</c> and their like)
    /// of an attribute that disparity or fairness uses, or of the task: <c>own-group</c> is one more value, <c>missing</c>;
    /// <c>leave-out</c> leaves them out of training and test.
    /// </summary>
    /// <value>Null: they are an error.</value>
    public MissingValues? Missing { get; init; }

    [JsonIgnore] // its name is taken
    public override int Size => DeclaredSize;

    internal override bool ChecksAttributes => true;

    internal override ExternalFiles Files => new(Folder, () => FilesIn(Folder));

    internal override Dataset Read(DatasetReading reading)
    {
        var loading = new ImageLoading
        {
            Size = DeclaredSize,
            BrokenShare = BrokenShare,
            Progress = (done, total) => reading.Report(done, total, "decoding images"),
            Log = reading.Log,
            Cancellation = reading.Cancellation,
        };
        return Read(reading.Files, loading, new AttributeUse { Names = reading.Uses, Missing = Missing });
    }

    private protected abstract IReadOnlyList<string> FilesIn(string folder);

    private protected abstract Dataset Read(DataFiles files, ImageLoading loading, AttributeUse use);
}

/// <summary>FairFace: a folder of its Parquet files, or of its label tables and images.</summary>
public sealed record FairFaceParameters : PhotoParameters
{
    public override string Name => "fairface";

    public override string Title => $"FairFace, {TaskName}";

    /// <summary>What is told from a face, with its values as classes.</summary>
    /// <value>gender.</value>
    public FairFaceTask Task { get; init; } = FairFaceTask.Gender;

    public override int Classes => FairFace.ClassesOf(Task);

    internal override IReadOnlyList<string> Attributes => ["age", "gender", "race"];

    internal override IReadOnlyList<string> ClassAttributes => [NaturalSubgroup.Class, TaskName];

    private string TaskName => Task.ToString().ToLowerInvariant();

    private protected override IReadOnlyList<string> FilesIn(string folder) => FairFace.Files(folder);

    private protected override Dataset Read(DataFiles files, ImageLoading loading, AttributeUse use) =>
        FairFace.Read(files, Task, loading, use);
}

/// <summary>Anybody's own images, <c>train/CLASS/*.jpg</c> and <c>test/CLASS/*.jpg</c>.</summary>
public sealed record ImageFolderParameters : PhotoParameters, IValidatableObject
{
    public override string Name => "image-folder";

    public override string Title => "own images";

    /// <summary>Names of the folders of classes, in the order of their labels.</summary>
    [Length(2, 1000)]
    public required IReadOnlyList<string> ClassNames { get; init; }

    public override int Classes => ClassNames.Count;

    internal override IReadOnlyList<string>? Attributes => null;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (ClassNames.Distinct(StringComparer.Ordinal).Count() < ClassNames.Count)
        {
            yield return new ValidationResult(
                "'image-folder' needs class-names: the name of each folder of a class, once", [nameof(ClassNames)]);
        }
    }

    private protected override IReadOnlyList<string> FilesIn(string folder) => ImageFolder.Files(folder);

    private protected override Dataset Read(DataFiles files, ImageLoading loading, AttributeUse use) =>
        ImageFolder.Read(files, ClassNames, loading, use);
}
