using Ttca.Collective;
using Ttca.Datasets;
using Ttca.Pipeline;

namespace Ttca.Stages;

/// <summary>
/// The provider's side: how suspicious each test image of the subgroup looks to its detectors, as it is or with a perturbation.
/// </summary>
[PartOf("Evaluate")]
public sealed record Detect : IStage<DetectorScores>
{
    public required Node<TrainedPlatform> Platform { get; init; }

    public required Node<ImageSet> Test { get; init; }

    /// <summary>Null for the images as they are.</summary>
    public Node<Perturbation>? Perturbation { get; init; }

    public DetectorScores Run(StageContext context)
    {
        using var trained = context.Load(Platform);
        var test = context.Load(Test).InGroup(Group.Subgroup);
        var submitted = Perturbation is null ? test : context.Load(Perturbation).Apply(test, test.Labels); // [N,3,H,W]
        var platform = trained.Model.Open(AnswerKind.Probabilities, Detectors.QueriesNeeded(test.Count));
        return new DetectorScores(Detectors.Scores(platform, submitted));
    }
}

/// <summary>What detectors say of each image.</summary>
/// <param name="Of">By detector, <c>[N]</c>; see <see cref="Detectors.All"/>.</param>
public sealed record DetectorScores(IReadOnlyDictionary<string, float[]> Of);
