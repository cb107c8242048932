using Ttca.Datasets;
using Ttca.Pipeline;

namespace Ttca.Stages;

/// <summary>The images of one class.</summary>
[PartOf("Fetch")]
public sealed record KeepClass(int Class) : IStage<ImageSet>
{
    public required Node<ImageSet> Images { get; init; }

    public ImageSet Run(StageContext context)
    {
        var images = context.Load(Images);
        return images.Select([.. Enumerable.Range(0, images.Count).Where(image => images.Labels[image] == Class)]);
    }
}
