using Ttca.Fairness;
using Ttca.Reporting.Claims;

namespace Ttca.Stages;

/// <summary>The claims about fairness between majority and subgroup: C3 to C5, by paired differences.</summary>
internal static class FairnessClaims
{
    private const string Difference = $"{Conditions.Collective} - {Conditions.None}";
    private const string OfRandom = $"{Conditions.Random} - {Conditions.None}";

    /// <summary>C3.</summary>
    public static Claim WorstGroupGains(
        Metrics metrics, string source) => Judge(metrics, source, MetricName.WorstGroupAccuracy, isLess: false, new Claim
    {
        Id = "C3",
        Statement = "The accuracy of the worst group improves",
        Test = "The whole interval of the paired difference (after - before) is above 0.",
        Measure = "worst-group accuracy, difference",
    });

    /// <summary>C4.</summary>
    public static Claim EqualOpportunityImproves(
        Metrics metrics, string source) => Judge(metrics, source, "equal-opportunity-gap-max", isLess: true, new Claim
    {
        Id = "C4",
        Statement = "The equal-opportunity gap shrinks",
        Test = "The whole interval of the paired difference (after - before) of the largest gap over classes is below 0.",
        Measure = "equal-opportunity gap, difference",
    });

    /// <summary>
    /// C5, of selection rates: the ratio of accuracies is the worst group's gain again where the majority stays as it is.
    /// </summary>
    /// <param name="metrics">Of the largest collective.</param>
    /// <param name="source">Where they came from.</param>
    /// <param name="positiveClass">The class that is favourable to be given, if one is declared.</param>
    public static Claim DisparateImpactImproves(Metrics metrics, string source, int? positiveClass) => Judge(
        metrics,
        source,
        (positiveClass is { } favourable
            ? (Statistic)new DisparateImpact(Conditions.Members(Conditions.None), favourable)
            : new SelectionRatio(Conditions.Members(Conditions.None))).Name,
        isLess: false,
        new Claim
        {
            Id = "C5",
            Statement = "Disparate impact improves",
            Test =
                "The whole interval of the paired difference (after - before) of the ratio of selection rates, least over greatest "
                    + "of the groups, is above 0: of the class that is declared favourable, else of the class where it is least.",
            Measure = "disparate impact, difference",
        });

    private static Claim Judge(Metrics metrics, string source, string metric, bool isLess, Claim claim)
    {
        var difference = metrics[metric, Difference];
        var verdict = isLess ? Judgement.Below(difference, 0) : Judgement.Above(difference, 0);
        return claim.On(difference) with
        {
            Verdict = verdict,
            Effect = difference.Estimate,
            Random = metrics[metric, OfRandom].Estimate,
            SeedsToDecide = verdict is ClaimVerdict.Inconclusive or ClaimVerdict.TooFewSeeds
                ? Judgement.SeedsToDecide(difference, 0)
                : null,
            RestsOn = [source],
        };
    }
}
