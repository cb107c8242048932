using Ttca.Fairness;

namespace Ttca.Stages.Tests;

/// <summary>Ten images of the subgroup; each strength is given by how many are right, and how many false claims are believed.</summary>
public sealed class MatchedAccuracyTests
{
    private static readonly StrengthPath Strong = new("strong", [Conditions.None, "strong-half", "strong-full"]);
    private static readonly StrengthPath Weak = new("weak", [Conditions.None, "weak-full"]);
    private static readonly StrengthPath Idle = new("idle", [Conditions.None, "idle-full"]);

    private static readonly Tally Tally = Of(
        (Conditions.None, 4, 1), ("strong-half", 7, 4), ("strong-full", 8, 9), ("weak-full", 6, 2), ("idle-full", 5, 0));

    [Fact]
    public void Stronger_one_is_weakened_along_the_line_between_the_strengths_around_the_rate_of_the_other()
    {
        // From 1 to 4 claims of 10 its accuracy goes from 0.4 to 0.7: at 2 it is 0.5.
        new MatchedAccuracy(Strong, Weak).ValueOf(Tally).ShouldBe(0.5, 1e-12);
        new MatchedAccuracy(Weak, Strong).ValueOf(Tally).ShouldBe(0.6, 1e-12);
        new MatchedFalseClaimRate(Strong, Weak).ValueOf(Tally).ShouldBe(0.2, 1e-12);
        new MatchedFalseClaimRate(Weak, Strong).ValueOf(Tally).ShouldBe(0.2, 1e-12);
    }

    [Fact]
    public void With_itself_it_is_at_full_strength() => new MatchedAccuracy(Strong, Strong).ValueOf(Tally).ShouldBe(0.8, 1e-12);

    [Fact]
    public void Nothing_is_gained_at_fewer_false_claims_than_without_a_perturbation()
    {
        new MatchedAccuracy(Strong, Idle).ValueOf(Tally).ShouldBe(0.4, 1e-12);
        // it has fewer at full strength than without, so none of it is needed
        new MatchedAccuracy(Idle, Strong).ValueOf(Tally).ShouldBe(0.4, 1e-12);
    }

    [Fact]
    public void Least_strength_counts_where_false_claims_go_down_again()
    {
        var path = new StrengthPath("path", [Conditions.None, "up", "down", "full"]);
        var tally = Of((Conditions.None, 4, 0), ("up", 6, 6), ("down", 9, 2), ("full", 10, 6), ("other", 5, 3));

        new MatchedAccuracy(path, new StrengthPath("other", [Conditions.None, "other"])).ValueOf(tally).ShouldBe(0.5, 1e-12);
    }

    private static Tally Of(params (string Condition, int Right, int FalseClaims)[] strengths) => Fairness.Tally.Of(new Outcomes(
        2,
        new int[10],
        [.. Enumerable.Repeat((byte)1, 10)],
        strengths.ToDictionary(one => one.Condition, one => Enumerable.Range(0, 10).Select(i => i < one.Right ? 0 : 1).ToArray()),
        new Targets(
            [.. Enumerable.Repeat(1, 10)],
            strengths.ToDictionary(
                one => one.Condition, one => Enumerable.Range(0, 10).Select(i => i < one.FalseClaims ? 1 : 0).ToArray()))));
}
