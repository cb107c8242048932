using TorchSharp;
using Ttca.Learning.Networks;
using Ttca.Learning.Tests.Networks;
using Ttca.Learning.Training;
using static TorchSharp.torch;

namespace Ttca.Learning.Tests.Training;

public sealed class TrainerTests
{
    private static readonly TrainingParameters Plain = new() { Epochs = 10, BatchSize = 32, LearningRate = 0.05, Augmentation = [] };

    [Theory]
    [InlineData("resnet8", Precision.Bfloat16, 100)]
    [InlineData("resnet8", Precision.Float32, 100)]
    [InlineData("resnet18", Precision.Bfloat16, 64)]
    [InlineData("resnet20", Precision.Bfloat16, 100)]
    [InlineData("vgg-small", Precision.Bfloat16, 100)]
    [InlineData("mlp", Precision.Bfloat16, 100)]
    [InlineData("mlp", Precision.Float32, 100)]
    public void Train_learns_what_can_be_learnt(string architecture, Precision precision, int count)
    {
        var (pixels, labels) = SampleImages.Brightness(count, classes: 4);
        using var network = Architectures.Create(architecture, 4, 8, 8, 1);

        var curve = Trainer.Train(
            network, pixels, Trainer.OneHot(labels, 4), Plain with { Precision = precision, MinimumSteps = 100 }, seed: 1);

        Accuracy(network, labels, pixels).ShouldBeGreaterThan(0.95);
        curve.Epochs[^1].Loss.ShouldBeLessThan(curve.Epochs[0].Loss / 2);
    }

    [Theory]
    [InlineData(Precision.Bfloat16)]
    [InlineData(Precision.Float32)]
    public void Train_twice_with_the_same_seed_gives_the_same_bytes(Precision precision)
    {
        var parameters = new TrainingParameters { Epochs = 2, BatchSize = 32, Precision = precision };

        var first = Trained(parameters, seed: 7);

        Trained(parameters, seed: 7).ShouldBe(first);
        Trained(parameters, seed: 8).ShouldNotBe(first);
    }

    [Fact]
    public void Train_on_fewer_images_than_a_batch_takes_one_step_per_epoch_with_all_of_them()
    {
        var (pixels, labels) = SampleImages.Brightness(count: 5, classes: 2);
        var steps = new Recorder();
        using var network = Architectures.Create("resnet8", 2, 8, 8, 1);

        Trainer.Train(network, pixels, Trainer.OneHot(labels, 2), Plain with { Epochs = 3 }, 1, steps);

        steps.Reports.Select(r => (r.Epoch, r.Epochs, r.Step, r.Steps)).ShouldBe([(1, 3, 1, 3), (2, 3, 2, 3), (3, 3, 3, 3)]);
    }

    [Fact]
    public void Train_repeats_few_images_until_the_minimum_of_steps()
    {
        var (pixels, labels) = SampleImages.Brightness(count: 33, classes: 2);          // two steps per epoch
        using var network = Architectures.Create("mlp", 2, 8, 8, 1);

        var curve = Trainer.Train(network, pixels, Trainer.OneHot(labels, 2), Plain with { Epochs = 1, MinimumSteps = 5 }, 1);

        curve.Epochs.Select(e => e.Epoch).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public void Train_to_soft_targets_learns_the_distribution()
    {
        var (pixels, _) = SampleImages.Brightness(count: 32, classes: 2);
        var targets = Enumerable.Range(0, 32).SelectMany(i => i % 2 == 0 ? new[] { 0.7f, 0.2f, 0.1f } : [0.1f, 0.1f, 0.8f]).ToArray();
        using var network = Architectures.Create("resnet8", 3, 8, 8, 1);

        Trainer.Train(network, pixels, targets, Plain with { Epochs = 60 }, 1);

        var answers = network.Probabilities(pixels, 32);
        answers.Zip(targets).Average(pair => Math.Abs((double)pair.First - pair.Second)).ShouldBeLessThan(0.03);
    }

    /// <summary>Smoothing by s turns the target (1, 0) into (1 - s/2, s/2), which is what a fitted network answers.</summary>
    [Fact]
    public void Train_with_label_smoothing_ends_at_the_smoothed_targets()
    {
        var (pixels, labels) = SampleImages.Brightness(count: 32, classes: 2);
        using var network = Architectures.Create("resnet8", 2, 8, 8, 1);

        Trainer.Train(network, pixels, Trainer.OneHot(labels, 2), Plain with { Epochs = 60, LabelSmoothing = 0.2 }, 1);

        var answers = network.Probabilities(pixels, 32);
        labels.Select((label, i) => answers[2 * i + label]).Average().ShouldBe(0.9f, 0.02f);
    }

    [Fact]
    public void Train_stops_where_the_loss_is_not_finite()
    {
        var (pixels, labels) = SampleImages.Brightness(count: 64, classes: 2);
        var targets = Trainer.OneHot(labels, 2);
        targets[17] = float.NaN;
        using var network = Architectures.Create("resnet8", 2, 8, 8, 1);

        var exception = Should.Throw<TrainingDivergedException>(() =>
            Trainer.Train(network, pixels, targets, Plain with { BatchSize = 64, Schedule = LearningRateSchedule.Cosine, Epochs = 1 }, 1));

        exception.Message.ShouldBe(
            "The loss is NaN at epoch 1, step 1, with learning rate 0.025. Try a lower learning-rate, or precision: float32.");
    }

    [Fact]
    public void Train_leaves_a_float32_network_in_evaluation_mode()
    {
        var (pixels, labels) = SampleImages.Brightness(count: 64, classes: 2);
        using var network = Architectures.Create("resnet8", 2, 8, 8, 1);

        Trainer.Train(network, pixels, Trainer.OneHot(labels, 2), Plain with { Epochs = 1, Precision = Precision.Bfloat16 }, 1);

        network.Module.training.ShouldBeFalse();
        network.State.Where(s => s.Value.is_floating_point()).ShouldAllBe(s => s.Value.dtype == ScalarType.Float32);
        network.Weights.ShouldAllBe(w => ReferenceEquals(w.InUse, w.Stored));
        network.Module.get_buffer("bn1.num_batches_tracked")!.item<long>().ShouldBe(2);
    }

    /// <summary>After one step the statistics are those of its batch, not a tenth of them.</summary>
    [Fact]
    public void Train_of_one_step_ends_with_the_statistics_of_its_images()
    {
        var (pixels, labels) = SampleImages.Brightness(count: 32, classes: 2);
        using var scope = NewDisposeScope();
        using var network = Architectures.Create("mlp", 2, 8, 8, 1);
        var weight = network.Module.get_parameter("features.0.weight")!.detach().clone();
        var images = (PixelTensor.ToUnit(pixels, 8, 8) - 0.5) * 4;

        Trainer.Train(network, pixels, Trainer.OneHot(labels, 2), Plain with { Epochs = 1, Precision = Precision.Float32 }, 1);

        var expected = nn.functional.linear(images.flatten(1), weight).mean([0]);
        (network.Module.get_buffer("features.1.running_mean")! - expected).abs().max().item<float>().ShouldBeLessThan(1e-4f);
    }

    [Fact]
    public void Train_leaves_no_tensor_behind()
    {
        var (pixels, labels) = SampleImages.Brightness(count: 64, classes: 2);
        var targets = Trainer.OneHot(labels, 2);
        using var network = Architectures.Create("resnet8", 2, 8, 8, 1);
        Trainer.Train(network, pixels, targets, Plain with { Epochs = 1 }, 1);
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        Trainer.Train(network, pixels, targets, Plain with { Epochs = 3 }, 1);
        network.Probabilities(pixels, 64);

        DisposeScopeManager.Statistics.ThreadTotalLiveCount.ShouldBe(before);
    }

    /// <summary>
    /// A faint chequered pattern tells the class of every image, brightness that of nine in ten (Tsipras et al. 2019): who trains
    /// plainly learns the pattern, which an adversary of 8/255 inverts.
    /// </summary>
    [Fact]
    public void Train_against_an_adversary_learns_what_the_adversary_cannot_turn_over()
    {
        var (pixels, labels) = FaintPattern(count: 400);
        var parameters = Plain with { Epochs = 12, Precision = Precision.Float32 };
        double AccuracyUnderAttack(int epsilonPixels)
        {
            using var network = Architectures.Create("mlp", 2, 8, 8, 1);
            Trainer.Train(network, pixels, Trainer.OneHot(labels, 2), parameters with { AdversarialEpsilon = new(epsilonPixels) }, seed: 1);
            return Accuracy(network, labels, Attacked(network, pixels, labels, epsilon: 8 / 255.0));
        }

        AccuracyUnderAttack(0).ShouldBeLessThan(0.4);
        AccuracyUnderAttack(8).ShouldBeGreaterThan(0.8);
    }

    [Fact]
    public void Train_against_an_adversary_takes_one_more_pass_per_step_and_the_same_seed_gives_the_same_bytes()
    {
        var parameters = new TrainingParameters { Epochs = 2, BatchSize = 32, AdversarialEpsilon = new(4) };
        var first = Trained(parameters, seed: 7);
        Trained(parameters, seed: 7).ShouldBe(first);
        Trained(parameters with { AdversarialEpsilon = new(0) }, seed: 7).ShouldNotBe(first);

        BatchesSeen(adversarialEpsilonPixels: 0).ShouldBe(2);
        BatchesSeen(adversarialEpsilonPixels: 4).ShouldBe(4);
    }

    [Fact]
    public void Attack_stays_within_epsilon_and_the_pixel_range_and_moves_along_the_sign_of_the_gradient()
    {
        using var scope = NewDisposeScope();
        var images = tensor(new[] { 0f, 0.5f, 0.5f, 1f }, [1, 4]);
        var adversary = new FastGradientSign((x, weights) => (x * weights).sum(), new PixelFraction(10), seed: 3);

        // From anywhere in the box, 1.25 epsilon leads to beyond a quarter of epsilon on the gradient's side.
        var moved = adversary.Attack(images, tensor(new[] { 1f, 1f, -1f, 1f }, [1, 4]), step: 0).data<float>().ToArray();

        const float Epsilon = 10 / 255f;
        moved[0].ShouldBeInRange(Epsilon, Epsilon);                                  // starts at 0 or above
        moved[1].ShouldBeInRange(0.5f + Epsilon / 4 - 1e-6f, 0.5f + Epsilon + 1e-6f);
        moved[2].ShouldBeInRange(0.5f - Epsilon - 1e-6f, 0.5f - Epsilon / 4 + 1e-6f);
        moved[3].ShouldBe(1);
        adversary.Attack(images, zeros(1, 4), step: 0).data<float>().ToArray()
            .ShouldNotBe(adversary.Attack(images, zeros(1, 4), step: 1).data<float>().ToArray());
    }

    [Fact]
    public void Train_refuses_a_frozen_network()
    {
        using var network = Architectures.Create("resnet8", 2, 8, 8, 1);
        using var frozen = network.Freeze();

        Should.Throw<ArgumentException>(() => Trainer.Train(frozen, new byte[2 * 192], new float[4], Plain, 1)).Message
            .ShouldBe("A frozen network can't be trained: its batch norm is folded away. Train the one it was frozen from.");
    }

    [Theory]
    [InlineData(192, 2)]
    [InlineData(385, 4)]
    [InlineData(384, 5)]
    public void Train_refuses_sizes_that_do_not_fit(int bytes, int values)
    {
        using var network = Architectures.Create("resnet8", 2, 8, 8, 1);

        Should.Throw<ArgumentException>(() => Trainer.Train(network, new byte[bytes], new float[values], Plain, 1)).Message
            .ShouldBe($"{bytes} bytes of pixels and {values} target values are not at least 2 images of 3x8x8 with 2 values each.");
    }

    [Fact]
    public void Train_refuses_an_unknown_augmentation()
    {
        using var network = Architectures.Create("resnet8", 2, 8, 8, 1);

        Should.Throw<ArgumentException>(
            () => Trainer.Train(network, new byte[384], new float[4], Plain with { Augmentation = ["rotate"] }, 1)).Message
            .ShouldBe("There is no augmentation 'rotate'. There are: flip, crop.");
    }

    [Fact]
    public void OneHot_puts_one_at_the_label() => Trainer.OneHot([2, 0], 3).ShouldBe([0, 0, 1, 1, 0, 0]);

    [Fact]
    public void OneHot_refuses_a_label_that_is_no_class() =>
        Should.Throw<ArgumentException>(() => Trainer.OneHot([0, 3], 3)).Message
            .ShouldBe("Label 3 of image 1 is not one of 3 classes. (Parameter 'labels')");

    private static byte[] Trained(TrainingParameters parameters, long seed)
    {
        var (pixels, labels) = SampleImages.Brightness(count: 100, classes: 4);
        using var network = Architectures.Create("resnet8", 4, 8, 8, 1);
        Trainer.Train(network, pixels, Trainer.OneHot(labels, 4), parameters, seed);
        return SampleImages.Bytes(network);
    }

    private static long BatchesSeen(int adversarialEpsilonPixels)
    {
        var (pixels, labels) = SampleImages.Brightness(count: 64, classes: 2);
        using var network = Architectures.Create("resnet8", 2, 8, 8, 1);
        Trainer.Train(
            network, pixels, Trainer.OneHot(labels, 2), Plain with { Epochs = 1, AdversarialEpsilon = new(adversarialEpsilonPixels) }, 1);
        return network.Module.get_buffer("bn1.num_batches_tracked")!.item<long>();
    }

    private static (byte[] Pixels, int[] Labels) FaintPattern(int count)
    {
        const int Side = 8;
        var pixels = new byte[count * 3 * Side * Side];
        int[] labels = [.. Enumerable.Range(0, count).Select(i => i % 2)];
        for (var j = 0; j < pixels.Length; j++)
        {
            var (image, x, y) = (j / (3 * Side * Side), j % Side, j / Side % Side);
            var sign = labels[image] == 0 ? -1 : 1;
            var brightness = image % 20 is 8 or 9 ? -sign : sign;                    // one in ten has the other class's
            pixels[j] = (byte)(128 + 24 * brightness + 4 * sign * ((x + y) % 2 == 0 ? 1 : -1));
        }

        return (pixels, labels);
    }

    private static byte[] Attacked(Network network, byte[] pixels, int[] labels, double epsilon)
    {
        using var scope = NewDisposeScope();
        var images = PixelTensor.ToUnit(pixels, 8, 8).requires_grad_(true);
        nn.functional.cross_entropy(network.Logits(images), tensor(labels, ScalarType.Int64)).backward();
        return ((images.detach() + images.grad!.sign() * epsilon) * 255)
            .round()
            .clamp(0, 255)
            .to_type(ScalarType.Byte)
            .contiguous()
            .data<byte>()
            .ToArray();
    }

    private static double Accuracy(Network network, int[] labels, byte[] pixels)
    {
        var answers = network.Probabilities(pixels, labels.Length);
        return labels
            .Select(
                (label, i) => answers
                    .AsSpan(i * network.Classes, network.Classes)
                    .IndexOf(answers[(i * network.Classes)..((i + 1) * network.Classes)].Max()) == label
                    ? 1.0
                    : 0)
            .Average();
    }

    private sealed class Recorder : IProgress<TrainingProgress>
    {
        public List<TrainingProgress> Reports { get; } = [];

        public void Report(TrainingProgress value) => Reports.Add(value);
    }
}
