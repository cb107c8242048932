using Ttca.Collective;
using Ttca.Fairness;

namespace Ttca.Stages.Tests;

/// <summary>The table of groups, and what is noted of groups and classes that can't be compared.</summary>
public sealed class GroupsTableTests
{
    [Fact]
    public void Each_group_has_its_number_of_images_and_its_accuracy_before_and_after()
    {
        var members = new Metrics(
            [
                Estimate("accuracy-majority", Conditions.None, 0.9),
                Estimate("accuracy-majority", Conditions.Collective, 0.1),
                Estimate("accuracy-subgroup", Conditions.None, 0.5),
                Estimate("accuracy-subgroup", Conditions.Collective, 0.7),
            ]);
        var races = new Metrics(
        [
            Estimate("accuracy-group-Black", Conditions.None, 0.6), Estimate("accuracy-group-Black", Conditions.Collective, 0.65),
            Estimate(
                "accuracy-group-White",
                Conditions.None,
                0.8), Estimate("accuracy-group-White", Conditions.Collective, 0.85) with { IsWithoutSpread = true },
        ]);

        string markdown = new RenderGroupsTable("made-up", "10 members") { Groupings = [], Metrics = [], Counts = null! }
            .TableOf(
                [
                    ("subgroup", members, Counts(("majority", [20, 20]), ("subgroup", [10, 10]))),
                    ("race", races, Counts(("Black", [15, 0]), ("White", [900, 600])) with { Empty = ["Indian"], EmptyCount = 5 }),
                ])
            .Render().Single(file => file.Extension == "md").Text;

        // it doesn't act
        markdown.ShouldContain("| subgroup | majority |     40 |                    | 0.90 [0.80, 1.00] | 0.90 [0.80, 1.00] |");
        markdown.ShouldContain("| subgroup | subgroup |     20 |                    | 0.50 [0.40, 0.60] | 0.70 [0.60, 0.80] |");
        markdown.ShouldContain("| race     | Black    |     15 | 1                  | 0.60 [0.50, 0.70] | 0.65 [0.55, 0.75] |");
        markdown.ShouldContain("| race     | White    |  1,500 |                    | 0.80 [0.70, 0.90] | 0.85 [0.75, 0.95] |");
        markdown.ShouldContain("| race     | Indian   |      0 | all                |         undefined |         undefined |");
        markdown.ShouldContain("| race     | 4 more   |      0 | all                |");
        markdown.ShouldContain("Rule of three where resamples agree.");
    }

    [Fact]
    public void What_can_not_be_compared_is_noted_in_a_line()
    {
        var all = Counts(("a", [1, 2]), ("b", [3, 4]));
        GroupNotes.Of([("race", all)]).ShouldBeNull();
        GroupNotes.Of(
            [
                (
                    "race",
                    Counts(("a", [1, 0, 5, 0]), ("b", [3, 4, 5, 0])) with { Empty = ["x"], EmptyCount = 30 }), (
                        "gender", all), ("class", Counts(("class 0", [9, 0]), ("class 1", [0, 9]))),
                ("age", Counts(("0-2", [1, 2]))), ("light", Counts(("a", [1, 0]), ("b", [1, 1]))),
            ]).ShouldBe(
                "Not compared: race 30 without test images, 2 of 4 classes; class no class in common; age one group only and 1 more "
                    + "groupings.");
    }

    [Fact]
    public void Classes_that_a_group_lacks_are_named_and_many_counted()
    {
        GroupNotes.ClassesWithout(new GroupCount("a", [1, 0, 5, 0])).ShouldBe("1, 3");
        GroupNotes.ClassesWithout(new GroupCount("a", [1, .. new int[9]])).ShouldBe("9 of 10");
    }

    private static GroupingCounts Counts(params (string Name, int[] ByClass)[] groups) =>
        new([.. groups.Select(group => new GroupCount(group.Name, group.ByClass))], [], 0);

    private static MetricEstimate Estimate(string name, string condition, double value) =>
        new(
            name,
            condition,
            new Estimate(value, value - 0.1, value + 0.1),
            [value],
            Images: 100,
            Seeds: 2,
            Resamples: 1000,
            UndefinedResamples: 0);
}
