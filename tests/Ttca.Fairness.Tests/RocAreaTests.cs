namespace Ttca.Fairness.Tests;

/// <summary>Areas under ROC curves, by scikit-learn 1.2.1's <c>roc_auc_score</c> and by hand.</summary>
public sealed class RocAreaTests
{
    private static readonly RocArea Area = new("doubt", "none", "perturbed");

    [Theory]
    // the example of its documentation
    [InlineData(new[] { 0.1f, 0.4f }, new[] { 0.35f, 0.8f }, 0.75)]
    // with ties
    [InlineData(new[]
    {
        0.1f,
        0.4f,
        0.4f,
        0.35f,
        0.2f,
        0.9f,
        0.5f,
        0.4f,
    }, new[] { 0.4f, 0.8f, 0.35f, 0.9f, 0.9f, 0.6f, 0.1f, 0.4f }, 0.640625)]
    [InlineData(new[] { 1f, 1f, 1f }, new[] { 1f, 1f, 1f }, 0.5)]
    [InlineData(new[] { 3f, 4f }, new[] { 1f, 2f }, 0)]
    // of 4 pairs 3 wins and a tie
    [InlineData(new[] { 1f, 2f }, new[] { 2f, 3f }, 0.875)]
    public void Area_is_that_of_scikit_learn_with_ties_counted_half(float[] none, float[] perturbed, double expected) =>
        Area.ValueOf(Tally.Of(Ranks(none, perturbed)[0])).ShouldBe(expected, 1e-12);

    [Fact]
    public void Areas_of_many_images_with_many_ties_agree_with_scikit_learn()
    {
        float[] none =
        [
            10,
            4,
            12,
            20,
            1,
            2,
            17,
            3,
            11,
            18,
            1,
            16,
            6,
            1,
            2,
            13,
            13,
            2,
            7,
            2,
            17,
            13,
            1,
            18,
            3,
            7,
            20,
            20,
            18,
            1,
            18,
            18,
            12,
            1,
            7,
            1,
            17,
            4,
            9,
            13,
            4,
            17,
            3,
            18,
            9,
            17,
            5,
            3,
            18,
            18,
            20,
            6,
            11,
            3,
            17,
            2,
            18,
            1,
            19,
            6,
        ];
        float[] perturbed =
        [
            18,
            24,
            20,
            16,
            13,
            17,
            21,
            17,
            14,
            12,
            10,
            8,
            10,
            5,
            21,
            12,
            19,
            18,
            13,
            17,
            12,
            22,
            5,
            6,
            19,
            16,
            8,
            13,
            7,
            18,
            16,
            4,
            24,
            5,
            20,
            21,
            13,
            13,
            14,
            22,
            18,
            21,
            17,
            5,
            5,
            11,
            18,
            24,
            5,
            4,
            12,
            23,
            21,
            24,
            17,
            12,
            15,
            24,
            14,
            3,
        ];

        var estimate = HierarchicalBootstrap.Run(Ranks(none, perturbed), [Area], resamples: 2_000, seed: 1)[0];

        estimate.Estimate.Value.ShouldBe(0.6906944444444445, 1e-12);
        estimate.Name.ShouldBe("roc-area-doubt");
        estimate.Condition.ShouldBe("perturbed");
        // Hanley and McNeil (1982) give a standard error of 0.049 to two independent samples of 60; these are paired, image by image,
        // without being correlated.
        (estimate.Estimate.High - estimate.Estimate.Low).ShouldBe(2 * 1.96 * 0.049, 0.04);
    }

    [Fact]
    public void Seeds_are_ranked_each_on_its_own_and_count_alike()
    {
        var seeds = Counts.RanksOf([Scores([1, 2], [2, 3]), Scores([100, 900], [500, 700])]);

        HierarchicalBootstrap.Run(seeds, [Area], resamples: 200, seed: 1)[0].PerSeed.ShouldBe([0.875, 0.5], 1e-12);
    }

    private static IReadOnlyList<Counts> Ranks(float[] none, float[] perturbed) => Counts.RanksOf([Scores(none, perturbed)]);

    private static Dictionary<string, float[]> Scores(float[] none, float[] perturbed) =>
        new() { ["none"] = none, ["perturbed"] = perturbed };
}
