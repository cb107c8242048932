using Ttca.Learning.Networks;
using Ttca.Learning.Training;
using static TorchSharp.torch;

namespace Ttca.Learning.Tests.Networks;

public sealed class NetworkTests
{
    [Theory]
    [MemberData(nameof(ArchitecturesTests.All), MemberType = typeof(ArchitecturesTests))]
    public void Freeze_computes_what_the_network_computes(string architecture)
    {
        using var scope = NewDisposeScope();
        using var network = SampleImages.WithStatistics(architecture);
        using var frozen = network.Freeze();
        var images = PixelTensor.ToUnit(SampleImages.Brightness(16, classes: 8, side: 32, seed: 2).Pixels, 32, 32);

        var expected = network.Logits(images);
        LargestDifference(frozen.Logits(images), expected).ShouldBeLessThan(1e-5f * expected.abs().max().item<float>());
    }

    [Theory]
    [MemberData(nameof(ArchitecturesTests.All), MemberType = typeof(ArchitecturesTests))]
    public void Freeze_in_bfloat16_stays_within_its_rounding(string architecture)
    {
        using var scope = NewDisposeScope();
        using var network = SampleImages.WithStatistics(architecture);
        using var frozen = network.Freeze(Precision.Bfloat16);
        var images = PixelTensor.ToUnit(SampleImages.Brightness(16, classes: 8, side: 32, seed: 2).Pixels, 32, 32);
        var exact = network.Logits(images);

        // 8 bits of mantissa: up to 0.4 % per rounding, some twenty of them behind one another.
        LargestDifference(frozen.Logits(images), exact).ShouldBeLessThan(0.08f * exact.abs().max().item<float>());
    }

    // Rounding decides differently at the kinks of some ReLUs.
    [Theory]
    [InlineData(Precision.Float32, 0.02f)]
    [InlineData(Precision.Bfloat16, 0.25f)]
    public void Freeze_lets_gradients_reach_the_image_but_not_the_weights(Precision precision, float tolerance)
    {
        using var scope = NewDisposeScope();
        using var network = SampleImages.WithStatistics("resnet8");
        using var frozen = network.Freeze(precision);
        var (pixels, _) = SampleImages.Brightness(16, classes: 8, side: 32, seed: 2);

        var expected = InputGradient(network, pixels);
        var actual = InputGradient(frozen, pixels);

        ((actual - expected).norm() / expected.norm()).item<float>().ShouldBeLessThan(tolerance);
        frozen.Module.parameters().ShouldAllBe(p => !p.requires_grad);
    }

    [Fact]
    public void Freeze_is_a_copy()
    {
        using var network = SampleImages.WithStatistics("resnet8");
        var frozen = network.Freeze(Precision.Bfloat16);
        var before = SampleImages.Bytes(network);

        SampleImages.Bytes(frozen).ShouldBe(before);
        frozen.Dispose();
        SampleImages.Bytes(network).ShouldBe(before);
    }

    [Fact]
    public void Logits_normalises_by_mean_one_half_and_deviation_one_quarter()
    {
        using var scope = NewDisposeScope();
        using var network = SampleImages.WithStatistics("mlp");
        var images = rand(2, 3, 32, 32);

        LargestDifference(network.Logits(images), network.Module.call((images - 0.5) / 0.25)).ShouldBeLessThan(1e-5f);
    }

    [Fact]
    public void Probabilities_of_many_images_are_those_of_each_alone_and_sum_to_one()
    {
        using var network = SampleImages.WithStatistics("resnet8", classes: 4, side: 8);
        const int count = 501;                                         // crosses two batch borders
        var pixels = SampleImages.Noise(count, 8, 8);

        var together = network.Probabilities(pixels, count);

        together.Length.ShouldBe(count * 4);
        foreach (var i in new[] { 0, 249, 250, 499, 500 })
        {
            var row = together[(4 * i)..(4 * i + 4)];
            row.Sum().ShouldBe(1, 1e-5f);
            var alone = network.Probabilities(pixels.AsSpan(i * 192, 192), 1);
            row.Zip(alone).ShouldAllBe(pair => Math.Abs(pair.First - pair.Second) < 1e-5f);
        }
    }

    [Fact]
    public void Probabilities_refuses_another_number_of_bytes()
    {
        using var network = Architectures.Create("resnet8", 10, 32, 32, 1);

        Should.Throw<ArgumentException>(() => network.Probabilities(new byte[3072], 2)).Message
            .ShouldBe("2 images of 3x32x32 are 6144 bytes, not 3072. (Parameter 'pixels')");
    }

    [Fact]
    public void A_network_outlives_the_dispose_scope_it_was_made_in()
    {
        Network network;
        Network frozen;
        using (NewDisposeScope())
        {
            network = Architectures.Create("resnet8", 10, 8, 8, 1);
            frozen = network.Freeze();
        }

        var image = SampleImages.Noise(1, 8, 8);
        frozen.Probabilities(image, 1).Sum().ShouldBe(network.Probabilities(image, 1).Sum(), 1e-5f);
        network.Dispose();
        frozen.Dispose();
    }

    private static Tensor InputGradient(Network network, byte[] pixels)
    {
        var images = PixelTensor.ToUnit(pixels, 32, 32).requires_grad_(true);
        network.Logits(images).log_softmax(1).slice(1, 0, 1, 1).sum().backward();
        return images.grad!;
    }

    private static float LargestDifference(Tensor a, Tensor b) => (a - b).abs().max().item<float>();
}
