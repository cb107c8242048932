using Ttca.Learning.Networks;
using static TorchSharp.torch;

namespace Ttca.Learning.Tests.Networks;

public sealed class ArchitecturesTests
{
    // 3x3 convolution: 9*I*O; batch norm: 2*O; classifier: I*K + K.
    // resnet8: stem 464, stages 4,672 + 13,952 + 55,552, classifier 650.
    // resnet8-thin, half as wide: 232, 1,184 + 3,520 + 13,952, 330.
    // resnet20: 269,722, "0.27M" in table 6 of He et al. 2016, the exact figure in github.com/akamaster/pytorch_resnet_cifar10.
    // resnet18: 11,173,962, github.com/kuangliu/pytorch-cifar.
    // vgg-small: 286,560 in filters, 896 in batch norm, 1,290 in the classifier.
    // mlp: 3,072*512 + 1,024 + 512*256 + 512 + 2,570.
    [Theory]
    [InlineData("resnet8", 75_290)]
    [InlineData("resnet8-thin", 19_218)]
    [InlineData("resnet20", 269_722)]
    [InlineData("resnet18", 11_173_962)]
    [InlineData("vgg-small", 288_746)]
    [InlineData("mlp", 1_708_042)]
    public void Create_for_cifar10_has_the_known_number_of_parameters(string architecture, long expected)
    {
        using var network = Architectures.Create(architecture, classes: 10, height: 32, width: 32, seed: 1);

        network.Module.parameters().Sum(p => p.numel()).ShouldBe(expected);
    }

    // mlp for 3x8x8 = 192 values: 192*512 + 1,024 + 512*256 + 512 + 256*2 + 2. The convolutions of a resnet don't depend on the size.
    [Theory]
    [InlineData("mlp", 2, 8, 8, 231_426)]
    [InlineData("resnet8-thin", 10, 32, 32, 19_218)]
    [InlineData("resnet8-thin", 100, 64, 64, 19_218 + 33 * 90)]
    public void ParametersOf_counts_what_is_trained(string architecture, int classes, int height, int width, long expected) =>
        Architectures.ParametersOf(architecture, classes, height, width).ShouldBe(expected);

    [Theory]
    [MemberData(nameof(All))]
    public void Logits_has_one_row_per_image_and_one_column_per_class(string architecture)
    {
        using var scope = NewDisposeScope();
        using var network = Architectures.Create(architecture, classes: 7, height: 20, width: 24, seed: 1);

        var logits = network.Logits(PixelTensor.ToUnit(SampleImages.Noise(16, 20, 24), 20, 24));

        logits.shape.ShouldBe([16, 7]);
        logits.dtype.ShouldBe(ScalarType.Float32);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Create_with_the_same_seed_gives_the_same_weights_whatever_the_global_generator_did(string architecture)
    {
        using var first = Architectures.Create(architecture, 10, 16, 16, seed: 5);
        manual_seed(99);
        using var again = Architectures.Create(architecture, 10, 16, 16, seed: 5);
        using var other = Architectures.Create(architecture, 10, 16, 16, seed: 6);

        SampleImages.Bytes(again).ShouldBe(SampleImages.Bytes(first));
        SampleImages.Bytes(other).ShouldNotBe(SampleImages.Bytes(first));
    }

    [Fact]
    public void Create_draws_filters_with_the_variance_of_He_et_al_2015()
    {
        using var network = Architectures.Create("resnet18", 10, 32, 32, seed: 1);
        using var filters = network.Module.get_parameter("layer4.1.conv2.weight")!.detach();   // 512 x 512 x 3 x 3
        using var deviation = filters.std();
        using var mean = filters.mean();

        deviation.item<float>().ShouldBe((float)Math.Sqrt(2.0 / (512 * 9)), 1e-4f);            // 4 standard errors: 5.5e-5
        mean.item<float>().ShouldBe(0, 6e-5f);
    }

    [Fact]
    public void Create_of_an_unknown_architecture_names_those_that_there_are() =>
        Should.Throw<ArgumentException>(() => Architectures.Create("resnet9", 10, 32, 32, 1)).Message
            .ShouldBe(
                "There is no architecture 'resnet9'. There are: mlp, resnet18, resnet20, resnet8, resnet8-thin, vgg-small. "
                    + "(Parameter 'architecture')");

    [Theory]
    [InlineData(1, 32, 32)]
    [InlineData(10, 7, 32)]
    [InlineData(10, 32, 7)]
    public void Create_refuses_what_no_network_can_be_built_for(int classes, int height, int width) =>
        Should.Throw<ArgumentException>(() => Architectures.Create("mlp", classes, height, width, 1)).Message
            .ShouldBe($"A network needs at least 2 classes and images of at least 8x8 pixels, not {classes} classes and {height}x{width}.");

    [Fact]
    public void Option_A_shortcut_passes_every_second_pixel_and_pads_channels_with_zeros()
    {
        using var scope = NewDisposeScope();
        using var network = Architectures.Create("resnet8", 10, 8, 8, seed: 1);
        var block = network.Module.named_modules().Single(m => m.name == "layer2.0").module;
        foreach (var (name, parameter) in block.named_parameters())
        {
            using var noGradients = no_grad();
            parameter.mul_(0);                                                     // leaves the shortcut alone
        }

        var input = arange(16 * 8 * 8, ScalarType.Float32).view(1, 16, 8, 8);
        var output = ((nn.Module<Tensor, Tensor>)block).call(input);

        output.shape.ShouldBe([1, 32, 4, 4]);
        output[0, 8 + 5, 3, 1].item<float>().ShouldBe(5 * 64 + 6 * 8 + 2);         // channel 5, row 6, column 2
        output.slice(1, 0, 8, 1).abs().sum().item<float>().ShouldBe(0);
        output.slice(1, 24, 32, 1).abs().sum().item<float>().ShouldBe(0);
    }

    public static TheoryData<string> All => [.. Architectures.Names];
}
