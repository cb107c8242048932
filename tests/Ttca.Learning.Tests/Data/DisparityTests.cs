using CsCheck;
using Ttca.Datasets;
using Ttca.Learning.Data;

namespace Ttca.Learning.Tests.Data;

public sealed class DisparityTests
{
    private static readonly DisparityParameters Dark = new()
    {
        Subgroup = [new() { Name = "darken", Amount = 0.5 }],
        ShareInTraining = 0.02,
    };

    private static readonly DisparityParameters DarkCats = new()
    {
        Subgroup = [new() { Attribute = "class", Values = ["cat"] }, new() { Name = "darken", Amount = 0.5 }],
    };

    [Fact]
    public void ForTraining_puts_the_share_of_each_class_into_the_subgroup()
    {
        var images = Disparity.ForTraining(Uniform(1000), Dark, seed: 1);
        images.InGroup(Group.Subgroup).Labels
            .CountBy(label => label)
            .OrderBy(c => c.Key)
            .Select(c => c.Value)
            .ShouldBe(Enumerable.Repeat(2, 10));
    }

    [Fact]
    public void ForTraining_changes_the_subgroup_only()
    {
        var images = Disparity.ForTraining(Uniform(1000), Dark, seed: 1);
        images.InGroup(Group.Subgroup).ReadAll().ShouldAllBe(value => value == 100);
        images.InGroup(Group.Majority).ReadAll().ShouldAllBe(value => value == 200);
        images.Labels.ShouldBe(Uniform(1000).Labels);
    }

    [Fact]
    public void ForTraining_chooses_by_the_seed()
    {
        Disparity.ForTraining(Uniform(1000), Dark, seed: 1).Groups.ShouldBe(Disparity.ForTraining(Uniform(1000), Dark, seed: 1).Groups);
        Disparity.ForTraining(Uniform(1000), Dark, seed: 2).Groups.ShouldNotBe(Disparity.ForTraining(Uniform(1000), Dark, seed: 1).Groups);
    }

    [Fact]
    public void ForTraining_label_noise_makes_that_share_of_the_subgroups_labels_wrong()
    {
        var images = Uniform(1000);
        var noisy = Disparity.ForTraining(images, Dark with { ShareInTraining = 0.4, LabelNoise = 0.25 }, seed: 1);
        var wrong = Enumerable.Range(0, 1000).Where(i => noisy.Labels[i] != images.Labels[i]).ToArray();
        wrong.Length.ShouldBe(100);
        wrong.ShouldAllBe(i => noisy.Groups[i] == Group.Subgroup);
        wrong.CountBy(i => images.Labels[i]).ShouldAllBe(c => c.Value == 10);
        wrong.Select(i => noisy.Labels[i]).Distinct().Count().ShouldBe(10);
        images.Labels.ShouldBe(Uniform(1000).Labels);
    }

    [Fact]
    public void ForTraining_label_noise_with_one_class_is_refused() =>
        Should.Throw<ArgumentException>(() => Disparity.ForTraining(
            new ImageSet(new byte[12], [3], new Group[1], 2, 2), Dark with { ShareInTraining = 1, LabelNoise = 1 }, seed: 1))
            .Message.ShouldBe("Label noise needs images of at least two classes. (Parameter 'labels')");

    [Theory]
    [InlineData(-0.1, "A share is from 0 to 1, not -0.1. (Parameter 'share')")]
    [InlineData(double.NaN, "A share is from 0 to 1, not NaN. (Parameter 'share')")]
    public void ForTraining_share_out_of_bounds_is_refused(double share, string message) =>
        Should.Throw<ArgumentException>(
            () => Disparity.ForTraining(Uniform(10), Dark with { ShareInTraining = share }, seed: 1)).Message.ShouldBe(
            message);

    [Fact]
    public void ForTraining_any_share_is_met_to_the_nearest_image_and_within_one_in_each_class() =>
        Gen.Select(Gen.Double[0, 1], Gen.Int[0, 300], Gen.Long).Sample((share, count, seed) =>
        {
            var subgroup = Disparity.ForTraining(Uniform(count), Dark with { ShareInTraining = share }, seed).InGroup(Group.Subgroup);
            subgroup.Count.ShouldBe((int)Math.Round(share * count, MidpointRounding.AwayFromZero));
            for (var label = 0; label < 10; label++)
            {
                var exact = count == 0 ? 0 : subgroup.Count * (double)Uniform(count).Labels.Count(l => l == label) / count;
                subgroup.Labels.Count(l => l == label).ShouldBeInRange((int)Math.Floor(exact) - 1, (int)Math.Ceiling(exact) + 1);
            }
        }, iter: 200);

    [Fact]
    public void ForTest_puts_half_of_each_class_into_the_subgroup_with_true_labels()
    {
        var images = Disparity.ForTest(Uniform(1000), Dark with { LabelNoise = 1 }, seed: 1);
        images.InGroup(Group.Subgroup).Labels.CountBy(label => label).ShouldAllBe(c => c.Value == 50);
        images.InGroup(Group.Subgroup).Count.ShouldBe(500);
        images.Labels.ShouldBe(Uniform(1000).Labels);
    }

    [Fact]
    public void ApplySubgroup_makes_every_image_one_of_the_subgroup_and_leaves_its_argument()
    {
        var images = Uniform(20);
        var dark = Disparity.ApplySubgroup(images, Dark.Subgroup, seed: 1);
        dark.Groups.ShouldAllBe(g => g == Group.Subgroup);
        dark.ReadAll().ShouldAllBe(value => value == 100);
        images.Groups.ShouldAllBe(g => g == Group.Majority);
        images.ReadAll().ShouldAllBe(value => value == 200);
    }

    [Fact]
    public void ApplySubgroup_takes_the_transformations_in_their_order()
    {
        var image = new ImageSet([0, 0, 0, 200, 200, 200], [0], new Group[1], 1, 2);
        SubgroupParameters[] steps = [new() { Name = "darken", Amount = 0.5 }, new() { Name = "low-contrast", Amount = 0.5 }];
        Disparity.ApplySubgroup(image, steps, seed: 1).ReadAll().ShouldBe([25, 25, 25, 75, 75, 75]);
    }

    [Fact]
    public void ForTraining_with_a_condition_takes_the_images_that_are_marked_and_no_others()
    {
        var images = Disparity.ForTraining(Marked(), DarkCats with { ShareInTraining = null }, seed: 1);
        images.Groups.ShouldBe([Group.Majority, Group.Majority, Group.Majority, Group.Subgroup]);
        images.ReadAll().ShouldBe([.. Enumerable.Repeat((byte)200, 36), .. Enumerable.Repeat((byte)100, 12)]);
        images.Attributes[0].Codes.ShouldBe([0, 1, 0, 1]);
    }

    [Fact]
    public void ForTest_with_a_condition_takes_the_images_that_are_marked_and_no_others()
    {
        var images = Disparity.ForTest(Marked(), DarkCats, seed: 1);
        images.Groups.ShouldBe([Group.Majority, Group.Majority, Group.Majority, Group.Subgroup]);
        images.Attributes[0].Codes.ShouldBe([0, 1, 0, 1]);
    }

    [Fact]
    public void ForTraining_with_a_condition_alone_leaves_the_pixels() =>
        Disparity.ForTraining(Marked(), new() { Subgroup = [new() { Attribute = "class", Values = ["cat"] }] }, seed: 1)
            .ReadAll()
            .ShouldBe(Uniform(4).ReadAll());

    [Fact]
    public void ForTraining_by_chance_without_a_share_is_refused() =>
        Should.Throw<ArgumentException>(() => Disparity.ForTraining(Uniform(10), Dark with { ShareInTraining = null }, seed: 1)).Message
            .ShouldBe("A subgroup that is drawn by chance needs a share. (Parameter 'p')");

    // The last of four images is a cat.
    private static ImageSet Marked() => new(
        Uniform(4).ReadAll(), [0, 1, 2, 3], [Group.Majority, Group.Majority, Group.Majority, Group.Subgroup], 2, 2,
        [new AttributeColumn("weather", ["sun", "rain"], [0, 1, 0, 1])]);

    // 2x2 images of the value 200, classes in turn.
    private static ImageSet Uniform(int count) =>
        new([.. Enumerable.Repeat((byte)200, count * 12)], [.. Enumerable.Range(0, count).Select(i => i % 10)], new Group[count], 2, 2);
}
