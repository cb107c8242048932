using Ttca.Datasets;
using Ttca.Learning.Networks;
using static TorchSharp.torch;

namespace Ttca.Learning.Training;

/// <summary>Trains networks. Same network, data, parameters, seed, machine and number of threads: same bytes.</summary>
public static class Trainer
{
    /// <summary>
    /// Minimises the cross-entropy to <paramref name="targets"/> by SGD with Nesterov momentum.
    /// </summary>
    /// <param name="network">Is trained in place; not a frozen one.</param>
    /// <param name="pixels">uint8 [N,3,H,W], N from 2.</param>
    /// <param name="targets">[N,K], each row a distribution over the classes; <see cref="OneHot"/> for labels.</param>
    /// <param name="parameters">Its architecture is not looked at: the network is what it is.</param>
    /// <param name="seed">Decides order and augmentation of the images, and where an adversary starts.</param>
    /// <param name="progress">Told after every step.</param>
    /// <exception cref="ArgumentException">Sizes do not fit together, or the network is frozen.</exception>
    /// <exception cref="TrainingDivergedException">The loss is not a finite number.</exception>
    public static TrainingCurve Train(
        Network network,
        ReadOnlyMemory<byte> pixels,
        float[] targets,
        TrainingParameters parameters,
        long seed,
        IProgress<TrainingProgress>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        var length = 3 * network.Height * network.Width;
        return Train(
            network,
            pixels.Length,
            (image, target) => pixels.Span.Slice(image * length, length).CopyTo(target),
            targets,
            parameters,
            seed,
            progress);
    }

    /// <summary>The same with images that may be too many for memory: they are read for each batch.</summary>
    /// <inheritdoc cref="Train(Network, ReadOnlyMemory{byte}, float[], TrainingParameters, long, IProgress{TrainingProgress}?)"/>
    public static TrainingCurve Train(
        Network network,
        ImageSet images,
        float[] targets,
        TrainingParameters parameters,
        long seed,
        IProgress<TrainingProgress>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(images);
        return Train(network, (long)images.Count * images.ImageLength, images.Read, targets, parameters, seed, progress);
    }

    /// <summary>Labels as distributions: float [N,K], 1 at the label, 0 elsewhere.</summary>
    public static float[] OneHot(int[] labels, int classes)
    {
        ArgumentNullException.ThrowIfNull(labels);
        var targets = new float[labels.Length * classes];
        for (var i = 0; i < labels.Length; i++)
        {
            if (labels[i] < 0 || labels[i] >= classes)
            {
                throw new ArgumentException($"Label {labels[i]} of image {i} is not one of {classes} classes.", nameof(labels));
            }

            targets[i * classes + labels[i]] = 1;
        }

        return targets;
    }

    private static TrainingCurve Train(
        Network network,
        long pixelBytes,
        PixelReader pixels,
        float[] targets,
        TrainingParameters parameters,
        long seed,
        IProgress<TrainingProgress>? progress)
    {
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentNullException.ThrowIfNull(parameters);
        Check(network, pixelBytes, targets.Length, parameters);
        var batches = new TrainingBatches(network, pixels, targets, parameters, seed);
        using var run = new TrainingRun(network, parameters, batches, seed, progress);
        return run.ToTheEnd();
    }

    private static void Check(Network network, long pixelBytes, int targetValues, TrainingParameters parameters)
    {
        var count = targetValues / network.Classes;
        var imageLength = 3 * network.Height * network.Width;
        if (network.IsFrozen)
        {
            throw new ArgumentException(
                "A frozen network can't be trained: its batch norm is folded away. Train the one it was frozen from.");
        }

        if (count < 2 || targetValues != count * network.Classes || pixelBytes != (long)count * imageLength)
        {
            throw new ArgumentException(
                $"{pixelBytes} bytes of pixels and {targetValues} target values are not at least 2 images of " +
                $"3x{network.Height}x{network.Width} with {network.Classes} values each.");
        }

        if (BatchAugmentation.ErrorIn(parameters.Augmentation) is { } error)
        {
            throw new ArgumentException(error);
        }
    }
}
