namespace Ttca.Fairness.Tests;

public sealed class MetricTests
{
    private static readonly Scenario Members = Scenario.Subgroup("collective", "none");

    [Fact]
    public void Standard_metrics_agree_with_scikit_learn()
    {
        var section = Reference.Section("group-metrics");
        var tally = Tally.Of(section.Outcomes(section.GetProperty("classes").GetInt32()));
        var metrics = AllMetrics.Under("collective", positiveClass: 2).ToDictionary(metric => metric.Name);
        var expected = section.GetProperty("expected").EnumerateObject().ToArray();
        metrics.Keys.Except(expected.Select(value => value.Name)).ShouldBe(["remaining-gap"]);     // which has tests of its own
        foreach (var value in expected)
        {
            metrics[value.Name].ValueOf(tally).ShouldBe(value.Value.GetDouble(), 1e-12, value.Name);
        }
    }

    [Fact]
    public void TargetRate_is_the_share_of_the_subgroup_that_is_answered_with_its_target()
    {
        // the majority's isn't asked
        var targets = new Targets([1, 1, 0, 0], new Dictionary<string, int[]> { ["collective"] = [1, 0, 0, -1] });
        var outcomes = new Outcomes(
            2, [0, 0, 1, 1], [1, 1, 1, 0], new Dictionary<string, int[]> { ["collective"] = [0, 0, 1, 1] }, targets);
        new TargetRate("collective").ValueOf(Tally.Of(outcomes)).ShouldBe(2.0 / 3, 1e-12);
    }

    [Fact]
    public void Classes_without_images_in_a_group_are_left_out_of_the_maximum_and_mean_over_classes()
    {
        // The subgroup has no image of class 1, and class 3 is in neither. True positive rates: class 0 1 and 0.5; class 2 0.5 and 1.
        var tally = Tally.Of(Answers([0, 1, 2, 2, 0, 0, 2], [0, 0, 0, 0, 1, 1, 1], [0, 1, 2, 0, 0, 1, 2], classes: 4));
        tally.ComparedClasses.ShouldBe([0, 2]);
        tally.RatesOf(Members).TruePositiveGaps[0].ShouldBe(0.5);
        tally.RatesOf(Members).TruePositiveGaps[1].ShouldBe(double.NaN);
        new EqualOpportunityGap(Members, OverClasses.Maximum).ValueOf(tally).ShouldBe(0.5);
        new EqualOpportunityGap(Members, OverClasses.Mean).ValueOf(tally).ShouldBe(0.5);
        // False positive rates: class 0 1/3 and 0; class 2 0 and 0.
        new EqualizedOddsDifference(Members, OverClasses.Mean).ValueOf(tally).ShouldBe(0.5);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void The_maximum_over_classes_does_not_depend_on_which_class_the_test_images_lack(int absent)
    {
        // Two classes with a gap of 0.5 each, numbered around the absent one.
        int[] classes = [.. Enumerable.Range(0, 3).Where(k => k != absent)];
        int[] labels = [.. ((int[])[0, 0, 1, 1, 0, 0, 1, 1]).Select(k => classes[k])];
        int[] answers = [.. ((int[])[0, 0, 1, 1, 0, 1, 1, 0]).Select(k => classes[k])];
        var tally = Tally.Of(Answers(labels, [0, 0, 0, 0, 1, 1, 1, 1], answers, classes: 3));
        new EqualOpportunityGap(Members, OverClasses.Maximum).ValueOf(tally).ShouldBe(0.5);
        new EqualizedOddsDifference(Members, OverClasses.Mean).ValueOf(tally).ShouldBe(0.5);
    }

    [Fact]
    public void Where_no_class_has_images_in_every_group_nothing_can_be_compared_over_classes()
    {
        var tally = Tally.Of(Answers([0, 0, 1, 1], [0, 0, 1, 1], [0, 0, 1, 0]));     // the groups are the classes
        new EqualOpportunityGap(Members, OverClasses.Maximum).ValueOf(tally).ShouldBe(double.NaN);
        new EqualizedOddsDifference(Members, OverClasses.Mean).ValueOf(tally).ShouldBe(double.NaN);
        new AccuracyGap(Members).ValueOf(tally).ShouldBe(0.5);
    }

    [Fact]
    public void A_single_group_has_no_gap_and_no_ratio()
    {
        var tally = Tally.Of(Answers([0, 1, 0, 1], [0, 0, 0, 0], [0, 1, 0, 0]));
        Statistic[] comparisons =
        [
            new AccuracyGap(Members), new DisparateImpact(Members), new DisparateImpact(Members, PositiveClass: 0),
            new EqualOpportunityGap(Members, OverClasses.Maximum), new EqualizedOddsDifference(Members, OverClasses.Mean),
        ];
        comparisons.ShouldAllBe(metric => double.IsNaN(metric.ValueOf(tally)));
        new WorstGroupAccuracy(Members).ValueOf(tally).ShouldBe(0.75);
    }

    [Fact]
    public void An_empty_group_makes_every_comparison_undefined()
    {
        var tally = Tally.Of(Answers([0, 1], [1, 1], [0, 1]));
        AllMetrics.Under("collective").Where(metric => metric is not GroupAccuracy { Group: Outcomes.Subgroup })
            .ShouldAllBe(metric => double.IsNaN(metric.ValueOf(tally)));
    }

    [Fact]
    public void Disparate_impact_is_undefined_where_nobody_is_selected()
    {
        var tally = Tally.Of(Answers([0, 0, 0, 0], [0, 0, 1, 1], [0, 0, 0, 0], classes: 2));
        new DisparateImpact(Members, PositiveClass: 1).ValueOf(tally).ShouldBe(double.NaN);
        new DisparateImpact(Members, PositiveClass: 0).ValueOf(tally).ShouldBe(1);
    }

    [Fact]
    public void Members_act_and_the_majority_does_not()
    {
        var predictions = new Dictionary<string, int[]> { ["none"] = [0, 0, 1, 1], ["collective"] = [1, 1, 0, 0] };
        var tally = Tally.Of(new Outcomes(2, [0, 0, 0, 0], [0, 0, 1, 1], predictions));
        new SubgroupGap(Members).ValueOf(tally).ShouldBe(0, "both groups right: the majority unchanged, the members perturbed");
        new SubgroupGap(Scenario.Everyone("collective")).ValueOf(tally).ShouldBe(-1);
    }

    [Fact]
    public void An_unknown_condition_is_named_with_those_that_exist() =>
        Should.Throw<ArgumentException>(() => new GroupAccuracy(1, "white-box").ValueOf(Tally.Of(Answers([0, 1], [0, 1], [0, 1]))))
            .Message.ShouldBe("no condition 'white-box' (there are: collective, none)");

    [Fact]
    public void Missing_targets_are_named() =>
        Should.Throw<ArgumentException>(() => new TargetRate("collective").ValueOf(Tally.Of(Answers([0, 1], [0, 1], [0, 1]))))
            .Message.ShouldBe("no targets under condition 'collective' (there are: )");

    [Fact]
    public void Outcomes_refuse_columns_of_another_length() =>
        Should.Throw<ArgumentException>(() => Answers([0, 1], [0, 1], [0])).Message.ShouldBe(
            "predictions 'none': 1 rows, but there are 2 images");

    [Fact]
    public void Outcomes_refuse_classes_out_of_range() =>
        Should.Throw<ArgumentException>(() => Answers([0, 1], [0, 1], [0, 2])).Message.ShouldBe(
            "predictions 'none': class 2 at row 1 is outside 0..1");

    [Fact]
    public void Tally_refuses_seeds_that_differ() =>
        Should.Throw<ArgumentException>(() => Tally.Of(Answers([0, 1], [0, 1], [0, 1]), Answers([0, 1], [0, 1], [0, 1], classes: 3)))
            .Message.ShouldBe(
                "seeds differ: the first has 2 classes, conditions [collective, none], targets []; number 2 has 3 classes, "
                    + "conditions [collective, none], targets []");

    private static Outcomes Answers(int[] labels, byte[] groups, int[] answers, int classes = 2) =>
        new(classes, labels, groups, new Dictionary<string, int[]> { ["none"] = answers, ["collective"] = answers });
}
