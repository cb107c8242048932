using Ttca.Datasets;
using Ttca.Learning.Networks;
using static TorchSharp.torch;

namespace Ttca.Learning.Training;

/// <summary>
/// The batches of one training. Every image comes once per epoch, in an order of its own for each epoch; an epoch's
/// batches differ in size by one at most, so no batch is too small for batch norm. Only one batch is ever converted.
/// </summary>
internal sealed class TrainingBatches
{
    private readonly PixelReader pixels;
    private readonly float[] targets;
    private readonly Network network;
    private readonly long seed;
    private readonly double labelSmoothing;
    private readonly BatchAugmentation augmentation;
    private readonly int count;
    private readonly byte[] image;      // [3,H,W]
    private readonly byte[] batchPixels;
    private readonly float[] batchTargets;
    private SplitMix64 random;
    private readonly int[] order;

    public TrainingBatches(Network network, PixelReader pixels, float[] targets, TrainingParameters parameters, long seed)
    {
        this.network = network;
        this.pixels = pixels;
        this.targets = targets;
        this.seed = seed;
        labelSmoothing = parameters.LabelSmoothing;
        augmentation = new BatchAugmentation(parameters.Augmentation, network.Height, network.Width);
        count = targets.Length / network.Classes;
        order = new int[count];
        PerEpoch = (count + parameters.BatchSize - 1) / parameters.BatchSize;
        var largest = (count + PerEpoch - 1) / PerEpoch;
        image = new byte[ImageLength];
        batchPixels = new byte[largest * ImageLength];
        batchTargets = new float[largest * network.Classes];
    }

    public int PerEpoch { get; }

    private int ImageLength => 3 * network.Height * network.Width;

    /// <summary>Draws the order of the images for the epoch.</summary>
    public void BeginEpoch(int epoch)
    {
        random = SplitMix64.Of(seed, epoch);
        for (var i = 0; i < count; i++)
        {
            order[i] = i;
        }

        random.Shuffle(order.AsSpan());
    }

    /// <summary>
    /// Images float32 [B,3,H,W] in [0,1] and targets float32 [B,K] of one batch of the epoch, from 0 upwards, each once;
    /// in the caller's dispose scope.
    /// </summary>
    public (Tensor Images, Tensor Targets) Get(int batch)
    {
        var start = (int)((long)count * batch / PerEpoch);
        var end = (int)((long)count * (batch + 1) / PerEpoch);
        Gather(order.AsSpan(start, end - start));
        var images = PixelTensor.ToUnit(batchPixels.AsSpan(0, (end - start) * ImageLength), network.Height, network.Width);
        var distributions = tensor(batchTargets, [batchTargets.Length / network.Classes, network.Classes], device: TorchRuntime.Device);
        return (images, distributions.narrow(0, 0, end - start));
    }

    private void Gather(ReadOnlySpan<int> indices)
    {
        var classes = network.Classes;
        for (var i = 0; i < indices.Length; i++)
        {
            pixels(indices[i], image);
            augmentation.Copy(image, batchPixels.AsSpan(i * ImageLength, ImageLength), ref random);
            for (var k = 0; k < classes; k++)
            {
                batchTargets[i * classes + k] =
                    (float)((1 - labelSmoothing) * targets[indices[i] * classes + k] + labelSmoothing / classes);
            }
        }
    }
}
