using Ttca.Collective;
using Ttca.Datasets;
using Ttca.Fairness;
using Ttca.Learning.Data;

namespace Ttca.Stages.Tests;

/// <summary>Who acts is the subgroup; who is compared are the values of an attribute.</summary>
public sealed class GroupedOutcomesTests
{
    [Fact]
    public void Members_of_the_subgroup_are_answered_with_the_perturbation_and_everyone_else_without()
    {
        // Images: majority and subgroup of each race. Unchanged all are answered 0, perturbed all are answered 1.
        var outcomes = new GroupedOutcomes(2, "race", Images([0, 1, 2, 0, 1, 2]), [Seed([0, 0, 0, 1, 1, 1])]);

        outcomes.Names.ShouldBe(["a", "b", "c"]);
        var seed = outcomes.All.Single();
        seed.Groups.ShouldBe(new byte[] { 0, 1, 2, 0, 1, 2 });
        seed.Predictions[Conditions.None].ShouldBe([0, 0, 0, 0, 0, 0]);
        seed.Predictions[Conditions.Collective].ShouldBe([0, 0, 0, 1, 1, 1]);
    }

    [Fact]
    public void Without_an_attribute_groups_are_majority_and_subgroup_and_no_pair_is_chosen()
    {
        var outcomes = new GroupedOutcomes(2, null, null, [Seed([0, 1, 0, 1])]);

        outcomes.Names.ShouldBe(["majority", "subgroup"]);
        outcomes.All.Single().Groups.ShouldBe(new byte[] { 0, 1, 0, 1 });
        outcomes.Pair.ShouldBeNull();
    }

    [Fact]
    public void Classes_may_be_the_groups()
    {
        var outcomes = new GroupedOutcomes(
            2, NaturalSubgroup.Class, Images([0, 0, 0, 0], labels: [1, 0, 1, 0]), [Seed([0, 1, 0, 1], labels: [1, 0, 1, 0])]);

        outcomes.Names.ShouldBe(["class 0", "class 1"]);
        outcomes.All.Single().Groups.ShouldBe(new byte[] { 1, 0, 1, 0 });
    }

    [Fact]
    public void Groupings_may_be_combined()
    {
        int[] labels = [0, 1, 0, 1];

        var outcomes = new GroupedOutcomes(2, "race x class", Images([2, 0, 0, 2], labels), [Seed([0, 1, 0, 1], labels)]);

        outcomes.Names.ShouldBe(["a x class 0", "a x class 1", "c x class 0", "c x class 1"]);
        outcomes.All.Single().Groups.ShouldBe(new byte[] { 2, 1, 0, 3 });
    }

    [Fact]
    public void More_groups_than_can_be_told_apart_are_refused()
    {
        int[] labels = [.. Enumerable.Range(0, 300)];

        Should.Throw<DatasetException>(
            () => new GroupedOutcomes(300, "class", Images(new byte[300], labels), [Seed(new byte[300], labels)])).Message.ShouldBe(
            "studies.fairness.attributes: 'class' makes 300 groups that have test images, at most 256 can be told apart.");
    }

    [Fact]
    public void Attribute_that_the_images_lack_is_named_with_those_they_have() =>
        Should.Throw<DatasetException>(() => new GroupedOutcomes(2, "age", Images([0, 1]), [Seed([0, 1])])).Message.ShouldBe(
            "studies.fairness.attributes: the images have no attribute 'age', but class, race.");

    [Fact]
    public void Pair_is_chosen_on_one_half_of_the_images_and_measured_on_the_other_the_same_in_each_seed()
    {
        byte[] races = [.. Enumerable.Range(0, 600).Select(i => (byte)(i % 3))];
        // all answers are 0: b is right, c wrong, a half right
        int[] labels = [.. races.Select((race, i) => race == 1 ? 0 : race == 2 ? 1 : i / 3 % 2)];
        var seed = Seed(new byte[600], labels);

        var outcomes = new GroupedOutcomes(2, "race", Images(races, labels), [seed, seed]);

        outcomes.Pair.ShouldBe(new FixedPair(1, 2));
        outcomes.Measuring.Count.ShouldBe(2);
        outcomes.Measuring[0].Groups.ShouldBe(outcomes.Measuring[1].Groups);
        outcomes.Measuring[0].Count.ShouldBeInRange(300 - 49, 300 + 49);     // four standard deviations of a binomial number
    }

    [Fact]
    public void Values_that_no_test_image_has_are_no_groups()
    {
        var outcomes = new GroupedOutcomes(
            2, "race", Images([.. Enumerable.Repeat<byte>(0, 50), .. Enumerable.Repeat<byte>(2, 50)]), [Seed(new byte[100])]);

        outcomes.Names.ShouldBe(["a", "c"]);
        outcomes.All.Single().Groups.Distinct().ShouldBe(new byte[] { 0, 1 });
        outcomes.Pair.ShouldNotBeNull();
        new AccuracyGap(Scenario.Everyone(Conditions.None)).ValueOf(Tally.Of(outcomes.All)).ShouldBe(0);
    }

    [Fact]
    public void Pair_is_chosen_among_groups_that_have_images_in_both_halves()
    {
        // One image of a is in one half only.
        var outcomes = new GroupedOutcomes(
            2, "race", Images([0, .. Enumerable.Range(0, 200).Select(i => (byte)(1 + (i % 2)))]), [Seed(new byte[201])]);

        outcomes.Names.ShouldBe(["a", "b", "c"]);
        (outcomes.Pair is { Better: 1 or 2, Worse: 1 or 2 }).ShouldBeTrue();
    }

    private static ImageSet Images(byte[] races, int[]? labels = null) => new(
        new byte[3 * races.Length],
        labels ?? new int[races.Length],
        new Group[races.Length],
        height: 1,
        width: 1,
        [new AttributeColumn("race", ["a", "b", "c"], races)]);

    private static Evaluation[] Seed(byte[] groups, int[]? labels = null) =>
    [
        EvaluationOf(Conditions.None, groups, 0, labels),
        EvaluationOf(Conditions.Collective, groups, 1, labels),
    ];

    private static Evaluation EvaluationOf(string condition, byte[] groups, int answer, int[]? labels)
    {
        int[] answers = [.. groups.Select(_ => answer)];
        return new Evaluation(
            labels ?? new int[groups.Length],
            [.. groups.Select(group => (Group)group)],
            [new Condition(condition, answers, answers)],
            new int[groups.Length],
            0);
    }
}
