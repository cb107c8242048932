using System.Security.Cryptography;
using Ttca.Datasets;

namespace Ttca.Datasets.Tests;

public sealed class EmbeddedDatasetTests
{
    [Fact]
    public void Draw_same_seed_gives_the_same_images()
    {
        var once = EmbeddedDataset.Draw(100, 50, seed: 7);
        var again = EmbeddedDataset.Draw(100, 50, seed: 7);
        again.Train.ReadAll().ShouldBe(once.Train.ReadAll());
        again.Test.ReadAll().ShouldBe(once.Test.ReadAll());
    }

    [Fact]
    public void Draw_other_seed_gives_other_images() =>
        EmbeddedDataset.Draw(10, 0, seed: 8).Train.ReadAll().ShouldNotBe(EmbeddedDataset.Draw(10, 0, seed: 7).Train.ReadAll());

    [Fact]
    public void Draw_more_images_begins_with_the_same_ones() =>
        EmbeddedDataset.Draw(30, 0, seed: 7).Train.Take(20).ReadAll().ShouldBe(EmbeddedDataset.Draw(20, 0, seed: 7).Train.ReadAll());

    [Fact]
    public void Draw_holds_every_class_equally_often_in_the_majority()
    {
        var dataset = EmbeddedDataset.Draw(200, 100, seed: 1);
        dataset.ClassNames.Count.ShouldBe(10);
        dataset.Train.Labels.CountBy(label => label).ShouldAllBe(c => c.Value == 20);
        dataset.Test.Labels.CountBy(label => label).ShouldAllBe(c => c.Value == 10);
        dataset.Train.Groups.ShouldAllBe(g => g == Group.Majority);
    }

    [Fact]
    public void Draw_never_shows_a_training_image_in_the_test_set()
    {
        var dataset = EmbeddedDataset.Draw(500, 500, seed: 3);
        var train = Enumerable.Range(0, 500).Select(i => Convert.ToHexString(SHA256.HashData(dataset.Train.Image(i))));
        var test = Enumerable.Range(0, 500).Select(i => Convert.ToHexString(SHA256.HashData(dataset.Test.Image(i))));
        train.Concat(test).Distinct().Count().ShouldBe(1000);
    }
}
