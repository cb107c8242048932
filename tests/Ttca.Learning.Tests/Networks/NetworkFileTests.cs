using System.Buffers.Binary;
using System.Text.Json;
using Ttca.Learning.Formats;
using Ttca.Learning.Networks;
using static TorchSharp.torch;

namespace Ttca.Learning.Tests.Networks;

public sealed class NetworkFileTests
{
    [Theory]
    [MemberData(nameof(ArchitecturesTests.All), MemberType = typeof(ArchitecturesTests))]
    public void Load_gives_back_what_was_saved(string architecture)
    {
        using var network = SampleImages.WithStatistics(architecture, classes: 5, side: 12);
        var bytes = SampleImages.Bytes(network);
        using var loaded = Network.Load(new MemoryStream(bytes));
        var pixels = SampleImages.Noise(2, 12, 12);

        (loaded.Architecture, loaded.Classes, loaded.Height, loaded.Width).ShouldBe((architecture, 5, 12, 12));
        SampleImages.Bytes(loaded).ShouldBe(bytes);
        loaded.Probabilities(pixels, 2).ShouldBe(network.Probabilities(pixels, 2));
    }

    /// <summary>Reads the bytes by the published format alone: u64 length, JSON, data.</summary>
    [Fact]
    public void Save_writes_the_state_dict_that_PyTorch_would()
    {
        using var network = SampleImages.WithStatistics("resnet18");
        var bytes = SampleImages.Bytes(network);
        var headerLength = (int)BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        using var header = JsonDocument.Parse(bytes.AsMemory(8, headerLength));
        var entries = header.RootElement.EnumerateObject().Where(e => e.Name != "__metadata__").ToDictionary(e => e.Name, e => e.Value);

        // pytorch-cifar's ResNet18: 20 convolutions, 20 batch norms of 5 entries, weight and bias of the classifier.
        entries.Count.ShouldBe(20 + 20 * 5 + 2);
        entries.Keys.ShouldBeSubsetOf(KuangliuResNet18());
        header.RootElement.GetProperty("__metadata__").ToString()
            .ShouldBe("""{"architecture":"resnet18","classes":"10","format":"pt","height":"32","width":"32"}""");
        entries["layer2.0.shortcut.0.weight"].GetProperty("shape").ToString().ShouldBe("[128,64,1,1]");
        entries["bn1.num_batches_tracked"].ToString().ShouldStartWith("""{"dtype":"I64","shape":[],""");

        var filters = entries["layer3.1.conv1.weight"];
        filters.GetProperty("dtype").GetString().ShouldBe("F32");
        var start = 8 + headerLength + filters.GetProperty("data_offsets")[0].GetInt32();
        using var expected = network.Module.get_parameter("layer3.1.conv1.weight")!.detach();
        using var element = expected[7, 100, 2, 1];
        BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(start + 4 * ((7 * 256 + 100) * 9 + 2 * 3 + 1))).ShouldBe(
            element.item<float>());
    }

    [Fact]
    public void Load_refuses_an_unknown_architecture() => RefusalOf(metadata: m => m["architecture"] = "lenet")
        .ShouldBe("its architecture is 'lenet', not one of mlp, resnet18, resnet20, resnet8, resnet8-thin, vgg-small");

    [Fact]
    public void Load_refuses_sizes_that_would_take_all_memory() => RefusalOf(metadata: m => m["height"] = "2000000000")
        .ShouldBe("its height is '2000000000', not a number from 8 to 1024");

    [Fact]
    public void Load_refuses_a_file_without_classes() => RefusalOf(metadata: m => m.Remove("classes"))
        .ShouldBe("its classes is '', not a number from 2 to 10000");

    [Fact]
    public void Load_refuses_a_missing_array() => RefusalOf(a => a.Name == "layer2.0.bn1.bias" ? null : a)
        .ShouldBe("a resnet8 needs 'layer2.0.bn1.bias', which is missing");

    [Fact]
    public void Load_refuses_an_array_too_many() => RefusalOf(a => a.Name == "conv1.weight" ? a with { Name = "conv1.weights" } : a)
        .ShouldBe("a resnet8 needs 'conv1.weight', which is missing");

    [Fact]
    public void Load_refuses_another_shape() => RefusalOf(a => a.Name == "conv1.weight" ? a with { Shape = [3, 16, 3, 3] } : a)
        .ShouldBe("'conv1.weight' is F32 [3,16,3,3], but a resnet8 needs F32 [16,3,3,3]");

    [Fact]
    public void Load_refuses_numbers_that_are_not_finite() =>
        RefusalOf(a => a.Name == "linear.bias" ? a with { Bytes = BitConverter.GetBytes(float.NaN).Concat(new byte[36]).ToArray() } : a)
            .ShouldBe("'linear.bias' holds numbers that are not finite");

    [Fact]
    public void Load_refuses_arrays_that_the_architecture_has_not()
    {
        var (arrays, metadata) = Content();
        var extra = new NamedArray("zzz", ElementType.F32, [1], new byte[4]);

        Refusal([.. arrays, extra], metadata).ShouldBe("a resnet8 has no 'zzz'");
    }

    [Fact]
    public void Load_refuses_a_file_cut_short()
    {
        using var network = Architectures.Create("resnet8", 10, 8, 8, 1);
        var bytes = SampleImages.Bytes(network);

        Should.Throw<InvalidDataException>(() => Network.Load(new MemoryStream(bytes[..^1])));
    }

    private static string RefusalOf(
        Func<NamedArray, NamedArray?>? change = null, Action<Dictionary<string, string>>? metadata = null)
    {
        var (arrays, values) = Content();
        metadata?.Invoke(values);
        return Refusal([.. arrays.Select(change ?? (a => a)).OfType<NamedArray>()], values);
    }

    private static (IReadOnlyList<NamedArray> Arrays, Dictionary<string, string> Metadata) Content()
    {
        using var network = Architectures.Create("resnet8", 10, 8, 8, 1);
        var (arrays, metadata) = Safetensors.Read(new MemoryStream(SampleImages.Bytes(network)));
        return (arrays, new Dictionary<string, string>(metadata));
    }

    /// <summary>What the message says after its fixed beginning, without the full stop.</summary>
    private static string Refusal(IReadOnlyList<NamedArray> arrays, IReadOnlyDictionary<string, string> metadata)
    {
        using var file = new MemoryStream();
        Safetensors.Write(file, arrays, metadata);
        file.Position = 0;
        var message = Should.Throw<InvalidDataException>(() => Network.Load(file)).Message;
        const string start = "This .safetensors file is not a network that can be loaded: ";
        message.ShouldStartWith(start);
        message.ShouldEndWith(".");
        return message[start.Length..^1];
    }

    private static HashSet<string> KuangliuResNet18()
    {
        var names = new HashSet<string> { "linear.weight", "linear.bias" };
        AddPair("conv1", "bn1");
        foreach (var stage in Enumerable.Range(1, 4))
        {
            foreach (var block in new[] { $"layer{stage}.0", $"layer{stage}.1" })
            {
                AddPair($"{block}.conv1", $"{block}.bn1");
                AddPair($"{block}.conv2", $"{block}.bn2");
            }

            if (stage > 1)
            {
                AddPair($"layer{stage}.0.shortcut.0", $"layer{stage}.0.shortcut.1");
            }
        }

        return names;

        void AddPair(string convolution, string norm)
        {
            names.Add($"{convolution}.weight");
            names.UnionWith(new[] { "weight", "bias", "running_mean", "running_var", "num_batches_tracked" }.Select(n => $"{norm}.{n}"));
        }
    }
}
