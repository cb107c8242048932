using Ttca.Fairness;

namespace Ttca.Stages.Tests;

public sealed class StandardMetricsTests
{
    [Fact]
    public void Under_lists_each_metric_once() =>
        StandardMetrics.Under(Conditions.Collective, positiveClass: 3).Select(metric => $"{metric.Name} {metric.Condition}").ShouldBe(
        [
            "accuracy-majority collective",
            "accuracy-subgroup collective",
            "subgroup-gap collective",
            "accuracy-gap collective",
            "closure collective",
            "remaining-gap collective",
            "worst-group-accuracy collective",
            "equal-opportunity-gap-max collective",
            "equal-opportunity-gap-mean collective",
            "equalized-odds-difference-max collective",
            "equalized-odds-difference-mean collective",
            "disparate-impact-accuracy collective",
            "disparate-impact-class-3 collective",
            "false-claim-rate collective",
            "harmed-share collective",
        ]);

    [Fact]
    public void For_adds_the_differences_between_the_collective_and_its_controls()
    {
        var metrics = StandardMetrics.For([Conditions.None, Conditions.Collective, Conditions.Random, Conditions.WhiteBox]);
        metrics.Count.ShouldBe(7 * 16);
        metrics.Select(metric => metric.Condition).Distinct().ShouldBe(
            ["none", "collective", "random", "white-box", "collective - none", "collective - random", "random - none"]);
        metrics.Distinct().Count().ShouldBe(metrics.Count);
    }

    [Fact]
    public void False_claims_and_harm_are_the_subgroups()
    {
        // The subgroup's three images claim another class, and two are believed; one that was right isn't with the perturbation, another is after being wrong.
        var targets = new Targets([1, 1, 0, 0], new Dictionary<string, int[]> { [Conditions.Collective] = [1, 1, 1, -1] });
        var predictions = new Dictionary<string, int[]> { [Conditions.None] = [0, 1, 1, 0], [Conditions.Collective] = [1, 0, 1, 1] };
        var tally = Tally.Of(new Outcomes(2, [0, 0, 1, 0], [1, 1, 1, 0], predictions, targets) { Baseline = Conditions.None });

        new FalseClaimRate(Conditions.Collective).ValueOf(tally).ShouldBe(2 / 3.0, 1e-12);
        new HarmedShare(Conditions.Collective).ValueOf(tally).ShouldBe(1 / 3.0, 1e-12);
        new HarmedShare(Conditions.None).ValueOf(tally).ShouldBe(0);
    }

    [Fact]
    public void For_without_none_is_refused() =>
        Should.Throw<ArgumentException>(() => StandardMetrics.For([Conditions.Collective])).Message.ShouldBe(
            "no condition 'none' to compare with (there are: collective) (Parameter 'conditions')");
}
