namespace Ttca.Collective.Tests.Attacks;

public sealed class SquareTuningTests
{
    private static readonly AttackLimits Limits = new(new PixelFraction(8), 50);

    [Fact]
    public void Run_tries_each_candidate_on_the_same_images_and_counts_every_query()
    {
        var images = MarginPlatform.Copies(6, side: 8, seed: 2);
        var weights = MarginPlatform.SignsInReach(8, seed: 3);
        var sum = new MarginPlatform(weights, 0, AnswerKind.Probabilities).Margin(images.Image(0));
        var platform = new MarginPlatform(weights, sum + 400, AnswerKind.Probabilities);

        var trials = SquareTuning.Run(platform, images, Limits, [0.05, 0.8], seed: 1);

        trials.Select(trial => trial.StartingShare).ShouldBe([0.05, 0.8]);
        trials.Sum(trial => trial.Queries).ShouldBe(platform.Queries);
        trials[1].Right.ShouldBe(PerUserAttack.Square(platform, images, [0, 1, 2, 3, 4, 5], Limits, 0.8, seed: 1).Succeeded.Count(succeeded => succeeded));
    }

    [Fact]
    public void Best_has_most_images_right_then_fewest_queries_then_comes_first()
    {
        TuningTrial[] trials = [new(0.05, 3, 10), new(0.1, 5, 90), new(0.2, 5, 80), new(0.3, 5, 80)];

        SquareTuning.Best(trials).StartingShare.ShouldBe(0.2);
    }

    [Fact]
    public void Run_without_candidates_is_refused() =>
        Should.Throw<ArgumentException>(() => SquareTuning.Run(new MarginPlatform([1], 0, AnswerKind.Top1), MarginPlatform.Copies(1, 8, seed: 1), Limits, [], seed: 1))
            .Message.ShouldBe("there are no candidates (Parameter 'candidates')");
}
