using Ttca.Fairness;
using Ttca.Reporting.Claims;

namespace Ttca.Stages.Tests.Claims;

/// <summary>C3 to C5.</summary>
public sealed class FairnessClaimsTests
{
    [Fact]
    public void Claims_are_judged_by_their_paired_differences_with_the_random_control_beside()
    {
        var metrics = Measured(
            ("worst-group-accuracy", 0.2, 0.1, 0.3),
            ("equal-opportunity-gap-max", -0.2, -0.3, 0.1),
            ("disparate-impact-selection-least", -0.2, -0.3, -0.1));

        FairnessClaims.WorstGroupGains(metrics, "node").Verdict.ShouldBe(ClaimVerdict.Supported);
        FairnessClaims.EqualOpportunityImproves(metrics, "node").Verdict.ShouldBe(ClaimVerdict.Inconclusive);
        var impact = FairnessClaims.DisparateImpactImproves(metrics, "node", positiveClass: null);
        (impact.Verdict, impact.Random).ShouldBe((ClaimVerdict.NotSupported, new Estimate(0, -0.1, 0.1)));
    }

    /// <summary>The ratio of accuracies is the worst group's gain again: it can't stand for who is given what.</summary>
    [Theory]
    [InlineData(null, ClaimVerdict.NotSupported)]
    [InlineData(1, ClaimVerdict.Supported)]
    public void Disparate_impact_is_of_selection_rates(int? positiveClass, ClaimVerdict verdict)
    {
        var metrics = Measured(
            ("disparate-impact-accuracy", 0.3, 0.2, 0.4),
            ("disparate-impact-selection-least", -0.2, -0.3, -0.1),
            ("disparate-impact-class-1", 0.2, 0.1, 0.3));

        FairnessClaims.DisparateImpactImproves(metrics, "node", positiveClass).Verdict.ShouldBe(verdict);
    }

    [Fact]
    public void Effects_that_no_resample_changes_decide_nothing()
    {
        var metrics = new Metrics(
            [
                .. Measured(("worst-group-accuracy", 0, -0.46, 0), ("equal-opportunity-gap-max", 0, -0.46, 0)).Estimates.Select(
                    estimate => estimate with { IsWithoutSpread = true }),
            ]);

        FairnessClaims.WorstGroupGains(metrics, "node").Verdict.ShouldBe(ClaimVerdict.Inconclusive);
        FairnessClaims.EqualOpportunityImproves(metrics, "node").Verdict.ShouldBe(ClaimVerdict.Inconclusive);
    }

    private static Metrics Measured(params (string Name, double Value, double Low, double High)[] differences) => new(
    [
        .. differences.Select(one => MadeUp.Estimate(one.Name, MadeUp.Difference, one.Value, one.Low, one.High)),
        .. differences.Select(one => MadeUp.Estimate(one.Name, MadeUp.OfRandom, 0, -0.1, 0.1)),
    ]);
}
