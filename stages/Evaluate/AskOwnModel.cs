using Ttca.Collective;
using Ttca.Datasets;
using Ttca.Learning.Networks;
using Ttca.Pipeline;

namespace Ttca.Stages;

/// <summary>
/// Ablation: what a classifier of the collective's own answers to the test images, as if nobody needed the platform's answer.
/// </summary>
[PartOf("Evaluate")]
public sealed record AskOwnModel : IStage<Evaluation>
{
    public required Node<Network> Model { get; init; }

    public required Node<ImageSet> Test { get; init; }

    public Evaluation Run(StageContext context)
    {
        using var model = context.Load(Model);
        using var frozen = new FrozenNetwork(model);
        var test = context.Load(Test);
        int[] answers = [.. test.Parts(Evaluator.ImagesAtOnce).SelectMany(part => frozen.Labels(part.ReadAll(), part.Count))];
        context.Progress.Record($"{frozen.Computed}");
        var claimed = Evaluator.ClaimedClasses(test.Labels, model.Classes, context.Seed);
        return new Evaluation(
            test.Labels,
            test.Groups,
            [new Condition(Conditions.OwnModel, answers, answers)],
            claimed,
            Queries: 0) { Sources = test.Sources };
    }
}
