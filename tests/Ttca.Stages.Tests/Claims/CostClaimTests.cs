using Ttca.Fairness;
using Ttca.Reporting.Claims;

namespace Ttca.Stages.Tests.Claims;

/// <summary>C6.</summary>
public sealed class CostClaimTests
{
    [Theory]
    [InlineData(40, 20, 80, ClaimVerdict.Supported)]            // images; 100 members: 0.4 [0.2, 0.8] of the queries alone
    [InlineData(40, 20, 120, ClaimVerdict.Inconclusive)]
    [InlineData(300, 200, 400, ClaimVerdict.NotSupported)]
    [InlineData(0, 0, 0, ClaimVerdict.Supported)]               // alone never reach it
    [InlineData(double.NaN, double.NaN, double.NaN, ClaimVerdict.Inconclusive)]
    public void Pooling_is_cheaper_where_it_breaks_even_before_every_member_is_served_once(
        double value, double low, double high, ClaimVerdict verdict)
    {
        var claim = CostClaim.PoolingIsCheaper(
            100, Measured(MadeUp.Estimate("break-even-inputs", "square-alone as good as pooled-100", value, low, high)), "node");

        claim.Verdict.ShouldBe(verdict);
        claim.Effect.ShouldBe(new Estimate(value / 100, low / 100, high / 100));
        claim.Context.Select(beside => beside.What).ShouldBe(["accuracy pooled", "accuracy before"]);
    }

    [Fact]
    public void Cost_without_its_study_is_not_tested() =>
        CostClaim.PoolingIsCheaper(null, null, "").ShouldSatisfyAllConditions(
            claim => claim.Verdict.ShouldBe(ClaimVerdict.NotTested), claim => claim.Measure.ShouldBe("needs the study query-budget"));

    private static Metrics Measured(MetricEstimate breakEven) => new(
        [
            breakEven,
            MadeUp.Estimate("accuracy-subgroup", "pooled-100", 0.9, 0.8, 1),
            MadeUp.Estimate("accuracy-subgroup", Conditions.None, 0.5, 0.4, 0.6),
        ]);
}
