using System.Globalization;
using Ttca.Collective;
using Ttca.Fairness;
using Ttca.Stages.Studies;

namespace Ttca.Stages;

/// <summary>The tests of the paper's claims, one for each.</summary>
internal static class ClaimTests
{
    private const double MostOfTheGap = 0.5;
    private const string Difference = $"{Conditions.Collective} - {Conditions.None}";
    private const string RandomControl = Conditions.Random;

    /// <summary>
    /// C1, at the smallest collective for which it holds. Sizes are tested from the largest down until one fails (a fixed sequence, which needs no
    /// correction for their number: Maurer, Hothorn and Lehmacher 1995); where the largest fails, that one is reported.
    /// </summary>
    /// <param name="sizes">Cells of the study collective-size, by members, smallest first; none where it is no part of the experiment.</param>
    public static Claim GapIsClosed(IReadOnlyList<(int Members, Metrics Metrics, string Source)> sizes)
    {
        var claim = new Claim
        {
            Id = "C1",
            Statement = "Collectives of modest size close most of the gap",
            Test = "The whole interval of the closure is above 0.5; sizes are tested from the largest down until one fails, and the smallest that held is reported (else the largest).",
            Measure = "needs the study collective-size",
        };
        if (sizes.Count == 0)
        {
            return claim;
        }

        var (members, metrics, source) = sizes.Reverse().TakeWhile(size => Above(ClosureOf(size.Metrics), MostOfTheGap) == ClaimVerdict.Supported).LastOrDefault(sizes[^1]);
        var closure = ClosureOf(metrics);
        return claim with
        {
            Measure = string.Create(CultureInfo.InvariantCulture, $"closure, {members} members"),
            Verdict = Above(closure, MostOfTheGap),
            Effect = closure.Estimate,
            Random = metrics["closure", RandomControl].Estimate,
            Images = closure.Images,
            Seeds = closure.Seeds,
            RestsOn = [source],
        };
    }

    /// <summary>C2. It is said of every pair of a small proxy and a large platform, so each of them must pass, which needs no correction for their number.</summary>
    /// <param name="pairs">Cells of the study transfer; none where it is no part of the experiment.</param>
    public static Claim SmallProxySuffices(IReadOnlyList<(TransferPair Pair, Metrics Metrics, string Source)> pairs)
    {
        var claim = new Claim
        {
            Id = "C2",
            Statement = "A small proxy can attack a larger platform",
            Test = "The whole interval of the closure is above 0.5 for every proxy with a platform of at least 10 times its weights; the least of these closures is reported.",
            Measure = pairs.Count == 0 ? "needs the study transfer" : "needs a platform of 10 times the weights of a proxy",
        };
        var large = pairs.Where(pair => pair.Pair.IsPlatformLarge).OrderBy(pair => ClosureOf(pair.Metrics).Estimate.Low).ToList();
        if (large.Count == 0)
        {
            return claim;
        }

        var verdicts = large.Select(pair => Above(ClosureOf(pair.Metrics), MostOfTheGap)).ToList();
        var (least, metrics, _) = large[0];
        var closure = ClosureOf(metrics);
        return claim with
        {
            Measure = string.Create(CultureInfo.InvariantCulture, $"closure, {least.Proxy} for {least.Platform} (least of {large.Count})"),
            Verdict = verdicts.All(verdict => verdict == ClaimVerdict.Supported) ? ClaimVerdict.Supported
                : verdicts.Contains(ClaimVerdict.NotSupported) ? ClaimVerdict.NotSupported
                : ClaimVerdict.Inconclusive,
            Effect = closure.Estimate,
            Random = metrics["closure", RandomControl].Estimate,
            Images = closure.Images,
            Seeds = closure.Seeds,
            RestsOn = [.. large.Select(pair => pair.Source)],
        };
    }

    /// <summary>C3.</summary>
    public static Claim WorstGroupGains(Metrics metrics, string source) => Compare(metrics, source, "worst-group-accuracy", Above(Of(metrics, "worst-group-accuracy"), 0), new Claim
    {
        Id = "C3",
        Statement = "The accuracy of the worst group improves",
        Test = "The whole interval of the paired difference (after - before) is above 0.",
        Measure = "worst-group accuracy, difference",
    });

    /// <summary>C4.</summary>
    public static Claim EqualOpportunityImproves(Metrics metrics, string source) => Compare(metrics, source, "equal-opportunity-gap-max", Below(Of(metrics, "equal-opportunity-gap-max"), 0), new Claim
    {
        Id = "C4",
        Statement = "The equal-opportunity gap shrinks",
        Test = "The whole interval of the paired difference (after - before) of the largest gap over classes is below 0.",
        Measure = "equal-opportunity gap, difference",
    });

    /// <summary>C5.</summary>
    public static Claim DisparateImpactImproves(Metrics metrics, string source) => Compare(metrics, source, "disparate-impact-accuracy", Above(Of(metrics, "disparate-impact-accuracy"), 0), new Claim
    {
        Id = "C5",
        Statement = "Disparate impact improves",
        Test = "The whole interval of the paired difference (after - before) of the ratio of accuracies, least over greatest, is above 0.",
        Measure = "disparate impact, difference",
    });

    /// <summary>C6, where each member of the largest pool is served one image: with more, pooling only gets cheaper.</summary>
    /// <param name="members">Of the largest pool; null where the study query-budget is no part of the experiment.</param>
    /// <param name="metrics">Of that study.</param>
    /// <param name="source">Where it came from.</param>
    public static Claim PoolingIsCheaper(int? members, Metrics? metrics, string source)
    {
        var claim = new Claim
        {
            Id = "C6",
            Statement = "Pooling is cheaper than attacking alone",
            Test = "Queries of the largest pool over those of its members alone (Square Attack, one image each, failures at the whole cap) at equal accuracy of the subgroup: the whole interval below 1; undefined where the alone never reach that accuracy.",
            Measure = "needs the study query-budget",
        };
        if (members is not { } count || metrics is null)
        {
            return claim;
        }

        var breakEven = metrics["break-even-inputs", $"{BootstrapQueryBudget.SquareAlone} as good as {Pool.ConditionOf(count)}"];
        var (value, low, high) = breakEven.Estimate;
        var ratio = new Estimate(value / count, low / count, high / count);
        return claim with
        {
            Measure = string.Create(CultureInfo.InvariantCulture, $"queries pooled / alone, {count} members"),
            Verdict = Below(breakEven with { Estimate = ratio }, 1),
            Effect = ratio,
            Images = breakEven.Images,
            Seeds = breakEven.Seeds,
            RestsOn = [source],
        };
    }

    /// <summary>C7, from the ledger of queries and from which stages can hold the platform at all.</summary>
    /// <param name="transcripts">All of the experiment.</param>
    /// <param name="readers">Stages with a platform among their inputs.</param>
    /// <param name="sources">Where the transcripts came from.</param>
    public static Claim QueriesSuffice(IReadOnlyList<Transcript> transcripts, IReadOnlyList<string> readers, IReadOnlyList<string> sources)
    {
        bool isLedgerWhole = transcripts.All(transcript => transcript.Queries == (long)transcript.Members * transcript.QueriesPerMember);
        // DefendPlatform is the provider's own side: it makes a platform of a platform, and nothing of it reaches the collective but answers.
        var others = readers.Except([nameof(DefendPlatform), nameof(QueryPlatform), nameof(Evaluate), nameof(AttackPerUser), nameof(ChoosePreprocessing), nameof(OptimizeWhiteBox)]).ToList();
        return new Claim
        {
            Id = "C7",
            Statement = "Only query access is used",
            Test = "Every answer in the transcripts is a metered query; no stage but the provider's defences, queries, attacks and choices by query, evaluation and the white-box control has the platform among its inputs.",
            Measure = string.Create(CultureInfo.InvariantCulture, $"{transcripts.Sum(t => t.Queries)} queries in {transcripts.Count} transcripts{(others.Count == 0 ? "" : $"; also read by {string.Join(", ", others)}")}"),
            Verdict = isLedgerWhole && others.Count == 0 ? ClaimVerdict.Supported : ClaimVerdict.NotSupported,
            RestsOn = sources,
        };
    }

    /// <summary>The same; an effect on which all resamples agree is inconclusive: data that never show otherwise know nothing of it.</summary>
    internal static ClaimVerdict Above(MetricEstimate effect, double threshold) => effect.IsWithoutSpread ? ClaimVerdict.Inconclusive : Above(effect.Estimate, threshold);

    /// <inheritdoc cref="Above(MetricEstimate, double)"/>
    internal static ClaimVerdict Below(MetricEstimate effect, double threshold) => effect.IsWithoutSpread ? ClaimVerdict.Inconclusive : Below(effect.Estimate, threshold);

    /// <summary>Whether an effect is above a threshold with its whole interval.</summary>
    internal static ClaimVerdict Above(Estimate effect, double threshold) =>
        double.IsNaN(effect.Value) || double.IsNaN(effect.Low) || double.IsNaN(effect.High) ? ClaimVerdict.Inconclusive
        : effect.Low > threshold ? ClaimVerdict.Supported
        : effect.High <= threshold ? ClaimVerdict.NotSupported
        : ClaimVerdict.Inconclusive;

    /// <summary>Whether an effect is below a threshold with its whole interval.</summary>
    internal static ClaimVerdict Below(Estimate effect, double threshold) => Above(new Estimate(-effect.Value, -effect.High, -effect.Low), -threshold);

    private static MetricEstimate ClosureOf(Metrics metrics) => metrics["closure", Conditions.Collective];

    private static MetricEstimate Of(Metrics metrics, string metric) => metrics[metric, Difference];

    private static Claim Compare(Metrics metrics, string source, string metric, ClaimVerdict verdict, Claim claim)
    {
        var difference = metrics[metric, Difference];
        return claim with
        {
            Verdict = verdict,
            Effect = difference.Estimate,
            Images = difference.Images,
            Seeds = difference.Seeds,
            RestsOn = [source],
        };
    }
}
