using Ttca.Collective;
using Ttca.Learning.Networks;
using Ttca.Learning.Training;
using Ttca.Pipeline;
using Ttca.Stages.Codecs;

namespace Ttca.Stages.Tests;

public sealed class PlatformCodecTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ttca-");
    private readonly TrainedPlatformCodec _codec = new();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Platform_without_defences_has_no_file_for_them()
    {
        var reader = Written([]);

        reader.Names.ShouldBe(["curve.csv", "weights.safetensors"]);
        using var read = _codec.Read(reader);
        read.Model.Defences.ShouldBeEmpty();
    }

    [Fact]
    public void Platform_with_defences_is_read_with_them()
    {
        DefenceParameters[] defences = [new() { Name = "jpeg", Amount = 50 }, new() { Name = "smoothing", Amount = 0.5 }];

        var reader = Written(defences);

        reader.Names.ShouldBe(["curve.csv", "defences.json", "weights.safetensors"]);
        using var file = new StreamReader(reader.Open("defences.json"));
        file.ReadToEnd().ShouldBe(
            """
            [
              {
                "name": "jpeg",
                "amount": 50
              },
              {
                "name": "smoothing",
                "amount": 0.5
              }
            ]
            """.ReplaceLineEndings("\n"));
        using var read = _codec.Read(reader);
        read.Model.Defences.ShouldBe(defences);
    }

    private ArtifactReader Written(IReadOnlyList<DefenceParameters> defences)
    {
        var store = ArtifactStore.Open(_folder.FullName, TimeProvider.System);
        using var platform = new TrainedPlatform(
            new PlatformModel(Architectures.Create("mlp", classes: 2, height: 8, width: 8, seed: 1), defences),
            new TrainingCurve([new EpochResult(1, 0.5, 0.1)]));
        var writer = new ArtifactWriter(store);
        _codec.Write(platform, writer);
        return new ArtifactReader(store, new StoredArtifact("TrainPlatform-1", "key", writer.Artifact));
    }
}
