using Ttca.Learning.Data;
using Ttca.Pipeline;

namespace Ttca.Stages;

/// <summary>The data set as published: images, labels, and its own division into training and test.</summary>
/// <param name="Name">Name of the data set, see <see cref="DatasetParameters.Name"/>.</param>
/// <remarks>Holds what the data set of this name needs of <see cref="DatasetParameters"/>: the rest is null, so that changing it fetches nothing anew.</remarks>
public sealed record Fetch(string Name) : IStage<Dataset>, IReadsFiles
{
    /// <summary>The pictures of the embedded data set are the same for every seed of an experiment.</summary>
    private const long DrawingSeed = 1;

    /// <inheritdoc cref="DatasetParameters.Labels"/>
    public Cifar100Labels? Labels { get; init; }

    /// <summary>Images to draw for training, where they are drawn by code.</summary>
    public int? TrainImages { get; init; }

    /// <summary>Images to draw for tests, where they are drawn by code.</summary>
    public int? TestImages { get; init; }

    /// <inheritdoc cref="DatasetParameters.Url"/>
    [Location]
    public string? Url { get; init; }

    /// <inheritdoc cref="DatasetParameters.Sha256"/>
    public string? Sha256 { get; init; }

    /// <inheritdoc cref="DatasetParameters.Folder"/>
    [Location]
    public string? Folder { get; init; }

    /// <inheritdoc/>
    public IEnumerable<string> Files => Folder is not null && Directory.Exists(Folder)
        ? Directory.EnumerateFiles(Folder, "*.bin", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        : [];

    /// <summary>The stage that makes the data set which <paramref name="dataset"/> describes.</summary>
    public static Fetch Of(DatasetParameters dataset) => dataset switch
    {
        { Name: "embedded" } => new Fetch(dataset.Name) { TrainImages = dataset.TrainImages, TestImages = dataset.TestImages },
        { Folder: not null } => new Fetch(dataset.Name) { Folder = dataset.Folder, Labels = LabelsOf(dataset) },
        _ => new Fetch(dataset.Name) { Url = dataset.Url, Sha256 = dataset.Sha256, Labels = LabelsOf(dataset) },
    };

    public Dataset Run(StageContext context) => Name switch
    {
        "embedded" => EmbeddedDataset.Draw(TrainImages!.Value, TestImages!.Value, DrawingSeed),
        "cifar100" when Folder is not null => Cifar100.ReadFolder(Folder, Labels!.Value),
        "cifar100" => Download(context, path => Cifar100.ReadArchive(path, Labels!.Value)),
        _ when Folder is not null => Cifar10.ReadFolder(Folder),
        _ => Download(context, Cifar10.ReadArchive),
    };

    /// <summary>The default is filled in here, so that saying it changes no key.</summary>
    private static Cifar100Labels? LabelsOf(DatasetParameters dataset) => dataset.Name == "cifar100" ? dataset.Labels ?? Cifar100Labels.Fine : null;

    private Dataset Download(StageContext context, Func<string, Dataset> read)
    {
        var progress = new Relay<DownloadProgress>(p => context.Progress.Report(p.Bytes, p.Total ?? p.Bytes, "downloading"));
        return new DatasetDownloader(context.DataDirectory).Read(new Uri(Url!), Sha256!, read, progress, context.CancellationToken);
    }
}
