using Ttca.Fairness;
using Ttca.Reporting.Claims;

namespace Ttca.Stages.Tests.Claims;

/// <summary>The interval decides, never the value alone; and nothing is decided by few seeds.</summary>
public sealed class JudgementTests
{
    [Theory]
    [InlineData(0.9, 0.51, 1.2, ClaimVerdict.Supported)]
    [InlineData(0.9, 0.50, 1.2, ClaimVerdict.Inconclusive)]
    [InlineData(0.4, 0.20, 0.6, ClaimVerdict.Inconclusive)]
    [InlineData(0.4, 0.20, 0.5, ClaimVerdict.NotSupported)]
    [InlineData(double.NaN, double.NaN, double.NaN, ClaimVerdict.Inconclusive)]
    [InlineData(0.9, double.NaN, double.NaN, ClaimVerdict.Inconclusive)]
    [InlineData(0.9, 0.51, double.PositiveInfinity, ClaimVerdict.Supported)]
    public void Above_needs_the_whole_interval(double value, double low, double high, ClaimVerdict verdict) =>
        Judgement.Above(MadeUp.Estimate("closure", Conditions.Collective, value, low, high), 0.5).ShouldBe(verdict);

    [Theory]
    [InlineData(-0.3, -0.5, -0.1, ClaimVerdict.Supported)]
    [InlineData(-0.3, -0.5, 0.1, ClaimVerdict.Inconclusive)]
    [InlineData(0.3, 0, 0.5, ClaimVerdict.NotSupported)]
    public void Below_needs_the_whole_interval(double value, double low, double high, ClaimVerdict verdict) =>
        Judgement.Below(MadeUp.Estimate("closure", Conditions.Collective, value, low, high), 0).ShouldBe(verdict);

    [Theory]
    [InlineData(1, ClaimVerdict.TooFewSeeds)]
    [InlineData(3, ClaimVerdict.TooFewSeeds)]
    [InlineData(4, ClaimVerdict.TooFewSeeds)]
    [InlineData(5, ClaimVerdict.Supported)]
    public void Fewer_than_five_seeds_decide_nothing(int seeds, ClaimVerdict verdict) =>
        Judgement.Above(MadeUp.Estimate("closure", Conditions.Collective, 0.9, 0.8, 1, seeds), 0.5).ShouldBe(verdict);

    [Fact]
    public void Effect_that_no_resample_changes_decides_nothing() =>
        Judgement.Above(MadeUp.Estimate("closure", Conditions.Collective, 1, 0.9, 1.1) with { IsWithoutSpread = true }, 0.5).ShouldBe(
            ClaimVerdict.Inconclusive);

    // Half widths t(0.975, n - 1) s / sqrt(n), with R's qt: n = 5 2.776445 / sqrt(5) = 1.241664 s, 6 1.049413 s, 7 0.924846 s, 8 0.836018
    // s.
    [Theory]
    [InlineData(1.25, 5)]
    [InlineData(1.10, 6)]
    [InlineData(0.93, 7)]
    [InlineData(0.84, 8)]
    [InlineData(0.01, null)]        // more than an experiment may have
    public void Seeds_that_would_decide_are_those_whose_interval_leaves_the_threshold_out(double deviations, int? seeds)
    {
        double[] values = [-1, 0, 1];       // mean 0, standard deviation 1
        var effect = MadeUp.Estimate("closure", Conditions.Collective, 0, -1, 1, seeds: 3) with { PerSeed = values };

        Judgement.SeedsToDecide(effect, deviations).ShouldBe(seeds);
    }

    [Fact]
    public void Words_say_how_many_seeds_would_do()
    {
        Claim Of(ClaimVerdict verdict, int? toDecide = null) =>
            new() { Id = "C1", Statement = "", Test = "", Measure = "", Verdict = verdict, Seeds = 3, SeedsToDecide = toDecide };

        Of(ClaimVerdict.TooFewSeeds, 7).VerdictText.ShouldBe("too few seeds (3), 7 would do");
        Of(ClaimVerdict.TooFewSeeds).VerdictText.ShouldBe("too few seeds (3)");
        Of(ClaimVerdict.Inconclusive, 12).VerdictText.ShouldBe("inconclusive, about 12 seeds would decide");
        Of(ClaimVerdict.OverCorrected).VerdictText.ShouldBe("over-corrected");
        Of(ClaimVerdict.NoGap).VerdictText.ShouldBe("no gap to close");
    }
}
