using Ttca.Collective;
using Ttca.Datasets;
using Ttca.Learning.Data.PhotoTools;
using Ttca.Pipeline;

namespace Ttca.Stages;

/// <summary>
/// Control: which tool of anybody's program for photos serves the subgroup best. Each is tried alone on validation images, which neither
/// platform nor collective has and nothing is reported on, by asking the platform.
/// </summary>
[PartOf("Evaluate")]
public sealed record ChoosePreprocessing : IStage<PreprocessingChoice>
{
    public required Node<TrainedPlatform> Platform { get; init; }

    /// <summary>Of the subgroup alone.</summary>
    public required Node<ImageSet> Validation { get; init; }

    public PreprocessingChoice Run(StageContext context)
    {
        using var trained = context.Load(Platform);
        var images = context.Load(Validation); // uint8 [N,3,H,W]
        var platform = trained.Model.Open(AnswerKind.Label, queryCap: (long)PhotoTool.All.Count * images.Count);
        IReadOnlyList<PreprocessingTrial> trials =
        [
            .. PhotoTool.All.Select(tool => new PreprocessingTrial(tool.Name, CorrectOf(platform, tool.Apply(images)), images.Count)),
        ];
        return new PreprocessingChoice(trials, platform.Queries);
    }

    private static int CorrectOf(IPlatform platform, ImageSet images) => images.Parts(Evaluator.ImagesAtOnce)
        .Sum(part => platform.Ask(part.ReadAll(), part.Count).Labels.Zip(part.Labels).Count(pair => pair.First == pair.Second));
}

/// <summary>What each tool did for the subgroup's validation images.</summary>
/// <param name="Trials">In the order of <see cref="PhotoTool.All"/>, the first of which changes nothing.</param>
/// <param name="Queries">What choosing cost.</param>
public sealed record PreprocessingChoice(IReadOnlyList<PreprocessingTrial> Trials, long Queries)
{
    /// <summary>The tool with most right answers, the first of equals.</summary>
    public PreprocessingTrial Best => Trials.MaxBy(trial => trial.Correct)!;
}

/// <summary>One tool on the validation images.</summary>
/// <param name="Tool">Its name.</param>
/// <param name="Correct">Images that were answered right.</param>
/// <param name="Images">Images in all.</param>
public sealed record PreprocessingTrial(string Tool, int Correct, int Images)
{
    /// <summary>Of the subgroup.</summary>
    public double Accuracy => (double)Correct / Images;
}
