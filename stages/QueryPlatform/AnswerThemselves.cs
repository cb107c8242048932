using Ttca.Collective;
using Ttca.Datasets;
using Ttca.Pipeline;

namespace Ttca.Stages;

/// <summary>
/// Ablation: nobody asks the platform; the members' own labels stand where its answers would. What is learnt of it knows the task, and
/// nothing of the platform.
/// </summary>
[PartOf("QueryPlatform")]
public sealed record AnswerThemselves(int Members, int ImagesPerMember, int Classes) : IStage<Transcript>
{
    public required Node<ImageSet> Collective { get; init; }

    public Transcript Run(StageContext context)
    {
        var images = QueryPooling.ImagesOf(context.Load(Collective), Members, ImagesPerMember); // uint8 [N,3,H,W]
        return new Transcript(
            images.ReadAll(),
            new Answers(AnswerKind.Label, Classes, images.Labels, []),
            images.Height,
            images.Width,
            Members,
            ImagesPerMember);
    }
}
