using System.Globalization;
using Ttca.Fairness;
using Ttca.Reporting;
using Ttca.Reporting.Claims;
using Ttca.Stages.Studies;

namespace Ttca.Stages;

/// <summary>The claim about what queries cost: C6.</summary>
internal static class CostClaim
{
    /// <summary>Where each member of the largest pool is served one image: with more, pooling only gets cheaper.</summary>
    /// <param name="members">Of the largest pool; null where the study query-budget is no part of the experiment.</param>
    /// <param name="metrics">Of that study.</param>
    /// <param name="source">Where it came from.</param>
    public static Claim PoolingIsCheaper(int? members, Metrics? metrics, string source)
    {
        var claim = new Claim
        {
            Id = "C6",
            Statement = "Pooling is cheaper than attacking alone",
            Test =
                "Queries of the largest pool over those of its members alone (Square Attack, one image each, failures at the whole "
                    + "cap) at equal accuracy of the subgroup: the whole interval below 1. 0 where the alone never reach that accuracy.",
            Measure = "needs the study query-budget",
        };
        if (members is not { } count || metrics is null)
        {
            return claim;
        }

        var breakEven = metrics[MetricName.BreakEvenInputs, $"{BootstrapQueryBudget.SquareAlone} as good as {Pool.ConditionOf(count)}"];
        var (value, low, high) = breakEven.Estimate;
        var ratio = breakEven with
        {
            Estimate = new Estimate(value / count, low / count, high / count),
            PerSeed = [.. breakEven.PerSeed.Select(inputs => inputs / count)],
        };
        var verdict = Judgement.Below(ratio, 1);
        return claim.On(breakEven) with
        {
            Measure = $"queries pooled / alone, {Quantity.Of(count, "member")}",
            Verdict = verdict,
            Effect = ratio.Estimate,
            Context =
            [
                new ClaimContext("accuracy pooled", metrics[MetricName.AccuracySubgroup, Pool.ConditionOf(count)].Estimate),
                new ClaimContext("accuracy before", metrics[MetricName.AccuracySubgroup, Conditions.None].Estimate),
            ],
            SeedsToDecide = verdict is ClaimVerdict.Inconclusive or ClaimVerdict.TooFewSeeds ? Judgement.SeedsToDecide(ratio, 1) : null,
            RestsOn = [source],
        };
    }
}
