using Ttca.Collective;
using Ttca.Pipeline;

namespace Ttca.Stages;

/// <summary>Ablation: the same perturbation with less strength.</summary>
/// <param name="Share">Of each entry, from 0 to 1.</param>
[PartOf("OptimizePerturbation")]
public sealed record Weaken(double Share) : IStage<Perturbation>
{
    public required Node<Perturbation> Perturbation { get; init; }

    public Perturbation Run(StageContext context) => context.Load(Perturbation).Weakened(Share);
}
