using System.Globalization;
using Ttca.Collective;
using Ttca.Datasets;
using Ttca.Pipeline;
using Ttca.Reporting.Figures.Grids;

namespace Ttca.Stages;

/// <summary>The perturbation of each class as a picture, scaled so that epsilon is full range.</summary>
[PartOf("RenderFigures")]
public sealed record RenderPerturbations : IStage<RenderedFiles>
{
    public required Node<Dataset> Dataset { get; init; }
    public required Node<Perturbation> Collective { get; init; }
    public required Node<Perturbation> WhiteBox { get; init; }
    public required Node<Perturbation> Random { get; init; }
    public required Node<Perturbation> PhaseShuffled { get; init; }

    public RenderedFiles Run(StageContext context)
    {
        var collective = context.Load(Collective);
        (string Name, Perturbation Perturbation)[] shown =
        [
            ("collective", collective),
            ("white-box (control)", context.Load(WhiteBox)),
            ("phase-shuffled (control)", context.Load(PhaseShuffled)),
            ("random signs (control)", context.Load(Random)),
        ];
        var figure = ImageGrid.OfPerturbations(
            "Perturbations of the first seed, one per class",
            context.Load(Dataset).ClassNames,
            [.. shown.Select(one => (one.Name, one.Perturbation.Deltas))],
            collective.Height,
            collective.Width,
            collective.Epsilon.Pixels);
        string sizes = string.Join(
            ", ", shown.Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Name} {SizeOf(one.Perturbation):0.00}")));
        return RenderedFiles.Of(
            "perturbations",
            figure,
            $"Perturbations of the first seed, by class. Mean change of a pixel value, in units of epsilon "
                + $"({collective.Epsilon}): {sizes}.",
            context.Progress);
    }

    private static double SizeOf(Perturbation perturbation) =>
        perturbation.Deltas.Average(delta => Math.Abs((double)delta)) / perturbation.Epsilon.Pixels;
}
