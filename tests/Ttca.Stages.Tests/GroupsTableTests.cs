using Ttca.Collective;
using Ttca.Fairness;

namespace Ttca.Stages.Tests;

/// <summary>The table of groups, and what is noted of groups and classes that can't be compared.</summary>
public sealed class GroupsTableTests
{
    [Fact]
    public void Each_group_has_its_number_of_images_and_its_accuracy_before_and_after()
    {
        var members = new Metrics([Estimate("accuracy-majority", "none", 0.9), Estimate("accuracy-majority", "collective", 0.1), Estimate("accuracy-subgroup", "none", 0.5), Estimate("accuracy-subgroup", "collective", 0.7)]);
        var races = new Metrics(
        [
            Estimate("accuracy-group-Black", "none", 0.6), Estimate("accuracy-group-Black", "collective", 0.65),
            Estimate("accuracy-group-White", "none", 0.8), Estimate("accuracy-group-White", "collective", 0.85) with { IsWithoutSpread = true },
        ]);

        string markdown = new RenderGroupsTable("made-up", 10, new PixelFraction(8)) { Groupings = [], Metrics = [], Counts = null! }
            .TableOf([("subgroup", members, Counts(("majority", [20, 20]), ("subgroup", [10, 10]))), ("race", races, Counts(("Black", [7, 8]), ("White", [900, 600])) with { Empty = ["Indian"], EmptyCount = 1 })])
            .Render().Single(file => file.Extension == "md").Text;

        markdown.ShouldContain("| subgroup | majority |     40 | 0.90 [0.80, 1.00] | 0.90 [0.80, 1.00] |");      // it doesn't act
        markdown.ShouldContain("| subgroup | subgroup |     20 | 0.50 [0.40, 0.60] | 0.70 [0.60, 0.80] |");
        markdown.ShouldContain("| race     | Black    |     15 | 0.60 [0.50, 0.70] | 0.65 [0.55, 0.75] |");
        markdown.ShouldContain("| race     | White    |  1,500 | 0.80 [0.70, 0.90] | 0.85 [0.75, 0.95] |");
        markdown.ShouldContain("race: without test images, so not compared: Indian.");
        markdown.ShouldContain("the ends are those of the rule of three");
    }

    [Fact]
    public void Groups_with_images_of_every_class_need_no_note() => GroupNotes.Of("race", Counts(("a", [1, 2]), ("b", [3, 4]))).ShouldBeEmpty();

    [Fact]
    public void Groups_without_test_images_are_named_and_many_counted() =>
        GroupNotes.Of("race x gender", Counts(("a", [1, 2]), ("b", [3, 4])) with { Empty = ["1", "2", "3", "4", "5", "6", "7", "8"], EmptyCount = 30 })
            .ShouldBe(["race x gender: without test images, so not compared: 1, 2, 3, 4, 5, 6, 7, 8 and 22 more."]);

    [Fact]
    public void Single_group_has_nothing_to_be_compared_with() =>
        GroupNotes.Of("race", Counts(("Black", [1, 2]))).ShouldBe(["race: only one group, Black, has test images: there is nothing to compare it with."]);

    [Fact]
    public void Classes_that_are_left_out_are_named_with_the_groups_that_lack_them() =>
        GroupNotes.Of("race", Counts(("a", [1, 0, 5, 0]), ("b", [3, 4, 5, 0]), ("c", [3, 0, 5, 0]))).ShouldBe(
            ["race: equal opportunity and equalized odds are over the 2 of 4 classes of which every group has images; left out: class 1 (no images of a, c), class 3 (no images of any group)."]);

    [Fact]
    public void Groups_that_are_the_classes_have_no_class_in_common() =>
        GroupNotes.Of("class", Counts(("class 0", [9, 0]), ("class 1", [0, 9]))).ShouldBe(
            ["class: no class has images in every group, since the class tells the groups: equal opportunity and equalized odds can't be compared."]);

    private static GroupingCounts Counts(params (string Name, int[] ByClass)[] groups) => new([.. groups.Select(group => new GroupCount(group.Name, group.ByClass))], [], 0);

    private static MetricEstimate Estimate(string name, string condition, double value) =>
        new(name, condition, new Estimate(value, value - 0.1, value + 0.1), [value], Images: 100, Seeds: 2, Resamples: 1000, UndefinedResamples: 0);
}
