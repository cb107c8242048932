using Ttca.Collective;
using Ttca.Datasets;
using Ttca.Pipeline;

namespace Ttca.Stages;

/// <summary>Control, the ceiling: the same optimisation against the platform itself, which no collective could run.</summary>
[PartOf("OptimizePerturbation")]
public sealed record OptimizeWhiteBox(PerturbationParameters Parameters, int Images, int Seed) : IStage<Perturbation>, ISeeded
{
    public required Node<TrainedPlatform> Platform { get; init; }

    public required Node<ImageSet> Collective { get; init; }

    public Perturbation Run(StageContext context)
    {
        using var trained = context.Load(Platform);
        using var platform = trained.Model.RevealForWhiteBoxControl().Freeze(Parameters.Precision);
        var images = context.Load(Collective).Take(Images); // uint8 [N,3,H,W]
        return UniversalPerturbation.Optimize(platform, images, Parameters, context.Seed, context.TrainingProgress());
    }
}
