using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Ttca.Learning.Data;
using Ttca.Pipeline;

namespace Ttca.Stages;

/// <summary>Which images, from where, and how many.</summary>
public sealed record DatasetParameters : IValidatableObject
{
    /// <summary><c>embedded</c> is drawn by code; <c>cifar10</c> and <c>cifar100</c> are the official binary layouts, from an archive or a folder.</summary>
    [AllowedValues("embedded", "cifar10", "cifar100")]
    public string Name { get; init; } = "embedded";

    /// <summary>Address of the archive: https, or a local file (<c>file:///...</c>).</summary>
    [Location]
    public string? Url { get; init; }

    /// <summary>SHA-256 of the archive, 64 hexadecimal digits: the archive's identity, wherever it lies.</summary>
    [RegularExpression("[0-9a-f]{64}")]
    public string? Sha256 { get; init; }

    /// <summary>An extracted archive, instead of <see cref="Url"/>.</summary>
    [Location]
    public string? Folder { get; init; }

    /// <summary>Which labels are the classes: 100 fine or 20 coarse ones; <c>cifar100</c> only.</summary>
    /// <value>fine.</value>
    public Cifar100Labels? Labels { get; init; }

    /// <summary>Images to draw for training and for the collective; <c>embedded</c> only, others take what the archive holds.</summary>
    [Range(100, 1_000_000)]
    public int? TrainImages { get; init; }

    /// <summary>Images the platform is trained on. The collective's come from the rest.</summary>
    [Range(100, 1_000_000)]
    public int PlatformImages { get; init; } = 6_000;

    /// <summary>Test images, half of them seen as the subgroup sees itself; the archive's first ones.</summary>
    [Range(20, 1_000_000)]
    public int TestImages { get; init; } = 2_000;

    /// <summary>Number of classes of each data set.</summary>
    [JsonIgnore]
    public int Classes => Name switch
    {
        "embedded" or "cifar10" => 10,
        "cifar100" => Labels is Cifar100Labels.Coarse ? Cifar100.CoarseClasses : Cifar100.FineClasses,
        _ => throw new InvalidOperationException($"no data set '{Name}'"),
    };

    /// <summary>Height and width of the images, pixels.</summary>
    [JsonIgnore]
    public int Size => Name switch
    {
        "embedded" or "cifar10" or "cifar100" => 32,
        _ => throw new InvalidOperationException($"no data set '{Name}'"),
    };

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Labels is not null && Name != "cifar100")
        {
            yield return new ValidationResult($"'{Name}' has one kind of labels: leave out labels, which is for 'cifar100'", [nameof(Labels)]);
        }

        if (Name == "embedded")
        {
            if (Url is not null || Sha256 is not null || Folder is not null)
            {
                yield return new ValidationResult("'embedded' is drawn by code: leave out url, sha256 and folder", [nameof(Name)]);
            }

            if (TrainImages is null)
            {
                yield return new ValidationResult("'embedded' needs train-images: how many to draw", [nameof(Name)]);
            }
        }
        else if (Folder is null == (Url is null))
        {
            yield return new ValidationResult($"'{Name}' needs either url (with sha256) or folder", [nameof(Name)]);
        }
        else if (Url is not null && !(Uri.TryCreate(Url, UriKind.Absolute, out var address) && (address.Scheme is "https" or "file")))
        {
            yield return new ValidationResult($"'{Url}' is no address: write https://... or file:///ABSOLUTE/PATH", [nameof(Url)]);
        }
        else if (Url is not null && Sha256 is null)
        {
            yield return new ValidationResult("url needs sha256: what the archive must hash to", [nameof(Url)]);
        }
    }
}
