using System.ComponentModel.DataAnnotations;
using Ttca.Configuration;
using Ttca.Datasets;
using Ttca.Learning.Data;
using Ttca.Pipeline;

namespace Ttca.Stages;

/// <summary>A data set in the official binary layout of CIFAR, from an archive or a folder.</summary>
public abstract record CifarParameters : DatasetParameters, IValidatableObject
{
    /// <summary>Address of the archive: https, or a local file (<c>file:///...</c>).</summary>
    [Location]
    public string? Url { get; init; }

    /// <summary>SHA-256 of the archive, 64 hexadecimal digits: the archive's identity, wherever it lies.</summary>
    /// <value>In lower case, however it was written.</value>
    [RegularExpression("[0-9A-Fa-f]{64}")]
    public string? Sha256 { get; init => field = value?.ToLowerInvariant(); }

    /// <summary>
    /// An extracted archive, instead of <see cref="Url"/>. A relative path is relative to the experiment file; with <c>--set</c>, to the
    /// working directory.
    /// </summary>
    [Location]
    [LocalPath]
    public string? Folder { get; init; }

    public override int Size => 32;

    internal override bool HasPublishedSplit => true;

    internal override ExternalFiles? Files => Folder is null ? null : new ExternalFiles(Folder, () => FilesIn(Folder));

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Folder is null == (Url is null))
        {
            yield return new ValidationResult($"'{Name}' needs either url (with sha256) or folder", [nameof(Name)]);
        }
        else if (Url is not null && !IsAddress(Url))
        {
            yield return new ValidationResult($"'{Url}' is no address: write https://... or file:///ABSOLUTE/PATH", [nameof(Url)]);
        }
        else if (Url is not null && Sha256 is null)
        {
            yield return new ValidationResult("url needs sha256: what the archive must hash to", [nameof(Url)]);
        }
    }

    internal override DatasetParameters Settled() => Url is null ? this with { Sha256 = null } : this;

    internal override Dataset Read(DatasetReading reading) =>
        Folder is null ? reading.Download(Url!, Sha256!, content => ReadArchive(Url!, content)) : ReadFolder(reading.Files);

    private protected abstract IReadOnlyList<string> FilesIn(string folder);

    private protected abstract Dataset ReadFolder(DataFiles files);

    private protected abstract Dataset ReadArchive(string archive, Stream content);

    /// <summary>Only a shell knows <c>~</c>.</summary>
    private static bool IsAddress(string url) => Uri.TryCreate(url, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps
            || (address.IsFile && address.Host != "~" && !address.AbsolutePath.StartsWith("/~", StringComparison.Ordinal)));
}

/// <summary>CIFAR-10.</summary>
public sealed record Cifar10Parameters : CifarParameters
{
    public override string Name => "cifar10";

    public override string Title => "CIFAR-10";

    public override int Classes => 10;

    private protected override IReadOnlyList<string> FilesIn(string folder) => Cifar10.Files(folder);

    private protected override Dataset ReadFolder(DataFiles files) => Cifar10.ReadFolder(files);

    private protected override Dataset ReadArchive(string archive, Stream content) => Cifar10.ReadArchive(archive, content);
}

/// <summary>CIFAR-100, whose images have the attributes <c>coarse</c> and <c>fine</c>.</summary>
public sealed record Cifar100Parameters : CifarParameters
{
    public override string Name => "cifar100";

    public override string Title => Labels == Cifar100Labels.Coarse ? "CIFAR-100, coarse labels" : "CIFAR-100, fine labels";

    /// <summary>Which labels are the classes: 100 fine or 20 coarse ones.</summary>
    /// <value>fine.</value>
    public Cifar100Labels Labels { get; init; } = Cifar100Labels.Fine;

    public override int Classes => Labels == Cifar100Labels.Coarse ? Cifar100.CoarseClasses : Cifar100.FineClasses;

    internal override IReadOnlyList<string> Attributes => ["coarse", "fine"];

    internal override IReadOnlyList<string> ClassAttributes => [NaturalSubgroup.Class, .. Attributes];

    private protected override IReadOnlyList<string> FilesIn(string folder) => Cifar100.Files(folder);

    private protected override Dataset ReadFolder(DataFiles files) => Cifar100.ReadFolder(files, Labels);

    private protected override Dataset ReadArchive(string archive, Stream content) => Cifar100.ReadArchive(archive, Labels, content);
}
