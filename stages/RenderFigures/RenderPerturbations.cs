using Ttca.Collective;
using Ttca.Learning.Data;
using Ttca.Pipeline;
using Ttca.Reporting.Figures.Grids;

namespace Ttca.Stages;

/// <summary>The perturbation of each class as a picture, scaled so that epsilon is full range.</summary>
public sealed record RenderPerturbations : IStage<RenderedFiles>
{
    public required Node<Dataset> Dataset { get; init; }
    public required Node<Perturbation> Collective { get; init; }
    public required Node<Perturbation> WhiteBox { get; init; }
    public required Node<Perturbation> Random { get; init; }

    public RenderedFiles Run(StageContext context)
    {
        var collective = context.Load(Collective);
        var figure = ImageGrid.OfPerturbations(
            "Perturbations of the first seed, one per class",
            context.Load(Dataset).ClassNames,
            [
                ("collective", collective.Deltas),
                ("white-box (control)", context.Load(WhiteBox).Deltas),
                ("random signs (control)", context.Load(Random).Deltas),
            ],
            collective.Height,
            collective.Width,
            collective.EpsilonPixels);
        return RenderedFiles.Of("perturbations", figure, context.Progress);
    }
}
