using TorchSharp;
using Ttca.Learning.Data;
using Ttca.Learning.Networks;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Ttca.Collective.Tests;

/// <summary>A collective that knows which defences stand before the network optimises through them.</summary>
public sealed class AdaptiveTests
{
    private const int Size = 32;

    private static readonly DefenceParameters Jpeg = new() { Name = "jpeg", Amount = 75 };
    private static readonly DefenceParameters Bits = new() { Name = "bit-depth", Amount = 3 };
    private static readonly DefenceParameters Smoothing = new() { Name = "smoothing", Amount = 0.7 };

    public static TheoryData<string, double> Defences { get; } = new()
    {
        { "jpeg", 75 },
        { "jpeg", 20 },
        { "bit-depth", 3 },
        { "smoothing", 0.7 },
    };

    [Theory]
    [MemberData(nameof(Defences))]
    public void Forwards_it_is_the_platform_s_defence_of_the_8_bit_images_to_the_last_bit(string name, double amount)
    {
        var chain = new DefenceChain([new() { Name = name, Amount = amount }]);
        var images = Images.Noise(count: 3, classes: 1, Size, Size, seed: 1).ReadAll();
        float[] expected = [.. chain.Images(images, 3 * Size * Size, Size).ToArray().Select(value => value / 255f)];

        Of(images, offset: 0).ShouldBe(expected);
        Of(images, offset: 0.4f).ShouldBe(expected);    // it would be submitted as the nearest whole pixel value

        float[] Of(byte[] pixels, float offset) =>
            [
                .. chain
                    .Images(tensor([.. pixels.Select(value => Math.Min(1, (value + offset) / 255))]).reshape(3, 3, Size, Size))
                    .data<float>(),
            ];
    }

    [Fact]
    public void Gradient_of_bit_depth_is_that_of_the_identity() => GradientOfPixel([Bits], (1, 7, 9))[Index(1, 7, 9)].ShouldBe(1);

    [Fact]
    public void Gradient_of_smoothing_is_the_gaussian_itself()
    {
        // Standard deviation 0.7, cut off at 3 pixels: the weights of a line are exp(-x^2 / 0.98), normalised.
        double[] line = [.. Enumerable.Range(-3, 7).Select(x => Math.Exp(-x * x / 0.98))];
        double[] weights = [.. line.Select(weight => weight / line.Sum())];

        var gradient = GradientOfPixel([Smoothing], (1, 10, 12));

        gradient[Index(1, 10, 12)].ShouldBe((float)(weights[3] * weights[3]), 1e-6);
        gradient[Index(1, 11, 10)].ShouldBe((float)(weights[4] * weights[1]), 1e-6);
        gradient[Index(0, 10, 12)].ShouldBe(0);
        gradient.Sum().ShouldBe(1, 1e-5);
    }

    [Fact]
    public void Gradients_of_several_defences_follow_one_another()
    {
        var both = GradientOfPixel([Bits, Smoothing], (1, 10, 12));

        both.ShouldBe(GradientOfPixel([Smoothing], (1, 10, 12)));
    }

    [Theory]
    [InlineData(95, 1.5)]
    [InlineData(75, 2.5)]
    [InlineData(30, 5)]
    public void Soft_jpeg_does_nearly_what_the_codec_does(int quality, double mean)
    {
        // Smooth images, as photos are: blurred noise. The cubic and the codec's rounding leave some levels between them.
        var images = Disparity.ApplySubgroup(
            Images.Noise(count: 4, classes: 1, 24, Size, seed: 1), [new() { Name = "blur", Amount = 1.5 }], seed: 1).ReadAll();
        var codec = new DefenceChain([new() { Name = "jpeg", Amount = quality }]).Images(images, 3 * 24 * Size, Size).ToArray();

        var soft = SoftJpeg.Of(tensor([.. images.Select(value => value / 255f)]).reshape(4, 3, 24, Size), quality)
            .contiguous()
            .data<float>()
            .ToArray();

        soft.Zip(codec, (one, other) => (double)Math.Abs(255 * one - other)).Average().ShouldBeLessThan(mean);
    }

    [Fact]
    public void Gradient_of_jpeg_leaves_out_what_quantisation_drops()
    {
        // A grey image: every coefficient but the means is zero, and stays so whatever small is done to it.
        using var image = full([1, 3, Size, Size], 0.5f).requires_grad_();
        using var pattern = tensor(
            [.. Enumerable.Range(0, 3 * Size * Size).Select(i => (i % Size + i / Size) % 2 == 0 ? 1f : -1f)]).reshape(
            1, 3, Size, Size);
        (new DefenceChain([Jpeg]).Images(image) * pattern).sum().backward();

        image.grad!.abs().max().ToSingle().ShouldBeLessThan(1e-3f);
    }

    [Theory]
    [InlineData("jpeg", 50)]
    [InlineData("bit-depth", 3)]
    [InlineData("smoothing", 1)]
    public void Optimised_through_a_defence_it_has_a_lower_loss_through_it_on_the_same_proxy(string name, double amount)
    {
        const int Small = 16;
        using var network = Architectures.Create("resnet8-thin", classes: 2, Small, Small, seed: 3);
        using var frozen = network.Freeze();
        var images = Disparity.ApplySubgroup(
            Images.Noise(count: 16, classes: 2, Small, Small, seed: 1), [new() { Name = "blur", Amount = 1 }], seed: 1);
        DefenceParameters[] defences = [new() { Name = name, Amount = amount }];
        var parameters = new PerturbationParameters { Steps = 20, BatchSize = 16 };

        var adaptive = Loss(UniversalPerturbation.Optimize(frozen, images, parameters, seed: 1, through: defences));
        var plain = Loss(UniversalPerturbation.Optimize(frozen, images, parameters, seed: 1));

        adaptive.ShouldBeLessThan(plain);
        plain.ShouldBeLessThan(Loss(Perturbation.None(2, Small, Small)));

        double Loss(Perturbation perturbation)
        {
            var submitted = perturbation.Apply(images, images.Labels).ReadAll();
            var seen = new DefenceChain(defences).Images(submitted, 3 * Small * Small, Small).ToArray();
            using var scope = NewDisposeScope();
            var x = tensor([.. seen.Select(value => value / 255f)]).reshape(16, 3, Small, Small);
            return F.cross_entropy(frozen.Logits(x), tensor(images.Labels, int64)).ToSingle();
        }
    }

    /// <summary>Of one pixel of what is seen, by every pixel of the image.</summary>
    private static float[] GradientOfPixel(DefenceParameters[] defences, (int Channel, int Y, int X) pixel)
    {
        using var scope = NewDisposeScope();
        var images = tensor([.. Images.Noise(count: 1, classes: 1, Size, Size, seed: 1).ReadAll().Select(value => value / 255f)])
            .reshape(1, 3, Size, Size)
            .requires_grad_();
        new DefenceChain(defences).Images(images)[0, pixel.Channel, pixel.Y, pixel.X].backward();
        return [.. images.grad!.data<float>()];
    }

    private static int Index(int channel, int y, int x) => (channel * Size + y) * Size + x;
}
