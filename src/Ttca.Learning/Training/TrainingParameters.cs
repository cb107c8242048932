using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Ttca.Learning.Networks;
using Ttca.Parameters;

namespace Ttca.Learning.Training;

/// <summary>How a network is trained: the <c>platform:</c> and <c>proxy:</c> sections of an experiment.</summary>
public sealed record TrainingParameters
{
    /// <summary>Name of the network's architecture.</summary>
    [NameOf(typeof(Architecture))]
    public string Architecture { get; init; } = "resnet8";

    /// <summary>Passes over the training images.</summary>
    [Range(1, 10_000)]
    public int Epochs { get; init; } = 8;

    /// <summary>Steps below which no training ends: few images are passed over more often than <see cref="Epochs"/>.</summary>
    [Range(0, 1_000_000)]
    public int MinimumSteps { get; init; }

    /// <summary>Largest number of images in a step. Batches of one epoch differ by one image at most.</summary>
    [Range(2, 65_536)]
    public int BatchSize { get; init; } = 128;

    /// <summary>Learning rate at the peak of the schedule.</summary>
    [Range(1e-6, 100.0)]
    public double LearningRate { get; init; } = 0.1;

    /// <summary>Nesterov momentum.</summary>
    [Range(0.0, 0.9999)]
    public double Momentum { get; init; } = 0.9;

    /// <summary>Added to the gradient of matrices and filters, times their value; biases and batch norm do not decay.</summary>
    [Range(0.0, 1.0)]
    public double WeightDecay { get; init; } = 5e-4;

    /// <summary>Course of the learning rate.</summary>
    public LearningRateSchedule Schedule { get; init; } = LearningRateSchedule.OneCycle;

    /// <summary>Share of each target that is spread evenly over all classes.</summary>
    [Range(0.0, 0.9)]
    public double LabelSmoothing { get; init; }

    /// <summary>Random changes of the training images: flip (left-right), crop (moved by up to an eighth of the size).</summary>
    [AllowedValues(BatchAugmentation.Flip, BatchAugmentation.Crop)]
    public IReadOnlyList<string> Augmentation { get; init; } = [BatchAugmentation.Flip, BatchAugmentation.Crop];

    /// <summary>
    /// Size of the perturbations of adversarial training: each step trains on images that one step of the gradient's sign
    /// from a random start made as hard as it could (<see cref="FastGradientSign"/>), at about twice the time.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]     // what has none keeps its node's id
    public PixelFraction AdversarialEpsilon { get; init; }

    /// <summary>Precision of the products; weights are kept in float32 either way.</summary>
    public Precision Precision { get; init; } = Precision.Bfloat16;
}
