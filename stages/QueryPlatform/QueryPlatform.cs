using Ttca.Collective;
using Ttca.Datasets;
using Ttca.Pipeline;

namespace Ttca.Stages;

/// <summary>The members pool their queries: each asks about the images it owns, once, and shares the answers.</summary>
[PartOf("QueryPlatform")]
public sealed record QueryPlatform(int Members, int QueriesPerMember, AnswerKind Answers) : IStage<Transcript>
{
    public required Node<TrainedPlatform> Platform { get; init; }

    public required Node<ImageSet> Collective { get; init; }

    public Transcript Run(StageContext context)
    {
        using var trained = context.Load(Platform);
        var platform = trained.Model.Open(Answers, queryCap: (long)Members * QueriesPerMember);
        return QueryPooling.Pool(platform, context.Load(Collective), Members, QueriesPerMember);
    }
}
