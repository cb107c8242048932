using Ttca.Collective;
using Ttca.Learning.Data;
using Ttca.Pipeline;
using Ttca.Reporting.Figures.Grids;

namespace Ttca.Stages;

/// <summary>Test images of the subgroup before and after, with the platform's answers: the first of each class, right or wrong.</summary>
public sealed record RenderExamples : IStage<RenderedFiles>
{
    public required Node<Dataset> Dataset { get; init; }
    public required Node<ImageSet> Test { get; init; }
    public required Node<Perturbation> Perturbation { get; init; }
    public required Node<Evaluation> Before { get; init; }
    public required Node<Evaluation> After { get; init; }

    public RenderedFiles Run(StageContext context)
    {
        var names = context.Load(Dataset).ClassNames;
        var test = context.Load(Test);
        int[] shown = [.. Enumerable.Range(0, names.Count).Select(label => FirstOfSubgroup(test, label)).Where(i => i >= 0)];
        var before = test.Select(shown);
        var after = context.Load(Perturbation).Apply(before, before.Labels); // [n,3,H,W]
        var figure = new ImageGrid
        {
            Title = "Test images of the subgroup, before and after",
            ColumnTitles = [.. before.Labels.Select(label => names[label])],
            Rows =
            [
                Row("as submitted now", before, context.Load(Before)[Conditions.None].Predictions),
                Row("with the collective's perturbation", after, context.Load(After)[Conditions.Collective].Predictions),
            ],
            Note = "The first test image of the subgroup in each class, chosen by position and not by outcome. Beneath: the platform's answer.",
        };
        return RenderedFiles.Of("examples", figure, context.Progress);

        ImageRow Row(string title, ImageSet images, int[] predictions) => new(title, [.. shown.Select((index, column) => new ImageCell(
            new PlanarImage(images.Image(column), images.Height, images.Width),
            names[predictions[index]],
            predictions[index] == images.Labels[column] ? Verdict.Correct : Verdict.Wrong))]);
    }

    private static int FirstOfSubgroup(ImageSet test, int label) =>
        Array.FindIndex(Enumerable.Range(0, test.Count).ToArray(), i => test.Labels[i] == label && test.Groups[i] == Group.Subgroup);
}
