using Ttca.Collective;
using Ttca.Fairness;
using Ttca.Stages.Studies;

namespace Ttca.Stages.Tests;

/// <summary>Verdicts on made-up metrics: the interval decides, never the value alone.</summary>
public sealed class ClaimVerdictTests
{
    private const string Difference = "collective - none";

    [Theory]
    [InlineData(0.9, 0.51, 1.2, ClaimVerdict.Supported)]
    [InlineData(0.9, 0.50, 1.2, ClaimVerdict.Inconclusive)]
    [InlineData(0.4, 0.20, 0.6, ClaimVerdict.Inconclusive)]
    [InlineData(0.4, 0.20, 0.5, ClaimVerdict.NotSupported)]
    [InlineData(double.NaN, double.NaN, double.NaN, ClaimVerdict.Inconclusive)]
    [InlineData(0.9, double.NaN, double.NaN, ClaimVerdict.Inconclusive)]
    [InlineData(0.9, 0.51, double.PositiveInfinity, ClaimVerdict.Supported)]
    public void Above_needs_the_whole_interval(double value, double low, double high, ClaimVerdict verdict) =>
        ClaimTests.Above(new Estimate(value, low, high), 0.5).ShouldBe(verdict);

    [Theory]
    [InlineData(-0.3, -0.5, -0.1, ClaimVerdict.Supported)]
    [InlineData(-0.3, -0.5, 0.1, ClaimVerdict.Inconclusive)]
    [InlineData(0.3, 0, 0.5, ClaimVerdict.NotSupported)]
    public void Below_needs_the_whole_interval(double value, double low, double high, ClaimVerdict verdict) =>
        ClaimTests.Below(new Estimate(value, low, high), 0).ShouldBe(verdict);

    [Fact]
    public void Effects_that_no_resample_changes_decide_nothing()
    {
        var metrics = new Metrics(
        [
            .. ((string[])["worst-group-accuracy", "equal-opportunity-gap-max", "disparate-impact-accuracy"]).Select(name => Estimate(name, Difference, 0, -0.46, 0) with { IsWithoutSpread = true }),
            Estimate("break-even-inputs", "square-alone as good as pooled-100", 40, 20, 80) with { IsWithoutSpread = true },
        ]);
        var closure = new Metrics([Estimate("closure", "collective", 1, 0.9, 1.1) with { IsWithoutSpread = true }, Estimate("closure", "random", 0, -0.1, 0.1)]);

        ClaimTests.WorstGroupGains(metrics, "node").Verdict.ShouldBe(ClaimVerdict.Inconclusive);
        ClaimTests.EqualOpportunityImproves(metrics, "node").Verdict.ShouldBe(ClaimVerdict.Inconclusive);
        ClaimTests.DisparateImpactImproves(metrics, "node").Verdict.ShouldBe(ClaimVerdict.Inconclusive);
        ClaimTests.PoolingIsCheaper(100, metrics, "node").Verdict.ShouldBe(ClaimVerdict.Inconclusive);
        ClaimTests.GapIsClosed([(100, closure, "node")]).Verdict.ShouldBe(ClaimVerdict.Inconclusive);
        ClaimTests.SmallProxySuffices([(new TransferPair("thin", "resnet20", true), closure, "node")]).Verdict.ShouldBe(ClaimVerdict.Inconclusive);
    }

    [Fact]
    public void Gap_is_closed_at_the_smallest_collective_for_which_the_whole_interval_says_so()
    {
        var claim = ClaimTests.GapIsClosed([(10, Closure(0.4, 0.1, 0.7), "a"), (50, Closure(0.8, 0.6, 1.1), "b"), (100, Closure(0.9, 0.8, 1.2), "c")]);

        claim.Verdict.ShouldBe(ClaimVerdict.Supported);
        claim.Measure.ShouldBe("closure, 50 members");
        claim.Effect.ShouldBe(new Estimate(0.8, 0.6, 1.1));
        claim.Random.ShouldBe(new Estimate(-0.1, -0.2, 0));
        claim.RestsOn.ShouldBe(["b"]);
        (claim.Seeds, claim.Images).ShouldBe((3, 600));
    }

    [Fact]
    public void Gap_that_no_collective_closes_is_judged_at_the_largest()
    {
        var claim = ClaimTests.GapIsClosed([(10, Closure(0.4, 0.1, 0.7), "a"), (100, Closure(0.3, 0.1, 0.4), "c")]);

        (claim.Verdict, claim.Measure).ShouldBe((ClaimVerdict.NotSupported, "closure, 100 members"));
    }

    [Fact]
    public void Sizes_below_one_that_fails_are_not_reported()
    {
        var claim = ClaimTests.GapIsClosed([(10, Closure(0.8, 0.6, 1.1), "a"), (50, Closure(0.4, 0.1, 0.7), "b"), (100, Closure(0.9, 0.8, 1.2), "c")]);

        (claim.Verdict, claim.Measure).ShouldBe((ClaimVerdict.Supported, "closure, 100 members"));
    }

    [Fact]
    public void Small_proxies_suffice_where_each_of_them_does()
    {
        var claim = ClaimTests.SmallProxySuffices([Pair("thin", true, 0.8, 0.6, "a"), Pair("mlp", true, 0.9, 0.7, "b"), Pair("wide", false, 0.1, 0, "c")]);

        (claim.Verdict, claim.Measure).ShouldBe((ClaimVerdict.Supported, "closure, thin for resnet20 (least of 2)"));
        claim.Effect.ShouldBe(new Estimate(0.8, 0.6, 1));
        claim.RestsOn.ShouldBe(["a", "b"]);
    }

    [Theory]
    [InlineData(0.4, 0.3, 0.5, ClaimVerdict.NotSupported)]
    [InlineData(0.6, 0.4, 0.9, ClaimVerdict.Inconclusive)]
    public void One_small_proxy_that_does_not_suffice_decides(double value, double low, double high, ClaimVerdict verdict) =>
        ClaimTests.SmallProxySuffices([Pair("thin", true, 0.8, 0.6, "a"), (new TransferPair("mlp", "resnet20", true), Closure(value, low, high), "b")])
            .Verdict.ShouldBe(verdict);

    [Fact]
    public void Small_proxies_without_a_large_platform_are_not_tested()
    {
        var claim = ClaimTests.SmallProxySuffices([Pair("wide", false, 0.8, 0.6, "a")]);

        (claim.Verdict, claim.Measure).ShouldBe((ClaimVerdict.NotTested, "needs a platform of 10 times the weights of a proxy"));
        ClaimTests.SmallProxySuffices([]).Measure.ShouldBe("needs the study transfer");
    }

    [Fact]
    public void Gap_without_its_study_says_so()
    {
        var claim = ClaimTests.GapIsClosed([]);

        (claim.Verdict, claim.Measure, claim.Effect).ShouldBe((ClaimVerdict.NotTested, "needs the study collective-size", null));
    }

    [Fact]
    public void Fairness_claims_are_judged_by_their_paired_differences()
    {
        var metrics = new Metrics(
        [
            Estimate("worst-group-accuracy", Difference, 0.2, 0.1, 0.3),
            Estimate("equal-opportunity-gap-max", Difference, -0.2, -0.3, 0.1),
            Estimate("disparate-impact-accuracy", Difference, -0.2, -0.3, -0.1),
        ]);

        ClaimTests.WorstGroupGains(metrics, "node").Verdict.ShouldBe(ClaimVerdict.Supported);
        ClaimTests.EqualOpportunityImproves(metrics, "node").Verdict.ShouldBe(ClaimVerdict.Inconclusive);
        ClaimTests.DisparateImpactImproves(metrics, "node").Verdict.ShouldBe(ClaimVerdict.NotSupported);
    }

    [Theory]
    [InlineData(40, 20, 80, ClaimVerdict.Supported)]            // images; 100 members: 0.4 [0.2, 0.8] of the queries alone
    [InlineData(40, 20, 120, ClaimVerdict.Inconclusive)]
    [InlineData(300, 200, 400, ClaimVerdict.NotSupported)]
    [InlineData(double.NaN, double.NaN, double.NaN, ClaimVerdict.Inconclusive)]
    public void Pooling_is_cheaper_where_it_breaks_even_before_every_member_is_served_once(double value, double low, double high, ClaimVerdict verdict)
    {
        var metrics = new Metrics([Estimate("break-even-inputs", "square-alone as good as pooled-100", value, low, high)]);

        var claim = ClaimTests.PoolingIsCheaper(100, metrics, "node");

        claim.Verdict.ShouldBe(verdict);
        claim.Effect.ShouldBe(new Estimate(value / 100, low / 100, high / 100));
        ClaimTests.PoolingIsCheaper(null, null, "").Verdict.ShouldBe(ClaimVerdict.NotTested);
    }

    [Fact]
    public void Access_beside_queries_is_named_and_refutes_the_claim()
    {
        var transcript = new Transcript(new byte[2 * 3 * 4 * 4], new Answers(AnswerKind.Label, 2, [0, 1], []), 4, 4, members: 1, queriesPerMember: 2);

        ClaimTests.QueriesSuffice([transcript, transcript], ExperimentPlan.PlatformReaders, ["q"]).ShouldSatisfyAllConditions(
            claim => claim.Verdict.ShouldBe(ClaimVerdict.Supported),
            claim => claim.Measure.ShouldBe("4 queries in 2 transcripts"));
        ClaimTests.QueriesSuffice([transcript], ["QueryPlatform", "StealWeights"], ["q"]).ShouldSatisfyAllConditions(
            claim => claim.Verdict.ShouldBe(ClaimVerdict.NotSupported),
            claim => claim.Measure.ShouldBe("2 queries in 1 transcripts; also read by StealWeights"));
    }

    private static Metrics Closure(double value, double low, double high) =>
        new([Estimate("closure", "collective", value, low, high), Estimate("closure", "random", -0.1, -0.2, 0)]);

    private static MetricEstimate Estimate(string name, string condition, double value, double low, double high) =>
        new(name, condition, new Estimate(value, low, high), [value], Images: 600, Seeds: 3, Resamples: 1000, UndefinedResamples: 0);

    private static (TransferPair Pair, Metrics Metrics, string Node) Pair(string proxy, bool isPlatformLarge, double closure, double low, string node) =>
        (new TransferPair(proxy, "resnet20", isPlatformLarge), Closure(closure, low, 1), node);
}
