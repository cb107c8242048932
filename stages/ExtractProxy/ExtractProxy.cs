using Ttca.Collective;
using Ttca.Learning.Networks;
using Ttca.Learning.Training;
using Ttca.Pipeline;

namespace Ttca.Stages;

/// <summary>A network of the collective's own learns to answer like the platform, from the transcript alone.</summary>
public sealed record ExtractProxy(TrainingParameters Parameters, int Seed) : IStage<Network>, ISeeded
{
    public required Node<Transcript> Transcript { get; init; }

    public Network Run(StageContext context) =>
        ProxyExtraction.Extract(context.Load(Transcript), Parameters, context.Seed, context.TrainingProgress());
}
