using System.Globalization;
using Ttca.Fairness;
using Ttca.Reporting;
using Ttca.Reporting.Claims;
using Ttca.Stages.Studies;

namespace Ttca.Stages;

/// <summary>The claims about the gap between majority and subgroup: C1 and C2.</summary>
internal static class GapClaims
{
    private const double MostOfTheGap = 0.5;
    private const string Gain = $"{Conditions.Collective} - {Conditions.None}";

    /// <summary>
    /// C1, at the smallest collective for which it holds. Sizes are tested from the largest down until one fails (a fixed sequence, which
    /// needs no correction for their number: Maurer, Hothorn and Lehmacher 1995); where the largest fails, that one is reported.
    /// </summary>
    /// <param name="sizes">
    /// Cells of the study collective-size, by members, smallest first; none where it is no part of the experiment.
    /// </param>
    /// <param name="shared">The cell of the study shared-perturbation; null where it is no part of the experiment.</param>
    /// <param name="preprocessing">What was chosen for each seed; none where the control is no part of the experiment.</param>
    public static Claim GapIsClosed(
        IReadOnlyList<(int Members, Metrics Metrics, string Source)> sizes,
        Metrics? shared = null,
        IReadOnlyList<PreprocessingChoice>? preprocessing = null)
    {
        var claim = new Claim
        {
            Id = "C1",
            Statement = "Collectives of modest size close most of the gap",
            Test =
                "The whole interval of the remaining gap (|gap after| / gap before) is below 0.5; over-corrected where the subgroup "
                + "ends above the majority by more than half the gap before, with the whole interval of the closure above 1.5. "
                + "Sizes are tested from the largest down until one fails, and the smallest that held is reported (else the largest).",
            Measure = "needs the study collective-size",
        };
        if (sizes.Count == 0)
        {
            return claim;
        }

        var (members, metrics, source) = sizes
            .Reverse()
            .TakeWhile(size => Judgement.OfGap(size.Metrics, 1 - MostOfTheGap) == ClaimVerdict.Supported)
            .LastOrDefault(sizes[^1]);
        var remaining = metrics[MetricName.RemainingGap, Conditions.Collective];
        var verdict = Judgement.OfGap(metrics, 1 - MostOfTheGap);
        return claim.On(remaining) with
        {
            Measure = $"remaining gap, {Quantity.Of(members, "member")}",
            Verdict = verdict,
            Effect = remaining.Estimate,
            Random = metrics[MetricName.RemainingGap, Conditions.Random].Estimate,
            Context =
            [
                .. ContextOf(metrics),
                .. shared is null
                    ? []
                    : new[]
                    {
                        new ClaimContext(
                            "closure by one perturbation for all classes", shared[MetricName.Closure, Conditions.Shared].Estimate),
                    },
            ],
            BeatenBy = IsBeaten(metrics, Conditions.Preprocess)
                ? $"preprocess ({string.Join(", ", (preprocessing ?? []).Select(choice => choice.Best.Tool).Distinct())})"
                : null,
            SeedsToDecide = SeedsToDecide(verdict, remaining, 1 - MostOfTheGap),
            RestsOn = [source],
        };
    }

    /// <summary>
    /// C2. It is said of every pair of a small proxy and a large platform, so each of them must pass, which needs no correction for their
    /// number.
    /// </summary>
    /// <param name="pairs">Cells of the study transfer; none where it is no part of the experiment.</param>
    public static Claim SmallProxySuffices(IReadOnlyList<(TransferPair Pair, Metrics Metrics, string Source)> pairs)
    {
        var claim = new Claim
        {
            Id = "C2",
            Statement = "A small proxy can attack a larger platform",
            Test =
                $"The whole interval of the closure is above 0.5 for every proxy with a platform of at least 10 times its weights; "
                    + $"the pair with the worst verdict is reported. A gap whose interval reaches down to "
                    + $"{Judgement.LeastGap.ToString(CultureInfo.InvariantCulture)} is none.",
            Measure = pairs.Count == 0 ? "needs the study transfer" : "needs a platform of 10 times the weights of a proxy",
        };
        var large = pairs.Where(pair => pair.Pair.IsPlatformLarge)
            .Select(
                pair => (
                    pair.Pair,
                    pair.Metrics,
                    pair.Source,
                    Closure: pair.Metrics[MetricName.Closure, Conditions.Collective],
                    Verdict: OfPair(pair.Metrics)))
            .OrderBy(pair => Worst.IndexOf(pair.Verdict)).ThenBy(pair => pair.Closure.Estimate.Low).ToList();
        if (large.Count == 0)
        {
            return claim;
        }

        var worst = large[0];
        return claim.On(worst.Closure) with
        {
            Measure = string.Create(
                CultureInfo.InvariantCulture, $"closure, {worst.Pair.Proxy} for {worst.Pair.Platform} (worst of {large.Count})"),
            Verdict = worst.Verdict,
            Effect = worst.Closure.Estimate,
            Random = worst.Metrics[MetricName.Closure, Conditions.Random].Estimate,
            Context =
            [
                new ClaimContext("gap before", worst.Metrics[MetricName.SubgroupGap, Conditions.None].Estimate),
                new ClaimContext("accuracy of the subgroup, difference", worst.Metrics[MetricName.AccuracySubgroup, Gain].Estimate),
            ],
            SeedsToDecide = SeedsToDecide(worst.Verdict, worst.Closure, MostOfTheGap),
            RestsOn = [.. large.Select(pair => pair.Source)],
        };
    }

    /// <summary>Verdicts on one pair, the one that decides for all first.</summary>
    private static readonly List<ClaimVerdict> Worst =
    [
        ClaimVerdict.NotSupported,
        ClaimVerdict.TooFewSeeds,
        ClaimVerdict.NoGap,
        ClaimVerdict.Inconclusive,
        ClaimVerdict.Supported,
    ];

    private static ClaimVerdict OfPair(Metrics metrics)
    {
        var closure = metrics[MetricName.Closure, Conditions.Collective];
        return closure.Seeds >= Judgement.LeastSeeds && Judgement.HasNoGap(metrics)
            ? ClaimVerdict.NoGap
            : Judgement.Above(closure, MostOfTheGap);
    }

    /// <summary>Whether more of the gap remains than under a control, with the whole interval of the paired difference.</summary>
    private static bool IsBeaten(Metrics metrics, string control) =>
        metrics.Find(MetricName.RemainingGap, $"{Conditions.Collective} - {control}") is { IsWithoutSpread: false, Estimate.Low: > 0 };

    private static IEnumerable<ClaimContext> ContextOf(Metrics metrics) =>
    [
        new("gap before", metrics[MetricName.SubgroupGap, Conditions.None].Estimate),
        new("closure", metrics[MetricName.Closure, Conditions.Collective].Estimate),
        new("false claims", metrics[MetricName.FalseClaimRate, Conditions.Collective].Estimate),
        new("false claims without a perturbation", metrics[MetricName.FalseClaimRate, Conditions.None].Estimate),
        new("harmed share", metrics[MetricName.HarmedShare, Conditions.Collective].Estimate),
        .. metrics.Find(MetricName.RemainingGap, Conditions.Preprocess) is { } preprocess
            ? new[] { new ClaimContext("remaining gap by preprocessing alone", preprocess.Estimate) }
            : [],
    ];

    private static int? SeedsToDecide(ClaimVerdict verdict, MetricEstimate effect, double threshold) =>
        verdict is ClaimVerdict.Inconclusive or ClaimVerdict.TooFewSeeds ? Judgement.SeedsToDecide(effect, threshold) : null;
}
