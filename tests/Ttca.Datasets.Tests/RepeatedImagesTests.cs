using Ttca.Datasets;

namespace Ttca.Datasets.Tests;

public sealed class RepeatedImagesTests
{
    [Fact]
    public void Settle_leaves_training_images_out_that_are_test_images()
    {
        var settled = RepeatedImages.Settle(new Dataset(["cat"], Images(1, 2, 3, 2, 4), Images(9, 2, 8, 8)), isPublished: false);

        settled.Train.ReadAll().Chunk(3).Select(image => image[0]).ShouldBe([1, 3, 4]);
        settled.Train.Sources.ShouldBe(["0", "2", "4"]);
        settled.Test.Count.ShouldBe(4);
        settled.Contents.ShouldBe([0, 1, 2]);
        settled.Notes.Select(note => note.ToString()).ShouldBe(
            ["train: 3 images", "test: 4 images", "train: 2 also in test, left out", "train: 1 repeated", "test: 1 repeated"]);
    }

    [Fact]
    public void Settle_of_a_published_split_leaves_it_and_says_so()
    {
        var settled = RepeatedImages.Settle(
            new Dataset(["cat"], Images(1, 2, 1), Images(2)) { Notes = [new("train", "broken, left out", "all", 1)] }, isPublished: true);

        settled.Train.Count.ShouldBe(3);
        settled.Contents.ShouldBe([0, 1, 0]);
        settled.Notes.Select(note => note.ToString()).ShouldBe(
            ["train: 3 images", "test: 1 images", "train: 1 also in test, as published", "train: 1 repeated", "train: 1 broken, left out"]);
    }

    [Fact]
    public void Settle_without_repetitions_says_how_many_images_there_are() =>
        RepeatedImages.Settle(new Dataset(["cat"], Images(1, 2), Images(3)), isPublished: false).Notes.Select(note => note.ToString())
            .ShouldBe(["train: 2 images", "test: 1 images"]);

    // Of one pixel each.
    private static ImageSet Images(params byte[] values) =>
        new([.. values.SelectMany(value => new[] { value, (byte)0, (byte)0 })], new int[values.Length], new Group[values.Length], 1, 1);
}
