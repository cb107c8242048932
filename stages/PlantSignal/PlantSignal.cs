using Ttca.Collective;
using Ttca.Datasets;
using Ttca.Pipeline;

namespace Ttca.Stages;

/// <summary>
/// The older lever (Hardt et al. 2023): members hand the platform training images of their own, with a signal stamped on them and their
/// true labels. They take the place of as many images of the platform's, so that the number of training images stays.
/// </summary>
/// <param name="Images">How many of the collective's images are handed over, the first ones: members x queries per member.</param>
[PartOf("TrainPlatform")]
public sealed record PlantSignal(int Images) : IStage<ImageSet>
{
    public required Node<ImageSet> Platform { get; init; }

    public required Node<ImageSet> Collective { get; init; }

    /// <summary>Null: the images are handed over as they are.</summary>
    public Node<Perturbation>? Signal { get; init; }

    public ImageSet Run(StageContext context)
    {
        var platform = context.Load(Platform); // uint8 [N,3,H,W]
        var own = context.Load(Collective).Take(Images); // uint8 [n,3,H,W]
        if (own.Count >= platform.Count)
        {
            throw new DatasetException(
                $"The collective's {own.Count} images would be all of the platform's {platform.Count} training images: raise "
                    + $"dataset.platform-images, or lower collective.sizes.");
        }

        var signalled = Signal is null ? own : context.Load(Signal).Apply(own, own.Labels);
        return platform.Take(platform.Count - own.Count).Append(signalled);
    }
}
