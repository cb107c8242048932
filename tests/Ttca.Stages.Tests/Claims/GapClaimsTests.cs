using Ttca.Fairness;
using Ttca.Reporting.Claims;
using Ttca.Stages.Studies;

namespace Ttca.Stages.Tests.Claims;

/// <summary>C1 and C2.</summary>
public sealed class GapClaimsTests
{
    [Fact]
    public void Gap_is_closed_at_the_smallest_collective_for_which_the_whole_interval_says_so()
    {
        var claim = GapClaims.GapIsClosed(
            [(10, MadeUp.Closed(0.4, 0.1, 0.7), "a"), (50, MadeUp.Closed(0.8, 0.6, 0.9), "b"), (100, MadeUp.Closed(0.9, 0.8, 1), "c")]);

        claim.Verdict.ShouldBe(ClaimVerdict.Supported);
        claim.Measure.ShouldBe("remaining gap, 50 members");
        claim.Effect!.Value.ShouldBe(0.2, 1e-12);
        claim.Random.ShouldBe(new Estimate(1.1, 1, 1.2));
        claim.Context
            .Select(beside => beside.What)
            .ShouldBe(["gap before", "closure", "false claims", "false claims without a perturbation", "harmed share"]);
        claim.RestsOn.ShouldBe(["b"]);
        (claim.Seeds, claim.Images).ShouldBe((5, 600));
    }

    /// <summary>As on real faces: closure 2.95, the accuracy gap from 0.08 to 0.19. A closure above 0.5 is no proof of parity.</summary>
    [Fact]
    public void Reversed_gap_is_over_corrected_however_much_of_it_is_closed()
    {
        var claim = GapClaims.GapIsClosed([(100, MadeUp.Gap((2.95, 2.6, 3.3), (1.95, 1.6, 2.3)), "a")]);

        (claim.Verdict, claim.VerdictText).ShouldBe((ClaimVerdict.OverCorrected, "over-corrected"));
    }

    [Theory]
    [InlineData(1.4, 1.3, 1.49, 0.4, 0.3, 0.49, ClaimVerdict.Supported)]        // past parity, but nearer to it than half the gap
    [InlineData(1.6, 1.4, 1.8, 0.6, 0.4, 0.8, ClaimVerdict.Inconclusive)]       // perhaps too far
    [InlineData(0.4, 0.3, 0.49, 0.6, 0.51, 0.7, ClaimVerdict.NotSupported)]     // too little
    public void Nearness_to_parity_decides_from_both_sides(
        double closure,
        double lowClosure,
        double highClosure,
        double remaining,
        double lowRemaining,
        double highRemaining,
        ClaimVerdict verdict) =>
        GapClaims.GapIsClosed(
            [(100, MadeUp.Gap((closure, lowClosure, highClosure), (remaining, lowRemaining, highRemaining)), "a")]).Verdict.ShouldBe(
            verdict);

    [Fact]
    public void Three_seeds_decide_nothing_whatever_their_interval()
    {
        var claim = GapClaims.GapIsClosed([(100, MadeUp.Closed(0.9, 0.8, 1, seeds: 3), "a")]);

        (claim.Verdict, claim.SeedsToDecide).ShouldBe((ClaimVerdict.TooFewSeeds, 5));
    }

    [Fact]
    public void Gap_that_may_be_three_points_is_none_to_close() =>
        GapClaims.GapIsClosed([(100, MadeUp.Gap((0.9, 0.8, 1), (0.1, 0, 0.2), lowestGap: 0.03), "a")]).Verdict.ShouldBe(ClaimVerdict.NoGap);

    [Fact]
    public void Sizes_below_one_that_fails_are_not_reported()
    {
        var claim = GapClaims.GapIsClosed(
            [(10, MadeUp.Closed(0.8, 0.6, 0.9), "a"), (50, MadeUp.Closed(0.4, 0.1, 0.7), "b"), (100, MadeUp.Closed(0.9, 0.8, 1), "c")]);

        (claim.Verdict, claim.Measure).ShouldBe((ClaimVerdict.Supported, "remaining gap, 100 members"));
    }

    [Fact]
    public void Gap_that_no_collective_closes_is_judged_at_the_largest()
    {
        var claim = GapClaims.GapIsClosed([(10, MadeUp.Closed(0.4, 0.1, 0.7), "a"), (100, MadeUp.Closed(0.3, 0.1, 0.4), "c")]);

        (claim.Verdict, claim.Measure).ShouldBe((ClaimVerdict.NotSupported, "remaining gap, 100 members"));
    }

    [Fact]
    public void Shared_perturbation_stands_beside_where_it_was_measured()
    {
        var shared = new Metrics([MadeUp.Estimate("closure", Conditions.Shared, -0.2, -0.3, -0.1)]);

        GapClaims.GapIsClosed([(100, MadeUp.Closed(0.9, 0.8, 1), "a")], shared).Context[^1]
            .ShouldBe(new ClaimContext("closure by one perturbation for all classes", new Estimate(-0.2, -0.3, -0.1)));
    }

    /// <summary>A free repair that comes nearer to parity is named, whatever the collective reached.</summary>
    [Theory]
    [InlineData(0.1, "supported; beaten by: preprocess (auto-contrast)")]
    [InlineData(-0.1, "supported")]
    public void Control_that_leaves_less_of_the_gap_is_named(double lowestDifference, string text)
    {
        var cell = new Metrics(
        [
            .. MadeUp.Closed(0.9, 0.8, 1).Estimates,
            MadeUp.Estimate(
                "remaining-gap",
                new ConditionPair(Conditions.Collective, Conditions.Preprocess).Name(),
                0.2,
                lowestDifference,
                0.3), MadeUp.Estimate("remaining-gap", Conditions.Preprocess, 0, 0, 0.1),
        ]);
        var choice = new PreprocessingChoice(
            [new PreprocessingTrial("nothing", 1, 10), new PreprocessingTrial("auto-contrast", 9, 10)], 20);

        GapClaims.GapIsClosed([(100, cell, "a")], preprocessing: [choice, choice]).VerdictText.ShouldBe(text);
    }

    [Fact]
    public void Gap_without_its_study_says_so()
    {
        var claim = GapClaims.GapIsClosed([]);

        (claim.Verdict, claim.Measure, claim.Effect).ShouldBe((ClaimVerdict.NotTested, "needs the study collective-size", null));
    }

    [Fact]
    public void Small_proxies_suffice_where_each_of_them_does()
    {
        var claim = GapClaims.SmallProxySuffices(
            [
                Pair("thin", MadeUp.Closed(0.8, 0.6, 1), "a"),
                Pair("mlp", MadeUp.Closed(0.9, 0.7, 1), "b"),
                Pair("wide", MadeUp.Closed(0.1, 0, 0.2), "c", isPlatformLarge: false),
            ]);

        (claim.Verdict, claim.Measure).ShouldBe((ClaimVerdict.Supported, "closure, thin for resnet20 (worst of 2)"));
        claim.Effect.ShouldBe(new Estimate(0.8, 0.6, 1));
        claim.Context.Select(beside => beside.What).ShouldBe(["gap before", "accuracy of the subgroup, difference"]);
        claim.RestsOn.ShouldBe(["a", "b"]);
    }

    [Theory]
    [InlineData(0.4, 0.3, 0.5, ClaimVerdict.NotSupported)]
    [InlineData(0.6, 0.4, 0.9, ClaimVerdict.Inconclusive)]
    public void One_small_proxy_that_does_not_suffice_decides(double value, double low, double high, ClaimVerdict verdict) =>
        GapClaims.SmallProxySuffices(
            [Pair("thin", MadeUp.Closed(0.8, 0.6, 1), "a"), Pair("mlp", MadeUp.Closed(value, low, high), "b")]).Verdict.ShouldBe(
            verdict);

    /// <summary>A share of a gap that may be nothing: its closure is a ratio of noise.</summary>
    [Fact]
    public void Pair_whose_platform_has_no_gap_shows_nothing()
    {
        var claim = GapClaims.SmallProxySuffices(
            [Pair("thin", MadeUp.Closed(0.8, 0.6, 1), "a"), Pair("mlp", MadeUp.Gap((2, 1, 3), (1, 0.5, 1.5), lowestGap: 0.029), "b")]);

        (claim.Verdict, claim.Measure).ShouldBe((ClaimVerdict.NoGap, "closure, mlp for resnet20 (worst of 2)"));
    }

    [Fact]
    public void Small_proxies_without_a_large_platform_are_not_tested()
    {
        var claim = GapClaims.SmallProxySuffices([Pair("wide", MadeUp.Closed(0.8, 0.6, 1), "a", isPlatformLarge: false)]);

        (claim.Verdict, claim.Measure).ShouldBe((ClaimVerdict.NotTested, "needs a platform of 10 times the weights of a proxy"));
        GapClaims.SmallProxySuffices([]).Measure.ShouldBe("needs the study transfer");
    }

    private static (TransferPair Pair, Metrics Metrics, string Source) Pair(
        string proxy, Metrics metrics, string source, bool isPlatformLarge = true) =>
        (new TransferPair(proxy, "resnet20", isPlatformLarge), metrics, source);
}
