using Parquet;
using Ttca.Collective;
using Ttca.Datasets;
using Ttca.Learning.Formats;
using Ttca.Pipeline;
using Ttca.Stages.Codecs;

namespace Ttca.Stages.Tests;

public sealed class ImageCodecTests : IDisposable
{
    private static readonly ImageSet Images = new(
        [
            .. Enumerable.Range(0, 4 * 6).Select(i => (byte)i),
        ], [5, 6, 7, 8], [Group.Majority, Group.Subgroup, Group.Majority, Group.Subgroup], height: 1, width: 2,
        [new AttributeColumn("age", ["0-2", "3-9", "10-19"], [0, 1, 2, 0])], ["test/a.png", "test/b.png", "test/c.png", "test/d.png"]);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ttca-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Images_are_read_as_they_were_written()
    {
        var read = new ImageSetCodec().Read(Written(writer => new ImageSetCodec().Write(Images, writer)).Reader);

        (read.Height, read.Width).ShouldBe((1, 2));
        read.Image(2).ShouldBe([12, 13, 14, 15, 16, 17]);
        read.ReadAll().ShouldBe(Images.ReadAll());
        read.Labels.ShouldBe(Images.Labels);
        read.Groups.ShouldBe(Images.Groups);
        read.Attributes.ShouldHaveSingleItem().Codes.ShouldBe([0, 1, 2, 0]);
        read.Sources.ShouldBe(Images.Sources);
    }

    [Fact]
    public void Pixels_are_one_npy_file_of_all_images()
    {
        var (reader, _) = Written(writer => new ImageSetCodec().Write(Images, writer));
        using var file = reader.Open("images.npy");
        var (values, shape) = Npy.Read<byte>(file, maxBytes: 1000);
        shape.ShouldBe([4, 3, 1, 2]);
        values.ShouldBe(Images.ReadAll());
    }

    // Two stages draw pictures with the names of the classes: they must not read gigabytes of pixels for that.
    [Fact]
    public void Names_and_labels_of_a_data_set_are_read_without_its_pixels()
    {
        var (reader, artifact) = Written(
            writer => new DatasetCodec().Write(
                new Dataset(["cat", "dog"], Images, Images) { Contents = [0, 1, 0, 3], Notes = [new("train", "repeated", "all", 1)] },
                writer));
        var pixels = artifact.Files.Single(file => file.Name == "train-images.npy").Sha256;
        File.Delete(Path.Combine(_folder.FullName, "blobs", pixels[..2], pixels));

        var read = new DatasetCodec().Read(reader);

        read.ClassNames.ShouldBe(["cat", "dog"]);
        read.Contents.ShouldBe([0, 1, 0, 3]);
        read.Notes.ShouldBe([new("train", "repeated", "all", 1)]);
        read.Train.Select([3, 1]).Labels.ShouldBe([8, 6]);
        Should.Throw<ArtifactDamagedException>(() => read.Train.Select([3, 1]).ReadAll()).Message.ShouldContain("it is missing");
    }

    [Fact]
    public async Task Rows_of_an_evaluation_name_the_image()
    {
        var evaluation = new Evaluation(
            [0, 1],
            [Group.Majority, Group.Subgroup],
            [new Condition(Conditions.None, [0, 0], [Condition.NotAsked, 1])],
            [1, 0],
            4) { Sources = ["test/a.png", "test/b.png"] };
        var (reader, _) = Written(writer => new EvaluationCodec().Write(evaluation, writer));

        var read = new EvaluationCodec().Read(reader);
        read.Sources.ShouldBe(["test/a.png", "test/b.png"]);
        read[Conditions.None].ClaimPredictions.ShouldBe([Condition.NotAsked, 1]);
        using var file = reader.Open("rows.parquet");
        await using var parquet = await ParquetReader.CreateAsync(file, cancellationToken: TestContext.Current.CancellationToken);
        parquet.Schema.Fields
            .Select(field => field.Name)
            .ShouldBe(["condition", "image", "group", "label", "prediction", "claimed_class", "claim_prediction"]);
    }

    private (ArtifactReader Reader, Artifact Artifact) Written(Action<ArtifactWriter> write)
    {
        var store = ArtifactStore.Open(_folder.FullName, TimeProvider.System);
        var writer = new ArtifactWriter(store);
        write(writer);
        return (new ArtifactReader(store, new StoredArtifact("Node-1", new string('0', 64), writer.Artifact)), writer.Artifact);
    }
}
