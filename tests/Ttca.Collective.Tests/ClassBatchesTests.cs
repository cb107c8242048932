namespace Ttca.Collective.Tests;

public sealed class ClassBatchesTests
{
    private static readonly int[] Labels = [0, 0, 0, 0, 0, 0, 2, 2, 0];   // seven of class 0, none of class 1, two of class 2

    [Fact]
    public void Next_holds_an_equal_share_of_each_class_that_has_images()
    {
        var batches = new ClassBatches(Labels, classes: 3, batchSize: 4, seed: 1);

        for (var step = 0; step < 20; step++)
        {
            batches.Next().Select(i => Labels[i]).ShouldBe([0, 0, 2, 2]);
        }
    }

    [Fact]
    public void Next_of_a_class_with_few_images_holds_all_of_them_once()
    {
        var batch = new ClassBatches(Labels, classes: 3, batchSize: 100, seed: 1).Next();

        batch.ShouldBeUnique();
        batch.Length.ShouldBe(9);
    }

    [Fact]
    public void Weights_make_each_class_count_the_same()
    {
        var batches = new ClassBatches(Labels, classes: 3, batchSize: 100, seed: 1);

        batches.Weights.ShouldBe([.. Enumerable.Repeat(1f / 7, 7), .. Enumerable.Repeat(1f / 2, 2)]);
    }

    [Fact]
    public void Next_shows_every_image_of_a_class_equally_often()
    {
        var batches = new ClassBatches(Labels, classes: 3, batchSize: 6, seed: 1);   // three of class 0 and both of class 2

        var seen = Enumerable.Range(0, 7)
            .SelectMany(_ => batches.Next())
            .CountBy(i => i)
            .OrderBy(pair => pair.Key)
            .Select(pair => pair.Value);

        seen.ShouldBe([3, 3, 3, 3, 3, 3, 7, 7, 3]);
    }

    [Fact]
    public void Next_follows_the_seed()
    {
        long[] Draw(long seed)
        {
            var batches = new ClassBatches([.. Enumerable.Range(0, 200).Select(i => i % 2)], classes: 2, batchSize: 20, seed);
            return [.. batches.Next(), .. batches.Next()];
        }

        Draw(1).ShouldBe(Draw(1));
        Draw(1).ShouldNotBe(Draw(2));
    }
}
