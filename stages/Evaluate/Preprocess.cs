using Ttca.Datasets;
using Ttca.Learning.Data.PhotoTools;
using Ttca.Pipeline;

namespace Ttca.Stages;

/// <summary>Control: the images as the chosen tool leaves them.</summary>
[PartOf("Evaluate")]
public sealed record Preprocess : IStage<ImageSet>
{
    public required Node<ImageSet> Images { get; init; }

    public required Node<PreprocessingChoice> Choice { get; init; }

    public ImageSet Run(StageContext context) => PhotoTool.Of(context.Load(Choice).Best.Tool).Apply(context.Load(Images));
}
