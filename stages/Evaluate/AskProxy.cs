using Ttca.Collective;
using Ttca.Learning.Data;
using Ttca.Learning.Networks;
using Ttca.Pipeline;

namespace Ttca.Stages;

/// <summary>What the proxy answers to the test images, as they are and perturbed: with the platform's answers, its fidelity.</summary>
public sealed record AskProxy : IStage<ProxyAnswers>
{
    public required Node<Network> Proxy { get; init; }

    public required Node<ImageSet> Test { get; init; }

    public required Node<Perturbation> Perturbation { get; init; }

    public ProxyAnswers Run(StageContext context)
    {
        using var proxy = context.Load(Proxy);
        var test = context.Load(Test);
        var perturbed = context.Load(Perturbation).Apply(test, test.Labels); // [N,3,H,W]
        return new ProxyAnswers(LabelsOf(proxy, test), LabelsOf(proxy, perturbed));
    }

    private static int[] LabelsOf(Network proxy, ImageSet images) =>
        [.. images.Parts(Evaluator.ImagesAtOnce).SelectMany(part => Answers.MostProbable(proxy.Probabilities(part.ReadAll(), part.Count), proxy.Classes))];
}

/// <summary>The proxy's answers to every test image.</summary>
/// <param name="Unchanged">[N]</param>
/// <param name="Perturbed">Each with the perturbation of its class, [N].</param>
public sealed record ProxyAnswers(int[] Unchanged, int[] Perturbed);
