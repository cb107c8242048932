using Ttca.Datasets;
using Ttca.Pipeline;

namespace Ttca.Stages;

/// <summary>
/// A data set to choose values on: training images by chance take the place of its test images, which nobody sees, and are trained on no
/// longer.
/// </summary>
/// <param name="Images">How many, N of <c>[N,3,H,W]</c>.</param>
[PartOf("Fetch")]
public sealed record HoldOut(int Images) : IStage<Dataset>
{
    public required Node<Dataset> Dataset { get; init; }

    /// <exception cref="DatasetException">There are no more training images than that.</exception>
    public Dataset Run(StageContext context) => Divide(context.Load(Dataset), context.Seed);

    internal Dataset Divide(Dataset dataset, long seed)
    {
        if (dataset.Train.Count <= Images)
        {
            throw new DatasetException(
                $"The data set has {dataset.Train.Count} training images, and tuning is to hold out {Images} of them: lower "
                    + $"tuning.images.");
        }

        int[] order = [.. Enumerable.Range(0, dataset.Train.Count)]; // of a folder, images of a class lie together
        new Random(unchecked((int)seed)).Shuffle(order);
        int[] held = order[..Images];
        // what repeats a held-out image is trained on no more than that itself
        var contents = held.Select(image => dataset.Contents[image]).ToHashSet();
        int[] trained = [.. order[Images..].Where(image => !contents.Contains(dataset.Contents[image])).Order()];
        return dataset with
        {
            Train = dataset.Train.Select(trained),
            Test = dataset.Train.Select(held),
            Contents = [.. trained.Select(image => dataset.Contents[image])],
        };
    }
}
