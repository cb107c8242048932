using Ttca.Learning.Data;
using Ttca.Learning.Data.Images;
using Ttca.Pipeline;

namespace Ttca.Stages;

/// <summary>The data set as published: images, labels, attributes, and its own division into training and test.</summary>
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

    /// <inheritdoc cref="DatasetParameters.Task"/>
    public FairFaceTask? Task { get; init; }

    /// <inheritdoc cref="DatasetParameters.ClassNames"/>
    public IReadOnlyList<string>? ClassNames { get; init; }

    /// <summary>Height and width that images are resized to, where they are decoded.</summary>
    public int? Size { get; init; }

    /// <inheritdoc cref="DatasetParameters.BrokenShare"/>
    public double? BrokenShare { get; init; }

    /// <summary>Attributes that tell groups, where a table or labels tell attributes; null for none.</summary>
    public IReadOnlyList<string>? Uses { get; init; }

    /// <inheritdoc cref="DatasetParameters.Missing"/>
    public MissingValues? Missing { get; init; }

    /// <inheritdoc/>
    public ExternalFiles? Files => Folder is null ? null : new ExternalFiles(Folder, () => Name switch
    {
        "fairface" => FairFace.Files(Folder),
        "image-folder" => ImageFolder.Files(Folder),
        "cifar100" => Cifar100.Files(Folder),
        _ => Cifar10.Files(Folder),
    });

    /// <summary>The stage that makes the data set which <paramref name="dataset"/> describes.</summary>
    /// <param name="dataset">The data set.</param>
    /// <param name="attributes">Attributes that tell groups in the experiment.</param>
    public static Fetch Of(DatasetParameters dataset, IReadOnlyList<string> attributes) => new(dataset.Name)
    {
        Url = dataset.Url,
        Sha256 = dataset.Url is null ? null : dataset.Sha256,
        Folder = dataset.Folder,
        TrainImages = dataset.Name == "embedded" ? dataset.TrainImages : null,
        TestImages = dataset.Name == "embedded" ? dataset.TestImages : null,
        Labels = dataset.Name == "cifar100" ? dataset.Labels ?? Cifar100Labels.Fine : null, // saying the default changes no key
        Task = dataset.Name == "fairface" ? dataset.Task ?? FairFaceTask.Gender : null,
        ClassNames = dataset.ClassNames,
        Size = dataset.IsDecoded ? dataset.Size : null,
        BrokenShare = dataset.IsDecoded ? dataset.BrokenShare ?? 0 : null,
        Uses = dataset.IsDecoded && attributes.Count > 0 ? attributes : null,
        Missing = dataset.Missing,
    };

    public Dataset Run(StageContext context)
    {
        var files = Folder is null ? null : new DataFiles(Folder, context.FileNames, context.OpenFile);
        var dataset = RepeatedImages.Settle(Read(context, files), HasPublishedSplit);
        foreach (var note in dataset.Notes)
        {
            context.Progress.Log(note.ToString());
        }

        return dataset;
    }

    /// <summary>Whether everyone measures on the very same test images, after training on the very same others.</summary>
    private bool HasPublishedSplit => Name is "cifar10" or "cifar100";

    private Dataset Read(StageContext context, DataFiles? files) => Name switch
    {
        "embedded" => EmbeddedDataset.Draw(TrainImages!.Value, TestImages!.Value, DrawingSeed),
        "fairface" => FairFace.Read(files!, Task!.Value, Loading(context), Use),
        "image-folder" => ImageFolder.Read(files!, ClassNames!, Loading(context), Use),
        "cifar100" when files is not null => Cifar100.ReadFolder(files, Labels!.Value),
        "cifar100" => Download(context, (_, content) => Cifar100.ReadArchive(Url!, Labels!.Value, content)),
        _ when files is not null => Cifar10.ReadFolder(files),
        _ => Download(context, (_, content) => Cifar10.ReadArchive(Url!, content)),
    };

    private AttributeUse Use => new() { Names = Uses ?? [], Missing = Missing };

    private ImageLoading Loading(StageContext context) => new()
    {
        Size = Size!.Value,
        BrokenShare = BrokenShare!.Value,
        Progress = (done, total) => context.Progress.Report(done, total, "decoding images"),
        Log = context.Progress.Log,
        Cancellation = context.CancellationToken,
    };

    private Dataset Download(StageContext context, Func<string, Stream, Dataset> read)
    {
        var progress = new Relay<DownloadProgress>(p => context.Progress.Report(p.Bytes, p.Total ?? p.Bytes, "downloading"));
        return new DatasetDownloader(context.DataDirectory).Read(new Uri(Url!), Sha256!, read, progress, context.CancellationToken);
    }
}
