using TorchSharp;
using TorchSharp.Modules;
using Ttca.Datasets;
using Ttca.Learning.Data;
using Ttca.Learning.Networks;
using Ttca.Learning.Training;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Ttca.Collective;

/// <summary>
/// Universal perturbations: per class c, <c>min over |delta_c| &lt;= epsilon of E[(x, y = c)] CE(g(clip(x + delta_c, 0, 1)), c)</c>,
/// where the expectation is over the collective's own images of that class.
/// </summary>
public static class UniversalPerturbation
{
    private static readonly Scalar Zero = 0.0;
    private static readonly Scalar LargestPixel = 255.0;

    /// <summary>
    /// Starts at zero, takes steps of Adam, each followed by projection onto |delta| &lt;= epsilon, and rounds the result to the whole
    /// pixel steps in which it is submitted. A class of which the collective owns no image keeps a perturbation of zero.
    /// </summary>
    /// <param name="network">The proxy (or, for the white-box control, the platform), <see cref="Network.Freeze">frozen</see>.</param>
    /// <param name="images">The collective's own images with their true labels.</param>
    /// <param name="parameters">Size, steps and batch.</param>
    /// <param name="seed">Seed of the order in which images are seen.</param>
    /// <param name="progress">Told after each step.</param>
    /// <param name="through">What is known to change the images before the network sees them; nothing by default.</param>
    /// <exception cref="ArgumentException">The images have another size than the network's, or a label is none of its classes.</exception>
    public static Perturbation Optimize(
        Network network,
        ImageSet images,
        PerturbationParameters parameters,
        long seed,
        IProgress<TrainingProgress>? progress = null,
        IReadOnlyList<DefenceParameters>? through = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(images);
        if (images.Height != network.Height || images.Width != network.Width)
        {
            throw new ArgumentException(
                $"images of {images.Height}x{images.Width} for a network of {network.Height}x{network.Width}", nameof(images));
        }

        var defences = new DefenceChain(through ?? []);
        return Optimize(x => network.Logits(defences.Images(x)), network.Classes, images, parameters, seed, progress);
    }

    // logits: float [B,3,H,W] in 0..1 -> [B,K], differentiable.
    internal static Perturbation Optimize(
        Func<Tensor, Tensor> logits,
        int classes,
        ImageSet images,
        PerturbationParameters parameters,
        long seed,
        IProgress<TrainingProgress>? progress)
    {
        if (images.Labels.Any(label => (uint)label >= (uint)classes))
        {
            throw new ArgumentException($"a label is outside 0..{classes - 1}", nameof(images));
        }

        var epsilon = parameters.Epsilon.Value;
        var shared = parameters.Per == PerturbationScope.Shared;
        using var _ = NewDisposeScope();
        var device = TorchRuntime.Device;
        // uint8 [N,3,H,W]
        var pixels = tensor(images.ReadAll(), device: device).reshape(images.Count, 3, images.Height, images.Width);
        var labels = tensor(images.Labels, int64, device: device);                                                    // [N]
        var batches = new ClassBatches(images.Labels, classes, parameters.BatchSize, seed);
        var weights = tensor(batches.Weights, device: device);                                                        // [B]
        // [K,3,H,W] or [1,3,H,W]
        var deltas = new Parameter(zeros(shared ? 1 : classes, 3, images.Height, images.Width, device: device));
        using var adam = new Adam(deltas, rate: parameters.StepSize * epsilon);
        using Scalar lowest = -epsilon;
        using Scalar highest = epsilon;

        for (var step = 0; step < parameters.Steps; step++)
        {
            using var stepScope = NewDisposeScope();
            var batch = tensor(batches.Next(), device: device);                                                       // [B]
            var x = pixels.index_select(0, batch).to_type(ScalarType.Float32).div_(LargestPixel);                     // [B,3,H,W]
            var y = labels.index_select(0, batch);                                                                    // [B]
            // [B,3,H,W] or [1,3,H,W]
            var delta = shared ? deltas : deltas.index_select(0, y);
            // [B]
            var losses = F.cross_entropy(logits(x.add(delta, Scalars.One).clamp(Zero, Scalars.One)), y, reduction: nn.Reduction.None);
            var loss = (losses * weights).sum();
            loss.backward();
            adam.Step(deltas.grad!);
            using (no_grad())
            {
                deltas.grad!.zero_();
                deltas.clamp_(lowest, highest);
            }

            Report(progress, step, parameters.Steps, loss.ToSingle() / batches.Classes);
        }

        var quantised = deltas.detach().mul(LargestPixel).round().to_type(ScalarType.Int8)
            .expand(classes, 3, images.Height, images.Width).contiguous().cpu();                                      // int8 [K,3,H,W]
        return new Perturbation(quantised.data<sbyte>().ToArray(), classes, images.Height, images.Width, parameters.Epsilon);
    }

    private static void Report(IProgress<TrainingProgress>? progress, int step, int steps, double loss)
    {
        if (!double.IsFinite(loss))
        {
            throw new NotFiniteNumberException(
                $"the loss is {loss} at step {step + 1} of {steps}; the network's weights are damaged, or precision is too low", loss);
        }

        progress?.Report(new TrainingProgress(1, 1, step + 1, steps, loss));
    }
}
