using Ttca.Datasets;
using Ttca.Pipeline;

namespace Ttca.Stages;

/// <summary>The data set as published: images, labels, attributes, and its own division into training and test.</summary>
/// <param name="Dataset">Which one.</param>
[PartOf("Fetch")]
public sealed record Fetch(DatasetParameters Dataset) : IStage<Dataset>, IReadsFiles
{
    /// <summary>Attributes that tell groups, where the data set checks them.</summary>
    public IReadOnlyList<string> Uses { get; init; } = [];

    /// <inheritdoc/>
    public ExternalFiles? Files => Dataset.Files;

    /// <summary>The stage that makes the data set which <paramref name="dataset"/> describes.</summary>
    /// <param name="dataset">The data set.</param>
    /// <param name="attributes">Attributes that tell groups in the experiment.</param>
    public static Fetch Of(DatasetParameters dataset, IReadOnlyList<string> attributes) =>
        new(dataset.Settled()) { Uses = dataset.ChecksAttributes ? attributes : [] };

    public Dataset Run(StageContext context)
    {
        var dataset = RepeatedImages.Settle(Dataset.Read(new DatasetReading(context, Files?.Folder, Uses)), Dataset.HasPublishedSplit);
        foreach (var note in dataset.Notes)
        {
            context.Progress.Log(note.ToString());
        }

        return dataset;
    }
}
