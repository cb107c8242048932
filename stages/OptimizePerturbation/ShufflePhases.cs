using Ttca.Collective;
using Ttca.Pipeline;

namespace Ttca.Stages;

/// <summary>
/// Control: the collective's perturbation with its size and its Fourier magnitudes, and with phases by chance, so that it means nothing.
/// </summary>
[PartOf("OptimizePerturbation")]
public sealed record ShufflePhases(int Seed) : IStage<Perturbation>, ISeeded
{
    public required Node<Perturbation> Perturbation { get; init; }

    public Perturbation Run(StageContext context) => PhaseShuffle.Of(context.Load(Perturbation), context.Seed);
}
