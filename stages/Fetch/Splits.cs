using Ttca.Learning.Data;
using Ttca.Pipeline;

namespace Ttca.Stages;

/// <summary>What the platform is trained on: the subgroup is rare in it.</summary>
public sealed record PlatformSplit(DisparityParameters Parameters, int Images, int Seed) : IStage<ImageSet>, ISeeded
{
    public required Node<Dataset> Dataset { get; init; }

    public ImageSet Run(StageContext context)
    {
        var pool = context.Load(Dataset).Train;
        var order = TrainingPool.Order(pool.Count, Seed, needed: Images);
        return Disparity.ForTraining(pool.Select(order[..Images]), Parameters, context.Seed);
    }
}

/// <summary>What the members of the collective own: images of the subgroup that the platform was not trained on.</summary>
public sealed record CollectiveSplit(IReadOnlyList<TransformationParameters> Subgroup, int Images, int PlatformImages, int Seed)
    : IStage<ImageSet>, ISeeded
{
    public required Node<Dataset> Dataset { get; init; }

    public ImageSet Run(StageContext context)
    {
        var pool = context.Load(Dataset).Train;
        var order = TrainingPool.Order(pool.Count, Seed, needed: PlatformImages + Images);
        return Disparity.ApplySubgroup(pool.Select(order[^Images..]), Subgroup, context.Seed);
    }
}

/// <summary>What every condition of every seed is judged on: half majority, half subgroup.</summary>
public sealed record TestSplit(IReadOnlyList<TransformationParameters> Subgroup, int Images) : IStage<ImageSet>
{
    public required Node<Dataset> Dataset { get; init; }

    public ImageSet Run(StageContext context)
    {
        var test = context.Load(Dataset).Test;
        var judged = test.Take(Math.Min(Images, test.Count));
        return Disparity.ForTest(judged, new DisparityParameters { Subgroup = Subgroup }, context.Seed);
    }
}

/// <summary>One order of the training pool per seed: the platform takes from its start, the collective from its end.</summary>
internal static class TrainingPool
{
    public static int[] Order(int count, int seed, int needed)
    {
        if (needed > count)
        {
            throw new DatasetException(
                $"The data set has {count} training images, and platform and collective need {needed}: "
                + "lower dataset.platform-images, collective.sizes or collective.queries-per-member.");
        }

        var order = Enumerable.Range(0, count).ToArray();
        new Random(seed).Shuffle(order); // the algorithm of a seeded Random is fixed for good
        return order;
    }
}
