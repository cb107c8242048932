using Ttca.Learning.Data;

namespace Ttca.Collective.Tests;

public sealed class EvaluatorTests
{
    private static readonly LinearModel Model = LinearModel.OfRandomSigns(classes: 4, height: 4, width: 4, seed: 3);
    private static readonly ImageSet Test = Images.Noise(count: 12, classes: 4, height: 4, width: 4, seed: 2);
    private static readonly Perturbation Random = Perturbation.RandomSigns(4, 4, 4, 16, seed: 5);

    private static readonly Dictionary<string, Perturbation> Conditions = new()
    {
        ["random"] = Random,
        ["none"] = Perturbation.None(4, 4, 4),
    };

    [Fact]
    public void Evaluate_asks_about_each_image_with_its_own_and_with_the_claimed_class_s_perturbation()
    {
        var platform = new LinearPlatform(Model);

        var evaluation = Evaluator.Evaluate(platform, Test, Conditions, seed: 1);

        platform.Asked.ShouldBe([Test.ReadAll(), Test.ReadAll(), Random.Apply(Test, Test.Labels).ReadAll(), Random.Apply(Test, evaluation.ClaimedClasses).ReadAll()]);
        evaluation.Labels.ShouldBe(Test.Labels);
        evaluation.Groups.ShouldBe(Test.Groups);
        evaluation.Sources.ShouldBe(Test.Sources);
        evaluation["none"].Predictions.ShouldBe(Model.Labels(Test.ReadAll(), 12));
        evaluation["none"].ClaimPredictions.ShouldBe(Model.Labels(Test.ReadAll(), 12));
        evaluation["random"].Predictions.ShouldBe(Model.Labels(platform.Asked[2], 12));
        evaluation["random"].ClaimPredictions.ShouldBe(Model.Labels(platform.Asked[3], 12));
    }

    [Fact]
    public void Evaluate_orders_conditions_by_name() =>
        Evaluator.Evaluate(new LinearPlatform(Model), Test, Conditions, seed: 1).Conditions.Select(condition => condition.Name).ShouldBe(["none", "random"]);

    [Fact]
    public void Evaluate_costs_two_queries_an_image_and_condition()
    {
        var platform = new LinearPlatform(Model);

        Evaluator.Evaluate(platform, Test, Conditions, seed: 1).Queries.ShouldBe(2 * 12 * 2);
        Evaluator.QueriesNeeded(12, 2).ShouldBe(48);
        platform.Queries.ShouldBe(48);
    }

    [Fact]
    public void Evaluate_over_the_cap_asks_nothing()
    {
        var platform = new LinearPlatform(Model, cap: 47);

        Should.Throw<QueryBudgetExceededException>(() => Evaluator.Evaluate(platform, Test, Conditions, seed: 1));

        platform.Asked.ShouldBeEmpty();
    }

    [Fact]
    public void Evaluate_with_a_perturbation_of_another_shape_says_which()
    {
        var conditions = new Dictionary<string, Perturbation> { ["collective"] = Perturbation.None(3, 4, 4) };

        Should.Throw<ArgumentException>(() => Evaluator.Evaluate(new LinearPlatform(Model), Test, conditions, seed: 1))
            .Message.ShouldBe("perturbation 'collective' is for 3 classes of 3x4x4; the platform has 4, the test images are 3x4x4 (Parameter 'conditions')");
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
        Evaluator.ClaimedClasses([0, 1, 2, 3, 0], classes: 4, seed: 9)[..3].ShouldBe(Evaluator.ClaimedClasses([0, 1, 2], classes: 4, seed: 9));
}
