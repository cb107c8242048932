using CsCheck;
using Ttca.Datasets;
using Ttca.Learning.Data;

namespace Ttca.Stages.Tests;

/// <summary>Who gets which training images. Each image's only pixel says which one it is.</summary>
public sealed class TrainingPoolTests
{
    private static readonly SubgroupParameters[] ByChance = [new() { Name = "darken", Amount = 0.5 }];
    private static readonly SubgroupParameters[] CatsAlone = [new() { Attribute = "class", Values = ["cat"] }];
    private static readonly SubgroupParameters[] Others =
    [
        new() { Attribute = "class", Values = ["other-1", "other-3", "other-4", "other-5", "other-7", "other-9"] },
    ];

    [Fact]
    public void Subgroup_by_chance_divides_the_order_of_the_seed_from_both_ends()
    {
        int[] order = [.. Enumerable.Range(0, 100)];
        new Random(7).Shuffle(order);
        var pool = new TrainingPool(Images(100), ByChance, seed: 7);

        Numbers(pool.ForPlatform(60, share: 0.02)).ShouldBe(order[..60]);
        Numbers(pool.ForCollective(10, platformImages: 60)).ShouldBe(order[^10..]);
    }

    // A tenth of the images are cats. By chance the platform's part holds too few of them, which is refused: see the tests below.
    [Fact]
    public void Subgroup_with_conditions_is_never_on_both_sides_and_as_rare_as_declared() =>
        Gen.Select(Gen.Int[0, 1000], Gen.Double[0, 0.02], Gen.Int[50, 120], Gen.Int[1, 4]).Where((seed, share, platformImages, _) => Cats(
            seed, platformImages) >= Wanted(share, platformImages)).Sample((seed, share, platformImages, collectiveImages) =>
        {
            var pool = new TrainingPool(Images(250), CatsAlone, seed);
            var platform = pool.ForPlatform(platformImages, share);
            var collective = pool.ForCollective(collectiveImages, platformImages);

            platform.Count.ShouldBe(platformImages);
            platform.InGroup(Group.Subgroup).Count.ShouldBe(Wanted(share, platformImages));
            collective.Labels.ShouldBe(Enumerable.Repeat(0, collectiveImages));
            Numbers(platform).Concat(Numbers(collective)).ShouldBeUnique();
        }, iter: 200);

    private static int Wanted(double share, int images) => (int)Math.Round(share * images, MidpointRounding.AwayFromZero);

    private static int Cats(int seed, int images)
    {
        int[] order = [.. Enumerable.Range(0, 250)];
        new Random(seed).Shuffle(order);
        return order[..images].Count(i => i % 10 == 0);
    }

    [Fact]
    public void Subgroup_with_conditions_and_its_natural_share_is_the_start_of_the_order()
    {
        int[] order = [.. Enumerable.Range(0, 100)];
        new Random(3).Shuffle(order);
        var platform = new TrainingPool(Images(100), CatsAlone, seed: 3).ForPlatform(50, share: null);

        Numbers(platform).ShouldBe(order[..50]);
        platform.Groups.ShouldBe(order[..50].Select(i => i % 10 == 0 ? Group.Subgroup : Group.Majority));
    }

    // 9 of 10 images of a collective were once byte-equal to training images.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Image_with_the_pixels_of_one_that_the_platform_may_have_is_never_the_collective_s(bool isNatural)
    {
        var log = new List<string>();
        // Images 0 and 1, 2 and 3, ... are equal; some of the pairs are of the subgroup alone, some of both groups.
        var data = Images(250) with { Contents = [.. Enumerable.Range(0, 250).Select(i => i / 2)] };
        var pool = new TrainingPool(data, isNatural ? Others : ByChance, seed: 5);

        var platform = Numbers(pool.ForPlatform(100, share: isNatural ? 0.02 : null)).Select(number => number / 2);
        var collective = Numbers(pool.ForCollective(5, platformImages: 100, log.Add)).Select(number => number / 2);

        platform.Intersect(collective).ShouldBeEmpty();
        log.ShouldHaveSingleItem().ShouldMatch("^left out: [0-9]+ images with the pixels of others that the platform may be trained on$");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Validation_images_are_neither_the_platform_s_nor_the_collective_s_nor_repeat_one_of_theirs(bool isNatural)
    {
        var data = Images(250) with { Contents = [.. Enumerable.Range(0, 250).Select(i => i / 2)] };
        var pool = new TrainingPool(data, isNatural ? Others : ByChance, seed: 5);

        var validation = Numbers(pool.ForValidation(15, collectiveImages: 5, platformImages: 100)).ToList();

        validation.Count.ShouldBeInRange(10, 15);
        validation.Distinct().Count().ShouldBe(validation.Count);
        var contents = validation.Select(number => number / 2).ToList();
        contents.Intersect(Numbers(pool.ForPlatform(100, share: isNatural ? 0.02 : null)).Select(number => number / 2)).ShouldBeEmpty();
        contents.Intersect(Numbers(pool.ForCollective(5, platformImages: 100)).Select(number => number / 2)).ShouldBeEmpty();
    }

    [Fact]
    public void Validation_images_of_a_natural_subgroup_are_of_it()
    {
        var validation = new TrainingPool(Images(250), Others, seed: 3).ForValidation(500, collectiveImages: 20, platformImages: 100);

        validation.Groups.ShouldAllBe(group => group == Group.Subgroup);
        validation.Count.ShouldBeGreaterThan(50);     // six tenths of 150, without the collective's 20
    }

    [Fact]
    public void Too_few_validation_images_are_refused_with_what_to_change() =>
        Refusal(
            () => new TrainingPool(Images(100), ByChance, seed: 3).ForValidation(50, collectiveImages: 30, platformImages: 61)).ShouldBe(
            "9 training images are neither the platform's nor the collective's, and 10 at least are needed to choose controls on: "
            + "lower dataset.platform-images, collective.sizes or collective.queries-per-member.");

    [Fact]
    public void Collective_that_is_too_small_without_repetitions_is_refused_with_their_number()
    {
        var pool = new TrainingPool(Images(100) with { Contents = new int[100] }, ByChance, seed: 5);
        Refusal(() => pool.ForCollective(10, platformImages: 60)).ShouldBe(
            "Of the 40 training images that are not the platform's, 0 are left without the 40 that repeat an image which the "
            + "platform may have, and the collective needs 10: "
            + "lower dataset.platform-images, collective.sizes or collective.queries-per-member.");
    }

    [Fact]
    public void Too_few_images_are_refused_with_what_to_change()
    {
        var pool = new TrainingPool(Images(100), CatsAlone, seed: 3);

        Refusal(() => pool.ForPlatform(101, null)).ShouldBe(
            "The data set has 100 training images, and platform and collective need 101: lower dataset.platform-images, "
                + "collective.sizes or collective.queries-per-member.");
        Refusal(() => pool.ForPlatform(100, 0.5)).ShouldBe(
            "disparity.share-in-training: 0.5 of the platform's 100 images are 50 of the subgroup, but only 10 of them are: lower "
                + "it, or write null.");
        Refusal(() => pool.ForPlatform(100, 0.02)).ShouldBe(
            "The data set has 90 training images outside of the subgroup, and the platform needs 98: lower dataset.platform-images.");
        Refusal(() => pool.ForCollective(30, 0)).ShouldBe(
            "Of the 100 training images that are not the platform's, 10 are of the subgroup, and the collective needs 30: "
            + "lower dataset.platform-images, collective.sizes or collective.queries-per-member.");
    }

    private static string Refusal(Action action) => Should.Throw<DatasetException>(action).Message;

    private static IEnumerable<int> Numbers(ImageSet images) => Enumerable.Range(0, images.Count).Select(i => (int)images.Image(i)[0]);

    private static Dataset Images(int count)
    {
        byte[] pixels = [.. Enumerable.Range(0, count).SelectMany(i => new[] { (byte)i, (byte)0, (byte)0 })];
        var images = new ImageSet(pixels, [.. Enumerable.Range(0, count).Select(i => i % 10)], new Group[count], 1, 1);
        return new Dataset(["cat", .. Enumerable.Range(1, 9).Select(i => $"other-{i}")], images, images);
    }
}
