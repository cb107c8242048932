using Ttca.Collective;
using Ttca.Datasets;
using Ttca.Fairness;

namespace Ttca.Stages.Tests;

/// <summary>Who takes part: answers are 1 with the perturbation and 0 without.</summary>
public sealed class ParticipationTests
{
    private const int Images = 4_000;

    private static readonly double[] Shares = [0, 0.25, 0.5, 1];

    private static readonly Outcomes Drawn = Draw(seed: 1);

    [Fact]
    public void Nobody_takes_part_at_share_0_and_everybody_of_the_subgroup_at_share_1()
    {
        Drawn.Predictions[BootstrapParticipation.OfSubgroup(0)].ShouldAllBe(answer => answer == 0);
        Drawn.Predictions[BootstrapParticipation.OfSubgroup(1)].ShouldBe(Drawn.Groups.Select(group => (int)group));
        Drawn.Predictions[BootstrapParticipation.OfMajority(0)].ShouldBe(Drawn.Groups.Select(group => (int)group));
        Drawn.Predictions[BootstrapParticipation.OfMajority(1)].ShouldAllBe(answer => answer == 1);
    }

    [Theory]
    [InlineData("subgroup-0.25", Outcomes.Subgroup, 0.25)]
    [InlineData("subgroup-0.5", Outcomes.Subgroup, 0.5)]
    [InlineData("subgroup-0.5", Outcomes.Majority, 0)]
    [InlineData("majority-0.5", Outcomes.Subgroup, 1)]
    [InlineData("majority-0.5", Outcomes.Majority, 0.5)]
    public void As_many_of_a_group_take_part_as_the_share_says(string condition, byte group, double share)
    {
        var answers = Drawn.Predictions[condition].Where((_, i) => Drawn.Groups[i] == group).ToList();
        answers.Average().ShouldBe(share, 4 * Math.Sqrt(share * (1 - share) / answers.Count) + 1e-12);
    }

    [Fact]
    public void Who_takes_part_at_a_share_takes_part_at_every_larger_one()
    {
        var conditions = Shares.Select(BootstrapParticipation.OfSubgroup)
            .Concat(Shares.Select(BootstrapParticipation.OfMajority))
            .Select(name => Drawn.Predictions[name])
            .ToList();
        foreach (var (smaller, larger) in conditions.Zip(conditions.Skip(1)))
        {
            smaller.Zip(larger).ShouldAllBe(image => image.First <= image.Second);
        }
    }

    [Fact]
    public void Others_take_part_in_another_seed() =>
        Draw(seed: 2).Predictions["subgroup-0.5"].ShouldNotBe(Drawn.Predictions["subgroup-0.5"]);

    private static Outcomes Draw(
        long seed) => new BootstrapParticipation(Resamples: 100, Classes: 2, Proxies: 1) { Shares = Shares, None = [], Collective = [] }
        .OutcomesOf(EvaluationOf(Conditions.None, 0), EvaluationOf(Conditions.Collective, 1), DrawnUsers.Of(seed, Images));

    private static Evaluation EvaluationOf(string condition, int answer)
    {
        int[] answers = [.. Enumerable.Repeat(answer, Images)];
        return new Evaluation(
            new int[Images],
            [.. Enumerable.Range(0, Images).Select(i => (Group)(i % 2))],
            [new Condition(condition, answers, answers)],
            new int[Images],
            0);
    }
}
