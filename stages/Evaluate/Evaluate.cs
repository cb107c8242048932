using Ttca.Collective;
using Ttca.Datasets;
using Ttca.Pipeline;

namespace Ttca.Stages;

/// <summary>What the platform answers to the test images, as they are or with a perturbation, always as 8-bit images.</summary>
/// <param name="Condition">Names what was submitted, see <see cref="Conditions"/>.</param>
[PartOf("Evaluate")]
public sealed record Evaluate(string Condition) : IStage<Evaluation>
{
    public required Node<TrainedPlatform> Platform { get; init; }

    public required Node<ImageSet> Test { get; init; }

    /// <summary>Null for the images as they are.</summary>
    public Node<Perturbation>? Perturbation { get; init; }

    public Evaluation Run(StageContext context)
    {
        using var trained = context.Load(Platform);
        var test = context.Load(Test);
        var perturbation = Perturbation is null
            ? Collective.Perturbation.None(trained.Model.Classes, test.Height, test.Width)
            : context.Load(Perturbation); // int8 [K,3,H,W]
        var platform = trained.Model.Open(AnswerKind.Label, Evaluator.QueriesNeeded(test, [perturbation]));
        var conditions = new Dictionary<string, Perturbation> { [Condition] = perturbation };
        var evaluation = Evaluator.Evaluate(platform, test, conditions, context.Seed);
        context.Progress.Record($"{trained.Model.Computed}");
        return evaluation;
    }
}
