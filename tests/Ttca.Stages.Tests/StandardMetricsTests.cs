using Ttca.Fairness;

namespace Ttca.Stages.Tests;

public sealed class StandardMetricsTests
{
    /// <summary>
    /// What a class needs beside a scenario is told by the study that reports it: two groups that are chosen, two strengths.
    /// </summary>
    private static readonly Type[] OfOneStudy =
        [
            typeof(GroupGap),
            typeof(ParityError),
            typeof(PairedDifference),
            typeof(RocArea),
            typeof(AccuracyWithin),
            typeof(SuccessWithin),
            typeof(QueriesAlone),
            typeof(BreakEvenInputs),
            typeof(MatchedAccuracy),
            typeof(MatchedFalseClaimRate),
        ];

    [Fact]
    public void Every_class_of_a_metric_is_reported()
    {
        var classes = new[] { typeof(Statistic).Assembly, typeof(StandardMetrics).Assembly }
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(Statistic)));
        var reported = ((int?[])[null, 3])
            .SelectMany(positiveClass => StandardMetrics.All(positiveClass))
            .Select(metric => metric(Conditions.Members(Conditions.Collective)).GetType());

        classes.Except(OfOneStudy).ShouldBe(reported.Distinct(), ignoreOrder: true, "a metric has a line in StandardMetrics.All");
    }

    [Fact]
    public void Every_metric_has_a_name_and_a_heading_of_its_own()
    {
        var metrics = StandardMetrics.All(3).Select(metric => metric(Conditions.Members(Conditions.Collective))).ToList();

        metrics.Select(metric => metric.Name).ShouldBeUnique();
        metrics.Select(metric => metric.Heading?.Title).OfType<string>().ShouldBeUnique();
        metrics.ShouldAllBe(metric => metric.Condition == Conditions.Collective);
        FairnessMetric.All(3).Select(metric => metric.LargerIsFairer).ShouldBeInOrder(SortDirection.Descending);
    }

    [Fact]
    public void For_adds_the_differences_between_the_collective_and_its_controls()
    {
        var metrics = StandardMetrics.For([Conditions.None, Conditions.Collective, Conditions.Random, Conditions.WhiteBox]);
        metrics.Count.ShouldBe(7 * StandardMetrics.All(positiveClass: null).Count);
        metrics.Select(metric => metric.Condition).Distinct().ShouldBe(
            ["none", "collective", "random", "white-box", "collective - none", "collective - random", "random - none"]);
        metrics.Distinct().Count().ShouldBe(metrics.Count);
    }

    [Fact]
    public void False_claims_and_harm_are_the_subgroups()
    {
        // The subgroup's three images claim another class, and two are believed; one that was right isn't with the perturbation, another is
        // after being wrong.
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
