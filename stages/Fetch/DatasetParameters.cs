using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Ttca.Configuration;
using Ttca.Learning.Data;
using Ttca.Learning.Data.Images;
using Ttca.Pipeline;

namespace Ttca.Stages;

/// <summary>Which images, from where, and how many.</summary>
public sealed record DatasetParameters : IValidatableObject
{
    private const int CifarSize = 32;
    private const int DefaultSize = 64;

    /// <summary>
    /// <c>embedded</c> is drawn by code; <c>cifar10</c> and <c>cifar100</c> are the official binary layouts, from an archive or a folder;
    /// <c>fairface</c> is a folder of its Parquet files, or of its label tables and images; <c>image-folder</c> is anybody's own images,
    /// <c>train/CLASS/*.jpg</c> and <c>test/CLASS/*.jpg</c>.
    /// </summary>
    [AllowedValues("embedded", "cifar10", "cifar100", "fairface", "image-folder")]
    public string Name { get; init; } = "embedded";

    /// <summary>Address of the archive: https, or a local file (<c>file:///...</c>).</summary>
    [Location]
    public string? Url { get; init; }

    /// <summary>SHA-256 of the archive, 64 hexadecimal digits: the archive's identity, wherever it lies.</summary>
    /// <value>In lower case, however it was written.</value>
    [RegularExpression("[0-9A-Fa-f]{64}")]
    public string? Sha256 { get; init => field = value?.ToLowerInvariant(); }

    /// <summary>
    /// An extracted archive, instead of <see cref="Url"/>; or the folder of images. A relative path is relative to the experiment file; with
    /// <c>--set</c>, to the working directory.
    /// </summary>
    [Location]
    [LocalPath]
    public string? Folder { get; init; }

    /// <summary>Which labels are the classes: 100 fine or 20 coarse ones; <c>cifar100</c> only.</summary>
    /// <value>fine.</value>
    public Cifar100Labels? Labels { get; init; }

    /// <summary>What is told from a face, with its values as classes; <c>fairface</c> only.</summary>
    /// <value>gender.</value>
    public FairFaceTask? Task { get; init; }

    /// <summary>Names of the folders of classes, in the order of their labels; <c>image-folder</c> only.</summary>
    [Length(2, 1000)]
    public IReadOnlyList<string>? ClassNames { get; init; }

    /// <summary>Height and width that images are resized to, pixels; <c>fairface</c> and <c>image-folder</c> only.</summary>
    /// <value>64. From 8 to 512.</value>
    [JsonPropertyName("size")]
    [Range(8, 512)]
    public int? DeclaredSize { get; init; }

    /// <summary>Share of the images, of training and of test each, that may be broken and are left out then; <c>fairface</c> and <c>image-folder</c> only.</summary>
    /// <value>0. From 0 to 1.</value>
    [Range(0.0, 1.0)]
    public double? BrokenShare { get; init; }

    /// <summary>
    /// What becomes of images without a value (empty, <c>nan</c>, <c>n/a</c>, <c>null</c>, <c>none</c>, <c>?</c>, <c>-</c> and their like) of an attribute
    /// that disparity or fairness uses, or of the task: <c>own-group</c> is one more value, <c>missing</c>; <c>leave-out</c> leaves them out of training and
    /// test. <c>fairface</c> and <c>image-folder</c> only.
    /// </summary>
    /// <value>Null: they are an error.</value>
    public MissingValues? Missing { get; init; }

    /// <summary>Images to draw for training and for the collective; <c>embedded</c> only, others take what there is.</summary>
    [Range(100, 1_000_000)]
    public int? TrainImages { get; init; }

    /// <summary>Images the platform is trained on. The collective's come from the rest.</summary>
    [Range(100, 1_000_000)]
    public int PlatformImages { get; init; } = 6_000;

    /// <summary>Images of the subgroup on which controls are chosen, at most: neither the platform's nor the collective's. Too few of them are an error.</summary>
    [Range(10, 1_000_000)]
    public int ValidationImages { get; init; } = 500;

    /// <summary>Test images; the first ones that there are. Half of them are seen as a subgroup that is drawn by chance sees itself.</summary>
    [Range(20, 1_000_000)]
    public int TestImages { get; init; } = 2_000;

    /// <summary>Number of classes of each data set.</summary>
    [JsonIgnore]
    public int Classes => Name switch
    {
        "embedded" or "cifar10" => 10,
        "cifar100" => Labels is Cifar100Labels.Coarse ? Cifar100.CoarseClasses : Cifar100.FineClasses,
        "fairface" => FairFace.ClassesOf(Task ?? FairFaceTask.Gender),
        "image-folder" => ClassNames?.Count ?? 0,
        _ => throw new InvalidOperationException($"no data set '{Name}'"),
    };

    /// <summary>What the data are, for captions.</summary>
    [JsonIgnore]
    public string Title => Name switch
    {
        "embedded" => "embedded data, drawn by code",
        "cifar10" => "CIFAR-10",
        "cifar100" => Labels is Cifar100Labels.Coarse ? "CIFAR-100, coarse labels" : "CIFAR-100, fine labels",
        "fairface" => $"FairFace, {(Task ?? FairFaceTask.Gender).ToString().ToLowerInvariant()}",
        _ => "own images",
    };

    /// <summary>Height and width of the images, pixels.</summary>
    [JsonIgnore]
    public int Size => IsDecoded ? DeclaredSize ?? DefaultSize : CifarSize;

    /// <summary>Whether the images are encoded ones of any size, which are decoded and resized.</summary>
    [JsonIgnore]
    internal bool IsDecoded => Name is "fairface" or "image-folder";

    /// <summary>What is known of each image beside its class; null where only the user's table of images says it.</summary>
    [JsonIgnore]
    internal IReadOnlyList<string>? Attributes => Name switch
    {
        "cifar100" => ["coarse", "fine"],
        "fairface" => ["age", "gender", "race"],
        "image-folder" => null,
        _ => [],
    };

    /// <summary>What is known of an image as soon as its class is: groups by it have no class in common.</summary>
    [JsonIgnore]
    internal IReadOnlyList<string> ClassAttributes => Name switch
    {
        "cifar100" => [NaturalSubgroup.Class, "coarse", "fine"],
        "fairface" => [NaturalSubgroup.Class, (Task ?? FairFaceTask.Gender).ToString().ToLowerInvariant()],
        _ => [NaturalSubgroup.Class],
    };

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Labels is not null && Name != "cifar100")
        {
            yield return new ValidationResult($"'{Name}' has one kind of labels: leave out labels, which is for 'cifar100'", [nameof(Labels)]);
        }

        if (!IsDecoded && (DeclaredSize is not null || BrokenShare is not null))
        {
            yield return new ValidationResult(
                $"the images of '{Name}' have a fixed size: leave out size and broken-share, which are for 'fairface' and 'image-folder'", [nameof(Name)]);
        }

        if (!IsDecoded && Missing is not null)
        {
            yield return new ValidationResult($"nothing is missing of the images of '{Name}': leave out missing, which is for 'fairface' and 'image-folder'", [nameof(Missing)]);
        }

        if (Task is not null && Name != "fairface")
        {
            yield return new ValidationResult($"'{Name}' has no tasks: leave out task, which is for 'fairface'", [nameof(Task)]);
        }

        if (ClassNames is not null && Name != "image-folder")
        {
            yield return new ValidationResult($"the classes of '{Name}' have their names: leave out class-names, which is for 'image-folder'", [nameof(ClassNames)]);
        }

        if (ValidateSource() is { } problem)
        {
            yield return problem;
        }
    }

    private ValidationResult? ValidateSource()
    {
        if (Name == "embedded")
        {
            return Url is not null || Sha256 is not null || Folder is not null
                ? new ValidationResult("'embedded' is drawn by code: leave out url, sha256 and folder", [nameof(Name)])
                : TrainImages is null ? new ValidationResult("'embedded' needs train-images: how many to draw", [nameof(Name)]) : null;
        }

        if (IsDecoded)
        {
            return Folder is null || Url is not null || Sha256 is not null
                ? new ValidationResult($"'{Name}' needs folder, without url and sha256", [nameof(Name)])
                : Name == "image-folder" && (ClassNames is null || ClassNames.Distinct(StringComparer.Ordinal).Count() < ClassNames.Count)
                    ? new ValidationResult("'image-folder' needs class-names: the name of each folder of a class, once", [nameof(Name)])
                    : null;
        }

        if (Folder is null == (Url is null))
        {
            return new ValidationResult($"'{Name}' needs either url (with sha256) or folder", [nameof(Name)]);
        }

        if (Url is not null && !IsAddress(Url))
        {
            return new ValidationResult($"'{Url}' is no address: write https://... or file:///ABSOLUTE/PATH", [nameof(Url)]);
        }

        return Url is not null && Sha256 is null ? new ValidationResult("url needs sha256: what the archive must hash to", [nameof(Url)]) : null;
    }

    /// <summary>Only a shell knows <c>~</c>.</summary>
    private static bool IsAddress(string url) => Uri.TryCreate(url, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || (address.IsFile && address.Host != "~" && !address.AbsolutePath.StartsWith("/~", StringComparison.Ordinal)));
}
