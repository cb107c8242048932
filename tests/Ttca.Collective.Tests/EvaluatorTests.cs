using Ttca.Datasets;

namespace Ttca.Collective.Tests;

public sealed class EvaluatorTests
{
    private static readonly LinearModel Model = LinearModel.OfRandomSigns(classes: 4, height: 4, width: 4, seed: 3);
    private static readonly ImageSet Test = Images.Noise(count: 12, classes: 4, height: 4, width: 4, seed: 2);
    private static readonly Perturbation Random = Perturbation.RandomSigns(4, 4, 4, new(16), seed: 5);

    private static readonly Dictionary<string, Perturbation> Conditions = new()
    {
        ["random"] = Random,
        ["none"] = Perturbation.None(4, 4, 4),
    };

    [Fact]
    public void Evaluate_asks_about_each_image_and_about_the_subgroup_s_with_the_claimed_class_s_perturbation_and_nothing_twice()
    {
        var platform = new LinearPlatform(Model);
        var subgroup = Test.InGroup(Group.Subgroup);

        var evaluation = Evaluator.Evaluate(platform, Test, Conditions, seed: 1);

        int[] claimed = [.. OfSubgroup(evaluation.ClaimedClasses)];
        platform.Asked.ShouldBe([Test.ReadAll(), Random.Apply(Test, Test.Labels).ReadAll(), Random.Apply(subgroup, claimed).ReadAll()]);
        evaluation.Labels.ShouldBe(Test.Labels);
        evaluation.Groups.ShouldBe(Test.Groups);
        evaluation.Sources.ShouldBe(Test.Sources);
        evaluation["none"].Predictions.ShouldBe(Model.Labels(Test.ReadAll(), 12));
        OfSubgroup(evaluation["none"].ClaimPredictions).ShouldBe(Model.Labels(subgroup.ReadAll(), 6));
        evaluation["random"].Predictions.ShouldBe(Model.Labels(platform.Asked[1], 12));
        OfSubgroup(evaluation["random"].ClaimPredictions).ShouldBe(Model.Labels(platform.Asked[2], 6));
        Enumerable.Range(0, 12)
            .Where(i => Test.Groups[i] == Group.Majority)
            .ShouldAllBe(i => evaluation["random"].ClaimPredictions[i] == Condition.NotAsked);
    }

    [Fact]
    public void Evaluate_orders_conditions_by_name() =>
        Evaluator.Evaluate(new LinearPlatform(Model), Test, Conditions, seed: 1).Conditions
            .Select(condition => condition.Name)
            .ShouldBe(["none", "random"]);

    [Fact]
    public void Evaluate_costs_a_query_an_image_and_one_more_where_a_claim_is_made()
    {
        var platform = new LinearPlatform(Model);

        Evaluator.Evaluate(platform, Test, Conditions, seed: 1).Queries.ShouldBe(12 + (12 + 6));
        Evaluator.QueriesNeeded(Test, Conditions.Values).ShouldBe(30);
        platform.Queries.ShouldBe(30);
    }

    [Fact]
    public void Evaluate_over_the_cap_asks_nothing()
    {
        var platform = new LinearPlatform(Model, cap: 29);

        Should.Throw<QueryBudgetExceededException>(() => Evaluator.Evaluate(platform, Test, Conditions, seed: 1));

        platform.Asked.ShouldBeEmpty();
    }

    [Fact]
    public void Evaluate_with_a_perturbation_of_another_shape_says_which()
    {
        var conditions = new Dictionary<string, Perturbation> { ["collective"] = Perturbation.None(3, 4, 4) };

        Should.Throw<ArgumentException>(() => Evaluator.Evaluate(new LinearPlatform(Model), Test, conditions, seed: 1))
            .Message.ShouldBe(
                "perturbation 'collective' is for 3 classes of 3x4x4; the platform has 4, the test images are 3x4x4 (Parameter "
                    + "'conditions')");
    }

    [Fact]
    public void Condition_that_is_not_there_is_named_with_those_that_are()
    {
        var evaluation = Evaluator.Evaluate(new LinearPlatform(Model), Test, Conditions, seed: 1);

        Should.Throw<ArgumentException>(() => evaluation["white-box"])
            .Message.ShouldBe("no condition 'white-box' (there are: none, random) (Parameter 'name')");
    }

    [Fact]
    public void ClaimedClasses_are_uniform_over_the_wrong_classes()
    {
        int[] labels = [.. Enumerable.Repeat(3, 9_000)];

        var counts = Evaluator.ClaimedClasses(labels, classes: 10, seed: 4).CountBy(c => c).ToDictionary();

        counts.Keys.Order().ShouldBe([0, 1, 2, 4, 5, 6, 7, 8, 9]);
        // Expected 1,000 each; the 0.999 quantile of chi-square with 8 degrees of freedom is 26.12.
        counts.Values.Sum(n => Math.Pow(n - 1_000, 2) / 1_000).ShouldBeLessThan(26.12);
    }

    [Fact]
    public void ClaimedClasses_of_an_image_do_not_depend_on_the_images_after_it() =>
        Evaluator.ClaimedClasses([0, 1, 2, 3, 0], classes: 4, seed: 9)[..3].ShouldBe(
            Evaluator.ClaimedClasses([0, 1, 2], classes: 4, seed: 9));

    private static IEnumerable<int> OfSubgroup(IEnumerable<int> values) => values.Where((_, i) => Test.Groups[i] == Group.Subgroup);
}
