using Ttca.Collective;
using Ttca.Pipeline;

namespace Ttca.Stages;

/// <summary>
/// The provider's side: the same weights behind defences. Every answer goes through them; the white-box control gets the bare network, so a
/// defence that hides gradients is simply left out of its optimisation, and is no ceiling for itself.
/// </summary>
/// <param name="Defences">In the order in which they act, instead of those that the platform had.</param>
[PartOf("TrainPlatform")]
public sealed record DefendPlatform(IReadOnlyList<DefenceParameters> Defences) : IStage<TrainedPlatform>
{
    public required Node<TrainedPlatform> Platform { get; init; }

    public TrainedPlatform Run(StageContext context)
    {
        using var bare = context.Load(Platform);
        return bare with { Model = bare.Model.DefendedBy(Defences) };
    }
}
