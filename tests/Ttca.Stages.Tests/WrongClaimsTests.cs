using Ttca.Collective;
using Ttca.Datasets;
using Ttca.Fairness;

namespace Ttca.Stages.Tests;

/// <summary>
/// Who misjudges their class: answers are 1 with the perturbation of the own class, 2 with that of another, and 0 without one.
/// </summary>
public sealed class WrongClaimsTests
{
    private const int Images = 4_000;

    private static readonly double[] Shares = [0, 0.05, 0.4, 1];

    private static readonly Outcomes Drawn = Draw(seed: 1);

    [Theory]
    [InlineData(0)]
    [InlineData(0.05)]
    [InlineData(0.4)]
    [InlineData(1)]
    public void So_many_of_the_subgroup_submit_with_another_class_and_nobody_of_the_majority(double share)
    {
        var answers = Drawn.Predictions[BootstrapWrongClaims.ConditionOf(share)];
        var subgroup = answers.Where((_, i) => Drawn.Groups[i] == Outcomes.Subgroup).ToList();

        subgroup.ShouldAllBe(answer => answer == 1 || answer == 2);
        ((double)subgroup.Count(answer => answer == 2)).ShouldBe(
            share * subgroup.Count, 4 * Math.Sqrt(share * (1 - share) * subgroup.Count) + 1e-9);
        answers.Where((_, i) => Drawn.Groups[i] == Outcomes.Majority).ShouldAllBe(answer => answer == 0);
    }

    [Fact]
    public void Who_misjudges_at_a_share_does_at_every_larger_one() =>
        Drawn.Predictions["wrong-claims-0.05"].Zip(Drawn.Predictions["wrong-claims-0.4"]).ShouldAllBe(image => image.First <= image.Second);

    [Fact]
    public void Others_misjudge_in_another_seed() =>
        Draw(seed: 2).Predictions["wrong-claims-0.4"].ShouldNotBe(Drawn.Predictions["wrong-claims-0.4"]);

    private static Outcomes Draw(
        long seed) => new BootstrapWrongClaims(Resamples: 100, Classes: 3, Proxies: 1) { Shares = Shares, None = [], Collective = [] }
        .OutcomesOf(EvaluationOf(Conditions.None, 0, 0), EvaluationOf(Conditions.Collective, 1, 2), DrawnUsers.Of(seed, Images));

    private static Evaluation EvaluationOf(string condition, int answer, int ofClaim)
    {
        Group[] groups = [.. Enumerable.Range(0, Images).Select(i => (Group)(i % 2))];
        int[] claims = [.. groups.Select(group => group == Group.Subgroup ? ofClaim : Condition.NotAsked)];
        return new Evaluation(
            new int[Images], groups, [new Condition(condition, [.. Enumerable.Repeat(answer, Images)], claims)], new int[Images], 0);
    }
}
