using Ttca.Collective;
using Ttca.Datasets;
using Ttca.Learning.Networks;
using Ttca.Learning.Training;
using Ttca.Pipeline;

namespace Ttca.Stages;

/// <summary>The provider's side: one network, trained on data in which the subgroup is rare, then closed behind its answers.</summary>
[PartOf("TrainPlatform")]
public sealed record TrainPlatform(TrainingParameters Parameters, int Classes, int Seed) : IStage<TrainedPlatform>, ISeeded
{
    public required Node<ImageSet> Images { get; init; }

    public TrainedPlatform Run(StageContext context)
    {
        var images = context.Load(Images); // uint8 [N,3,H,W]
        var network = Architectures.Create(Parameters.Architecture, Classes, images.Height, images.Width, context.Seed);
        var targets = Trainer.OneHot(images.Labels, Classes); // [N,K]
        var curve = Trainer.Train(network, images, targets, Parameters, context.Seed, context.TrainingProgress());
        return new TrainedPlatform(new PlatformModel(network), curve);
    }
}

/// <summary>A platform, and how its training went.</summary>
public sealed record TrainedPlatform(PlatformModel Model, TrainingCurve Curve) : IDisposable
{
    public void Dispose() => Model.Dispose();
}
