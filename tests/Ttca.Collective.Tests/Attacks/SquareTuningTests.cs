using Ttca.Learning;

namespace Ttca.Collective.Tests.Attacks;

public sealed class SquareTuningTests
{
    private static readonly AttackLimits Limits = new(new PixelFraction(8), 50);

    [Fact]
    public void Run_tries_each_candidate_on_the_same_wrong_images_and_counts_every_query()
    {
        var images = MarginPlatform.Copies(6, side: 8, seed: 2);
        var weights = MarginPlatform.SignsInReach(8, seed: 3);
        var sum = new MarginPlatform(weights, 0, AnswerKind.Probabilities).Margin(images.Image(0));
        var platform = new MarginPlatform(weights, sum + 400, AnswerKind.Probabilities);

        var tuning = SquareTuning.Run(platform, images, wanted: 4, queries: 20, Limits, [0.05, 0.8], seed: 1);

        tuning.Trials.Select(trial => trial.StartingShare).ShouldBe([0.05, 0.8]);
        tuning.Images.ShouldBe(4);
        tuning.SearchQueries.ShouldBe(4);
        tuning.Queries.ShouldBe(platform.Queries);
        tuning.Trials.ShouldAllBe(trial => trial.Queries <= 4 * 20);
        var whole = PerUserAttack.Square(platform, images, [0, 1, 2, 3], Limits, 0.8, seed: 1);
        // on the schedule of the whole cap
        tuning.Trials[1].Right.ShouldBe(Enumerable.Range(0, 4).Count(i => whole.QueriesToRight(i) <= 20));
    }

    /// <summary>Right ones say nothing of an attack, and cost one query each.</summary>
    [Fact]
    public void Run_where_nothing_is_wrong_asks_about_each_image_once_and_keeps_the_first_candidate()
    {
        var images = MarginPlatform.Copies(6, side: 8, seed: 2);
        var weights = MarginPlatform.SignsInReach(8, seed: 3);
        var sum = new MarginPlatform(weights, 0, AnswerKind.Probabilities).Margin(images.Image(0));
        var platform = new MarginPlatform(weights, sum - 400, AnswerKind.Probabilities);

        var tuning = SquareTuning.Run(platform, images, wanted: 4, queries: 20, Limits, [0.05, 0.8], seed: 1);

        (tuning.Images, tuning.Queries, platform.Queries, tuning.Best.StartingShare).ShouldBe((0, 6, 6, 0.05));
    }

    [Fact]
    public void Best_has_most_images_right_then_fewest_queries_then_comes_first()
    {
        TuningTrial[] trials = [new(0.05, 3, 10), new(0.1, 5, 90), new(0.2, 5, 80), new(0.3, 5, 80)];

        new TuningResult(trials, Images: 8, SearchQueries: 8).Best.StartingShare.ShouldBe(0.2);
    }

    [Fact]
    public void Run_without_candidates_is_refused() =>
        Should.Throw<ArgumentException>(
            () => SquareTuning.Run(
                new MarginPlatform([1], 0, AnswerKind.Top1), MarginPlatform.Copies(1, 8, seed: 1), 1, 1, Limits, [], seed: 1))
            .Message.ShouldBe("there are no candidates (Parameter 'candidates')");
}
