using Ttca.Datasets;
using Ttca.Learning.Networks;
using Ttca.Learning.Training;

namespace Ttca.Learning.Tests.Networks;

public sealed class FrozenNetworkTests
{
    private const int ImageLength = 3 * 8 * 8;

    [Theory]
    [MemberData(nameof(ArchitecturesTests.All), MemberType = typeof(ArchitecturesTests))]
    public void Labels_are_those_of_the_network_that_was_frozen(string architecture)
    {
        using var network = SampleImages.WithStatistics(architecture, side: 16);
        using var frozen = new FrozenNetwork(network, usesBfloat16: true);
        var pixels = SampleImages.Brightness(200, classes: 8, side: 16, seed: 2).Pixels;

        frozen.Labels(pixels, 200).ShouldBe(Labels(network, pixels, 200));
        frozen.Probabilities(pixels, 200)
            .Zip(network.Probabilities(pixels, 200))
            .ShouldAllBe(pair => Math.Abs(pair.First - pair.Second) < 1e-5f);
    }

    [Fact]
    public void Labels_of_a_network_that_is_sure_are_computed_in_bfloat16()
    {
        using var network = Trained();
        using var frozen = new FrozenNetwork(network, usesBfloat16: true);
        var pixels = SampleImages.Brightness(500, classes: 4, seed: 5).Pixels;

        frozen.Labels(pixels, 500).ShouldBe(Labels(network, pixels, 500));

        frozen.Computed.InFloat32.ShouldBeInRange(16, 100);
        (frozen.Computed.InBfloat16 + frozen.Computed.InFloat32).ShouldBe(500);
        frozen.Computed
            .ToString()
            .ShouldBe(
                $"labels: {frozen.Computed.InBfloat16} in bfloat16, far enough from another class; {frozen.Computed.InFloat32} in float32");
    }

    [Fact]
    public void Labels_at_the_border_of_two_classes_are_computed_in_float32_and_so_is_all_that_follows()
    {
        using var network = Trained();
        using var frozen = new FrozenNetwork(network, usesBfloat16: true);
        var border = AtTheBorder(network, count: 200);
        var sure = SampleImages.Brightness(200, classes: 4, seed: 5).Pixels;
        var expected = Labels(network, border, 200);
        using var bfloat16 = network.Freeze(Precision.Bfloat16);
        Labels(bfloat16, border, 200).ShouldNotBe(expected);   // or these images would show nothing

        frozen.Labels(border, 200).ShouldBe(expected);
        frozen.Computed.InBfloat16.ShouldBeLessThan(100);
        var before = frozen.Computed;
        frozen.Labels(sure, 200).ShouldBe(Labels(network, sure, 200));

        frozen.Computed.ShouldBe(before + new LabelsComputed(0, 200));
    }

    [Fact]
    public void Labels_without_bfloat16_or_of_few_images_are_computed_in_float32()
    {
        using var network = Trained();
        using var without = new FrozenNetwork(network, usesBfloat16: false);
        using var with = new FrozenNetwork(network, usesBfloat16: true);
        var pixels = SampleImages.Brightness(200, classes: 4, seed: 5).Pixels;

        without.Labels(pixels, 200);
        with.Labels(pixels.AsSpan(0, 32 * ImageLength), 32);

        without.Computed.ShouldBe(new LabelsComputed(0, 200));
        with.Computed.ShouldBe(new LabelsComputed(0, 32));
    }

    [Fact]
    public void Labels_of_a_damaged_network_are_computed_in_float32()
    {
        using var network = Trained();
        using (TorchSharp.torch.no_grad())
        {
            network.Module.parameters().Last().fill_(float.NaN);
        }

        using var frozen = new FrozenNetwork(network, usesBfloat16: true);
        frozen.Labels(SampleImages.Noise(100, 8, 8), 100);

        frozen.Computed.ShouldBe(new LabelsComputed(0, 100));
    }

    [Fact]
    public void Labels_refuses_another_number_of_bytes()
    {
        using var frozen = new FrozenNetwork(Trained(), usesBfloat16: true);

        Should.Throw<ArgumentException>(() => frozen.Labels(new byte[100 * ImageLength], 101)).Message
            .ShouldBe("101 images of 3x8x8 are 19392 bytes, not 19200. (Parameter 'pixels')");
    }

    private static Network Trained()
    {
        var (pixels, labels) = SampleImages.Brightness(100, classes: 4);
        var network = Architectures.Create("resnet8", 4, 8, 8, 1);
        var parameters = new TrainingParameters { Epochs = 10, BatchSize = 32, LearningRate = 0.05, MinimumSteps = 100, Augmentation = [] };
        Trainer.Train(network, pixels, Trainer.OneHot(labels, 4), parameters, seed: 1);
        return network;
    }

    /// <summary>
    /// Mixtures of two images that are answered differently, halved until the border lies between neighbours; with the last bit of some
    /// pixels changed.
    /// </summary>
    private static byte[] AtTheBorder(Network network, int count)
    {
        var (pixels, _) = SampleImages.Brightness(2, classes: 4);
        byte[] low = pixels[..ImageLength], high = pixels[ImageLength..];
        int first = Labels(network, low, 1)[0];
        for (var halving = 0; halving < 8; halving++)
        {
            byte[] middle = [.. low.Zip(high, (a, b) => (byte)((a + b) / 2))];
            (low, high) = Labels(network, middle, 1)[0] == first ? (middle, high) : (low, middle);
        }

        var random = new SplitMix64(1);
        return [.. Enumerable.Range(0, count).SelectMany(_ => low.Select(value => (byte)(value ^ (random.NextInt(4) == 0 ? 1 : 0))))];
    }

    private static int[] Labels(Network network, byte[] pixels, int count) =>
        [.. network.Probabilities(pixels, count).Chunk(network.Classes).Select(row => Array.IndexOf(row, row.Max()))];
}
