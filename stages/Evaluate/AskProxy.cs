using Ttca.Collective;
using Ttca.Datasets;
using Ttca.Learning.Networks;
using Ttca.Pipeline;

namespace Ttca.Stages;

/// <summary>
/// What the proxy answers to the test images, as they are or with a perturbation: with the platform's answers, its fidelity.
/// </summary>
[PartOf("Evaluate")]
public sealed record AskProxy : IStage<ProxyAnswers>
{
    public required Node<Network> Proxy { get; init; }

    public required Node<ImageSet> Test { get; init; }

    /// <summary>Put on each image by its class; null for the images as they are.</summary>
    public Node<Perturbation>? Perturbation { get; init; }

    public ProxyAnswers Run(StageContext context)
    {
        using var proxy = context.Load(Proxy);
        using var frozen = new FrozenNetwork(proxy);
        var test = context.Load(Test);
        var asked = Perturbation is null ? test : context.Load(Perturbation).Apply(test, test.Labels); // [N,3,H,W]
        int[] labels = [.. asked.Parts(Evaluator.ImagesAtOnce).SelectMany(part => frozen.Labels(part.ReadAll(), part.Count))];
        context.Progress.Record($"{frozen.Computed}");
        return new ProxyAnswers(labels);
    }
}

/// <summary>The proxy's answers to every test image.</summary>
/// <param name="Labels">[N]</param>
public sealed record ProxyAnswers(int[] Labels);
