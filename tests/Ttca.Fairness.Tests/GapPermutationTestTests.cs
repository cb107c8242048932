using CsCheck;

namespace Ttca.Fairness.Tests;

public sealed class GapPermutationTestTests
{
    private const int Many = 100_000;

    private static readonly Scenario Before = Scenario.Everyone("none");

    [Fact]
    public void Run_on_one_class_agrees_with_scipys_independent_permutation_test()
    {
        foreach (var expected in Reference.OfPermutation("one-class").EnumerateArray())
        {
            ShouldAgree(OfAccuracies([expected.Outcomes(2)], Before, Many), expected);
        }
    }

    [Fact]
    public void Run_exchanges_groups_within_classes_as_the_hypergeometric_distribution_says()
    {
        var expected = Reference.OfPermutation("classes");
        ShouldAgree(OfAccuracies([expected.Outcomes(3)], Before, Many), expected);
    }

    [Fact]
    public void Run_moves_an_image_with_its_answers_in_all_seeds_where_seeds_have_the_same_images()
    {
        var expected = Reference.OfPermutation("seeds");
        Outcomes[] seeds = [.. expected.GetProperty("seeds").EnumerateArray().Select(seed => seed.Outcomes(3))];
        ShouldAgree(OfAccuracies(seeds, Before, Many), expected, "p-together");
    }

    [Fact]
    public void Run_exchanges_groups_within_each_seed_where_seeds_have_other_images()
    {
        var expected = Reference.OfPermutation("seeds");
        Outcomes[] seeds = [.. expected.GetProperty("seeds").EnumerateArray().Select(seed => seed.Outcomes(3))];
        seeds[1] = Permuted.Rows(seeds[1], new Random(1));    // in another order they can't be told to be the same
        ShouldAgree(OfAccuracies(seeds, Before, Many), expected, "p-apart");
    }

    [Fact]
    public void Run_gives_the_same_whatever_the_threads_and_the_order_of_images()
    {
        (Func<Scenario, Statistic>, Tail)[] statistics =
        [
            (served => new AccuracyGap(served), Tail.Large),
            (served => new EqualOpportunityGap(served, OverClasses.Mean), Tail.Large),
            (served => new DisparateImpact(served, PositiveClass: 1), Tail.Small),
        ];
        Gen.Int[0, 1_000].Sample(
            number =>
            {
                Outcomes[] seeds = [.. Enumerable.Range(number, 2).Select(seed => Simulated.Outcomes(seed, 60, 3, ["none"]))];
                var expected = GapPermutationTest.Run(seeds, Before, statistics, 200, seed: number);
                Outcomes[] reordered = [.. seeds.Select(seed => Permuted.Rows(seed, new Random(number)))];
                GapPermutationTest.Run(reordered, Before, statistics, 200, seed: number, threads: 2).ShouldBe(expected);
            },
            iter: 20);
    }

    [Fact]
    public void Run_takes_the_members_answers_under_their_condition_and_everyone_elses_under_theirs()
    {
        // Under "collective" the members are as right as the majority is unchanged; the majority would be all wrong if it joined.
        byte[] groups = [.. Enumerable.Range(0, 100).Select(i => (byte)(i % 2))];
        var predictions = new Dictionary<string, int[]>
        {
            ["none"] = [.. groups.Select(group => (int)group)],
            ["collective"] = [.. groups.Select(group => 1 - group)],
        };
        Outcomes[] seeds = [new(2, new int[100], groups, predictions)];
        OfAccuracies(seeds, Before, 1_000).ShouldBe(new PermutationResult("accuracy-gap", "none", 1, 1 / 1_001.0, 1_000));
        OfAccuracies(seeds, Scenario.Subgroup("collective", "none"), 1_000).ShouldBe(
            new PermutationResult("accuracy-gap", "collective", 0, 1, 1_000));
    }

    [Fact]
    public void Run_where_a_group_has_no_images_is_undefined()
    {
        var outcomes = new Outcomes(2, [0, 1, 0, 1], [0, 2, 0, 2], new Dictionary<string, int[]> { ["none"] = [0, 0, 1, 1] });
        double.IsNaN(OfAccuracies([outcomes], Before, 100).PValue).ShouldBeTrue();
    }

    [Theory]
    [InlineData(new byte[] { 0, 0, 0, 0 })]     // one group
    [InlineData(new byte[] { 0, 1, 0, 1 })]     // the classes are the groups
    public void Run_where_nothing_can_be_exchanged_is_undefined(byte[] groups)
    {
        var outcomes = new Outcomes(2, [0, 1, 0, 1], groups, new Dictionary<string, int[]> { ["none"] = [0, 0, 0, 0] });
        var result = OfAccuracies([outcomes], Before, 100);
        (double.IsNaN(result.PValue), result.Observed).ShouldBe((true, groups[1] == 0 ? double.NaN : 1));
    }

    [Fact]
    public void P_is_uniform_where_there_is_no_gap()
    {
        // Labels are harder for one class, which has more of the subgroup: no gap within classes, a large one overall. Two seeds of the
        // same images.
        double[] p = [.. Enumerable.Range(0, 600).Select(study => OfAccuracies(Study(study, gap: 0), Before, 400, seed: study).PValue)];
        foreach (var level in (double[])[0.05, 0.1, 0.25, 0.5])
        {
            var rejected = p.Count(value => value <= level) / 600.0;
            // never above but by chance; below by ties
            rejected.ShouldBeInRange(level - 0.05 - 0.1 * level, level + 3 * Math.Sqrt(level * (1 - level) / 600), $"level {level}");
        }
    }

    [Fact]
    public void P_is_small_where_there_is_a_gap()
    {
        var found = Enumerable.Range(0, 100).Count(study => OfAccuracies(Study(study, gap: 0.15), Before, 400, seed: study).PValue <= 0.05);
        found.ShouldBeGreaterThan(90);      // 0.15 is 3.8 standard errors of a difference of two seeds of 200 images
    }

    private static Outcomes[] Study(int number, double gap)
    {
        var random = new Random(number);
        int[] labels = [.. Enumerable.Range(0, 400).Select(i => i < 200 ? 0 : 1)];
        byte[] groups = [.. labels.Select(label => random.NextDouble() < (label == 0 ? 0.3 : 0.7) ? Outcomes.Subgroup : Outcomes.Majority)];
        double[] hardness = [.. labels.Select(label => (label == 0 ? 0.05 : 0.3) + 0.1 * random.NextDouble())];
        return [.. Enumerable.Range(0, 2).Select(_ => new Outcomes(2, labels, groups, new Dictionary<string, int[]>
        {
            ["none"] = [.. labels.Select((label, i) => random.NextDouble() < hardness[i] + gap * groups[i] ? 1 - label : label)],
        }))];
    }

    private static void ShouldAgree(PermutationResult result, System.Text.Json.JsonElement expected, string p = "p")
    {
        result.Observed.ShouldBe(expected.GetProperty("statistic").GetDouble(), 1e-12);
        // four standard errors of two drawn shares
        result.PValue.ShouldBe(expected.GetProperty(p).GetDouble(), 4 * Math.Sqrt(2 * 0.25 / Many));
        result.Permutations.ShouldBe(Many);
    }

    private static PermutationResult OfAccuracies(IReadOnlyList<Outcomes> seeds, Scenario scenario, int permutations, long seed = 0) =>
        GapPermutationTest.Run(seeds, scenario, [(served => new AccuracyGap(served), Tail.Large)], permutations, seed)[0];
}
