using Ttca.Learning.Data;
using Ttca.Pipeline;

namespace Ttca.Stages;

/// <summary>The data set as published: images, labels, and its own division into training and test.</summary>
public sealed record Fetch(DatasetParameters Parameters) : IStage<Dataset>, IReadsFiles
{
    /// <summary>The pictures of the embedded data set are the same for every seed of an experiment.</summary>
    private const long DrawingSeed = 1;

    /// <inheritdoc/>
    public IEnumerable<string> Files => Parameters.Folder is { } folder && Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder, "*.bin", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        : [];

    public Dataset Run(StageContext context)
    {
        if (Parameters.Name == "embedded")
        {
            return EmbeddedDataset.Draw(Parameters.TrainImages!.Value, Parameters.TestImages, DrawingSeed);
        }

        return Parameters.Folder is { } folder
            ? Cifar10.ReadFolder(folder)
            : Cifar10.ReadArchive(Download(context));
    }

    private string Download(StageContext context)
    {
        var progress = new Relay<DownloadProgress>(p => context.Progress.Report(p.Bytes, p.Total ?? p.Bytes, "downloading"));
        return new DatasetDownloader(context.DataDirectory).Fetch(new Uri(Parameters.Url!), Parameters.Sha256!, progress);
    }
}
