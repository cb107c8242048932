using Ttca.Datasets;
using Ttca.Learning.Data;
using Ttca.Pipeline;

namespace Ttca.Stages;

/// <summary>What the platform is trained on: the subgroup is rare in it.</summary>
[PartOf("Fetch")]
public sealed record PlatformSplit(DisparityParameters Parameters, int Images, int Seed) : IStage<ImageSet>, ISeeded
{
    public required Node<Dataset> Dataset { get; init; }

    public ImageSet Run(StageContext context)
    {
        var pool = new TrainingPool(context.Load(Dataset), Parameters.Subgroup, Seed);
        return Disparity.ForTraining(pool.ForPlatform(Images, Parameters.ShareInTraining), Parameters, context.Seed);
    }
}

/// <summary>What the members of the collective own: images of the subgroup that the platform was not trained on.</summary>
[PartOf("Fetch")]
public sealed record CollectiveSplit(IReadOnlyList<SubgroupParameters> Subgroup, int Images, int PlatformImages, int Seed)
    : IStage<ImageSet>, ISeeded
{
    public required Node<Dataset> Dataset { get; init; }

    public ImageSet Run(StageContext context)
    {
        var pool = new TrainingPool(context.Load(Dataset), Subgroup, Seed);
        return Disparity.ApplySubgroup(pool.ForCollective(Images, PlatformImages, context.Progress.Log), Subgroup, context.Seed);
    }
}

/// <summary>
/// What is chosen is chosen on: images of the subgroup that are neither the platform's nor the collective's, and no test images.
/// </summary>
[PartOf("Fetch")]
public sealed record ValidationSplit(
    IReadOnlyList<SubgroupParameters> Subgroup, int Images, int CollectiveImages, int PlatformImages, int Seed)
    : IStage<ImageSet>, ISeeded
{
    public required Node<Dataset> Dataset { get; init; }

    public ImageSet Run(StageContext context)
    {
        var pool = new TrainingPool(context.Load(Dataset), Subgroup, Seed);
        return Disparity.ApplySubgroup(pool.ForValidation(Images, CollectiveImages, PlatformImages), Subgroup, context.Seed);
    }
}

/// <summary>
/// What every condition of every seed is judged on: half majority, half subgroup; or as the data set has them, where the subgroup is its
/// own.
/// </summary>
[PartOf("Fetch")]
public sealed record TestSplit(IReadOnlyList<SubgroupParameters> Subgroup, int Images) : IStage<ImageSet>
{
    public required Node<Dataset> Dataset { get; init; }

    public ImageSet Run(StageContext context)
    {
        var dataset = context.Load(Dataset);
        var judged = dataset.Test.Take(Math.Min(Images, dataset.Test.Count));
        var marked = NaturalSubgroup.Mark(judged, dataset.ClassNames, Subgroup);
        return Disparity.ForTest(marked, new DisparityParameters { Subgroup = Subgroup }, context.Seed);
    }
}
