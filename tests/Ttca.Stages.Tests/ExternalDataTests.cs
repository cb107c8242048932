using System.Text;
using System.Text.Json.Serialization;
using Parquet.Serialization;
using SkiaSharp;
using Ttca.Datasets.Images;
using Ttca.Pipeline;
using Ttca.Pipeline.Code;

namespace Ttca.Stages.Tests;

/// <summary>Data files that are replaced by others of the same size and time stamp, as tar, <c>rsync -t</c> and <c>cp -p</c> do.</summary>
public sealed class ExternalDataTests : IDisposable
{
    private static readonly DateTime LongAgo = new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ttca-data-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Image_of_a_folder()
    {
        WriteImages();
        await CheckAsync(OfImages(), "train/cat/1.png", bytes => Picture(99, bytes.Length));
    }

    [Fact]
    public async Task Table_beside_images()
    {
        WriteImages();
        await CheckAsync(OfImages(), "attributes.csv", bytes => Swap(bytes, "Black", "White"));
    }

    [Theory]
    [InlineData("fairface_label_train.csv")]
    [InlineData("fairface_label_val.csv")]
    public async Task Table_of_FairFace(string table)
    {
        WriteFaces();
        await CheckAsync(OfFaces(), table, bytes => Swap(bytes, "Black", "Indian"));
    }

    [Fact]
    public async Task Image_of_FairFace()
    {
        WriteFaces();
        await CheckAsync(OfFaces(), "val/1.png", bytes => Picture(99, bytes.Length));
    }

    [Fact]
    public async Task Parquet_of_FairFace()
    {
        var one = await ParquetAsync(race: 1);
        Write("train-0.parquet", one);
        Write("validation-0.parquet", await ParquetAsync(race: 1, red: 20));
        var other = await ParquetAsync(race: 2);
        await CheckAsync(OfFaces(), "train-0.parquet", _ => other);
    }

    [Fact]
    public async Task Binary_of_CIFAR()
    {
        Write("data_batch_1.bin", Record(1));
        Write("test_batch.bin", Record(2));
        await CheckAsync(new Cifar10Parameters { Folder = _folder.FullName }, "data_batch_1.bin", _ => Record(3));
    }

    private async Task CheckAsync(DatasetParameters dataset, string name, Func<byte[], byte[]> change)
    {
        var path = Path.Combine(_folder.FullName, name);
        byte[] before = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        byte[] other = change(before);
        other.Length.ShouldBe(before.Length);
        other.ShouldNotBe(before);

        var first = await RunAsync(dataset);
        Write(name, other);
        Why(dataset).ShouldBe($"a file that it reads changed: {name}");
        var second = await RunAsync(dataset);
        Write(name, before);
        var third = await RunAsync(dataset);

        first.Outcome.ShouldBe(NodeOutcome.Executed);
        second.Outcome.ShouldBe(NodeOutcome.Executed);
        third.Outcome.ShouldBe(NodeOutcome.Cached);
        second.Action!.Stored.Artifact.Hash.ShouldNotBe(first.Action!.Stored.Artifact.Hash);
        third.Action!.Key.ShouldBe(first.Action.Key);
    }

    private async Task<NodeResult> RunAsync(DatasetParameters dataset)
    {
        var (plan, store, keys) = Open(dataset);
        await using var executor = new InProcessExecutor(ExperimentPlan.Catalog, TimeProvider.System);
        var settings = new RunSettings { Jobs = 1, DataDirectory = _folder.FullName };
        var result = await PipelineRun.Start(
            plan, plan.Nodes, store, keys, executor, settings, new NoObserver(), TestContext.Current.CancellationToken).Completion;
        result.Failures.ShouldBeEmpty();
        return result.Nodes.ShouldHaveSingleItem();
    }

    private string Why(DatasetParameters dataset)
    {
        var (plan, store, keys) = Open(dataset);
        return PlanStatus.Of(plan, store, keys, new(store.Actions)).ShouldHaveSingleItem().Reason;
    }

    /// <summary>A minute later: what was written before the test's own run is settled.</summary>
    private (Plan Plan, ArtifactStore Store, NodeKeys Keys) Open(DatasetParameters dataset)
    {
        var builder = new PlanBuilder(ExperimentPlan.Catalog);
        builder.Add(Fetch.Of(dataset, []));
        var store = ArtifactStore.Open(Path.Combine(_folder.FullName, "store"), TimeProvider.System);
        return (
            builder.Build(),
            store,
            new NodeKeys(
                ExperimentPlan.Catalog, new NoFingerprint(), new Dictionary<string, string>(), new FileHashes(store, new LaterTime())));
    }

    private ImageFolderParameters OfImages() => new() { Folder = _folder.FullName, ClassNames = ["cat", "dog"], DeclaredSize = 16 };

    private FairFaceParameters OfFaces() => new() { Folder = _folder.FullName, Task = FairFaceTask.Race, DeclaredSize = 16 };

    private void WriteImages()
    {
        foreach (var (name, red) in new[]
        {
            ("train/cat/1.png", 10),
            ("train/dog/2.png", 20),
            ("test/cat/3.png", 30),
            ("test/dog/4.png", 40),
        })
        {
            Write(name, Picture((byte)red, 400));
        }

        Write(
            "attributes.csv",
            "file,race\ntrain/cat/1.png,Black\ntrain/dog/2.png,White\ntest/cat/3.png,Black\ntest/dog/4.png,White\n"u8.ToArray());
    }

    private void WriteFaces()
    {
        foreach (var split in new[] { "train", "val" })
        {
            Write($"{split}/1.png", Picture((byte)(split == "train" ? 10 : 30), 400));
            Write($"{split}/2.png", Picture((byte)(split == "train" ? 20 : 40), 400));
            Write($"fairface_label_{split}.csv", Encoding.UTF8.GetBytes(
                $"file,age,gender,race,service_test\n{split}/1.png,20-29,Male,Black,True\n{split}/2.png,20-29,Male,Indian,True\n"));
        }
    }

    private void Write(string name, byte[] content)
    {
        var path = Path.Combine(_folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        File.SetLastWriteTimeUtc(path, LongAgo);
    }

    /// <summary>Swaps two texts.</summary>
    private static byte[] Swap(byte[] bytes, string one, string other) => Encoding.UTF8.GetBytes(
        Encoding.UTF8.GetString(bytes)
            .Replace(one, "\n\n", StringComparison.Ordinal)
            .Replace(other, one, StringComparison.Ordinal)
            .Replace("\n\n", other, StringComparison.Ordinal));

    /// <summary>Of one colour, with bytes after its end that a decoder doesn't read.</summary>
    private static byte[] Picture(byte red, int length)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(16, 16, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        bitmap.Erase(new SKColor(red, red, red));
        using var data = bitmap.Encode(SKEncodedImageFormat.Png, 95);
        byte[] file = data.ToArray();
        file.Length.ShouldBeLessThanOrEqualTo(length);
        Array.Resize(ref file, length);
        return file;
    }

    private static byte[] Record(byte label) => [label, .. new byte[3072]];

    private static async Task<byte[]> ParquetAsync(long race, byte red = 10)
    {
        using var stream = new MemoryStream();
        await ParquetSerializer.SerializeAsync(
            new[] { new Face { Image = new Content { Bytes = Picture(red, 400), Path = "1.png" }, Age = 3, Gender = 0, Race = race } },
            stream,
            cancellationToken: TestContext.Current.CancellationToken);
        return stream.ToArray();
    }

    private sealed class LaterTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromMinutes(1);
    }

    private sealed class Face
    {
        [JsonPropertyName("image")]
        public Content? Image { get; set; }

        [JsonPropertyName("age")]
        public long? Age { get; set; }

        [JsonPropertyName("gender")]
        public long? Gender { get; set; }

        [JsonPropertyName("race")]
        public long? Race { get; set; }
    }

    private sealed class Content
    {
        [JsonPropertyName("bytes")]
        public byte[]? Bytes { get; set; }

        [JsonPropertyName("path")]
        public string? Path { get; set; }
    }
}
