using Ttca.Collective;
using Ttca.Datasets;
using Ttca.Learning.Networks;
using Ttca.Pipeline;

namespace Ttca.Stages;

/// <summary>One perturbation per class, optimised on the members' own images against the proxy alone.</summary>
/// <param name="Images">How many of the collective's images are the members': members x queries per member.</param>
[PartOf("OptimizePerturbation")]
public sealed record OptimizePerturbation(PerturbationParameters Parameters, int Images, int Seed) : IStage<Perturbation>, ISeeded
{
    public required Node<Network> Proxy { get; init; }

    public required Node<ImageSet> Collective { get; init; }

    /// <summary>
    /// The defences before the platform's network that the collective knows of, by name and amount, and optimises through; the proxy is of
    /// what is behind them.
    /// </summary>
    public IReadOnlyList<DefenceParameters> Through { get; init; } = [];

    public Perturbation Run(StageContext context)
    {
        using var proxy = context.Load(Proxy).Freeze(Parameters.Precision);
        var images = context.Load(Collective).Take(Images); // uint8 [N,3,H,W]
        return UniversalPerturbation.Optimize(proxy, images, Parameters, context.Seed, context.TrainingProgress(), Through);
    }
}
