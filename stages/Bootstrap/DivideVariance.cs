using Ttca.Collective;
using Ttca.Datasets;
using Ttca.Fairness;
using Ttca.Pipeline;

namespace Ttca.Stages;

/// <summary>
/// Divides the variance of the subgroup's accuracy, and of what the collective gains, among platforms, proxies and images.
/// </summary>
[PartOf("Bootstrap")]
public sealed record DivideVariance : IStage<DividedVariance>
{
    /// <summary>What each platform answers to the images as they are.</summary>
    public required IReadOnlyList<Node<Evaluation>> Unchanged { get; init; }

    /// <summary>And with the collective's perturbation: for each platform one for each proxy.</summary>
    public required IReadOnlyList<Node<Evaluation>> Collective { get; init; }

    public DividedVariance Run(StageContext context)
    {
        double[][] before = [.. Unchanged.Select(node => RightOf(context.Load(node), Conditions.None))]; // [platform][image]
        // [platform][proxy][image]
        double[][][] after =
        [
            .. Collective.Select(node => RightOf(context.Load(node), Conditions.Collective)).Chunk(Collective.Count / Unchanged.Count),
        ];
        double[][][] gain =
        [
            .. after.Zip(
                before, (proxies, none) => proxies.Select(right => right.Zip(none, (with, without) => with - without).ToArray()).ToArray()),
        ];
        return new DividedVariance(
            VarianceComponents.Of(after, ValueRange.Share), VarianceComponents.Of(gain, ValueRange.DifferenceOfShares));
    }

    /// <summary>1 where the answer to an image of the subgroup is right, else 0.</summary>
    private static double[] RightOf(Evaluation evaluation, string condition)
    {
        int[] predictions = evaluation[condition].Predictions;
        return
        [
            .. Enumerable.Range(0, predictions.Length)
                .Where(image => evaluation.Groups[image] == Group.Subgroup)
                .Select(image => predictions[image] == evaluation.Labels[image] ? 1.0 : 0.0),
        ];
    }
}

/// <summary>Whose the spread of the largest collective's effect is.</summary>
/// <param name="Accuracy">Of the subgroup, with the collective's perturbation.</param>
/// <param name="Gain">That less the accuracy without one.</param>
public sealed record DividedVariance(VarianceComponents Accuracy, VarianceComponents Gain);
