using Ttca.Collective;
using Ttca.Fairness;

namespace Ttca.Stages.Tests;

public sealed class FairnessMetricTests
{
    /// <summary>
    /// Of two classes, equalized odds are the largest gap of equal opportunity: equal but for rounding, as FairFace showed.
    /// </summary>
    [Theory]
    [InlineData(0.30869425940915185, 0.3086942594091519, 0.30869425940915185, "Eq. opp., max", "Eq. opp., mean")]
    [InlineData(0.3, 0.4, 0.35, "Eq. opp., max", "Eq. opp., mean", "Eq. odds, max", "Eq. odds, mean")]
    public void Equalized_odds_that_repeat_a_metric_before_them_are_left_out(
        double opportunity, double odds, double meanOdds, params string[] left)
    {
        IReadOnlyList<FairnessMetric> all =
        [
            .. FairnessMetric.All(positiveClass: 1).Where(metric => metric.Title.StartsWith("Eq.", StringComparison.Ordinal)),
        ];
        double[] values = [opportunity, 0.25, odds, meanOdds];
        var numbers = new Metrics(
            [
                .. all.Zip(
                    values,
                    (metric, value) => new MetricEstimate(
                        metric.Name, Conditions.None, new Estimate(value, value - 0.1, value + 0.1), [], 100, 3, 100, 0)),
            ]);

        FairnessMetric.SayingMore(all, numbers, [Conditions.None]).Select(metric => metric.Title).ShouldBe(left);
    }
}
