using Ttca.Collective;
using Ttca.Learning.Networks;
using Ttca.Learning.Training;
using Ttca.Pipeline;

namespace Ttca.Stages;

/// <summary>A network of the collective's own learns to answer like the platform, from the transcript alone.</summary>
/// <param name="Draw">Which of several proxies of the same answers, from 1: each starts elsewhere and sees them in another order.</param>
[PartOf("ExtractProxy")]
public sealed record ExtractProxy(TrainingParameters Parameters, int Seed, int Draw) : IStage<Network>, ISeeded
{
    /// <summary>Proxies of one draw share their chance, whatever they learn: what a study compares is paired.</summary>
    public string Stream => Draw == 1 ? "" : $"proxy {Draw}";

    public required Node<Transcript> Transcript { get; init; }

    /// <summary>
    /// The defences before the platform's network that the collective knows of, by name and amount: the proxy is of the network behind
    /// them.
    /// </summary>
    public IReadOnlyList<DefenceParameters> Behind { get; init; } = [];

    public Network Run(StageContext context) =>
        ProxyExtraction.Extract(context.Load(Transcript), Parameters, context.Seed, context.TrainingProgress(), Behind);
}
