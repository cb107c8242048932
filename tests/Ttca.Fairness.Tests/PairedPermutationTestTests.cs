using CsCheck;

namespace Ttca.Fairness.Tests;

public sealed class PairedPermutationTestTests
{
    private const int Many = 100_000;

    private static readonly Scenario After = Scenario.Everyone("after");

    private static readonly Scenario Before = Scenario.Everyone("before");

    [Fact]
    public void Run_on_few_images_agrees_with_scipys_exact_test_of_pairs()
    {
        var expected = Reference.OfPermutation("paired").GetProperty("few");
        var outcomes = expected.Outcomes(3);
        var everyone = new Outcomes(3, outcomes.Labels, new byte[outcomes.Count], outcomes.Predictions);
        ShouldAgree(Run([everyone], served => new GroupAccuracy(0, served.Name), Many), expected, Many);
    }

    [Fact]
    public void Run_swaps_an_image_in_all_seeds_together_as_scipy_swaps_its_sums()
    {
        var section = Reference.OfPermutation("paired");
        var seeds = Seeds(section).Select(seed => new Outcomes(3, seed.Labels, new byte[seed.Count], seed.Predictions));
        ShouldAgree(Run([.. seeds], served => new GroupAccuracy(0, served.Name), Many), section.GetProperty("over-seeds"), Many);
    }

    [Fact]
    public void Run_of_a_statistic_that_is_no_mean_agrees_with_scipy()
    {
        var section = Reference.OfPermutation("paired");
        ShouldAgree(
            Run([Seeds(section)[0]], served => new EqualOpportunityGap(served, OverClasses.Maximum), Many),
            section.GetProperty("equal-opportunity"),
            drawnThere: 20_000);
    }

    [Fact]
    public void Run_gives_the_same_whatever_the_threads_and_the_order_of_images()
    {
        Func<Scenario, Statistic>[] statistics =
        [
            served => new WorstGroupAccuracy(served),
            served => new EqualizedOddsDifference(served, OverClasses.Mean),
        ];
        var (members, unchanged) = (Scenario.Subgroup("collective", "none"), Scenario.Everyone("none"));
        Gen.Int[0, 1_000].Sample(
            number =>
            {
                Outcomes[] seeds =
                [
                    .. Enumerable.Range(number, 2).Select(seed => Simulated.Outcomes(seed, 200, 3, ["none", "collective"])),
                ];
                var expected = PairedPermutationTest.Run(seeds, members, unchanged, statistics, 200, seed: number);
                Outcomes[] reordered = [.. seeds.Select(seed => Permuted.Rows(seed, new Random(number)))];
                PairedPermutationTest.Run(reordered, members, unchanged, statistics, 200, seed: number, threads: 2).ShouldBe(expected);
            },
            iter: 20);
    }

    [Fact]
    public void Run_where_no_answer_differs_finds_nothing()
    {
        var outcomes = Simulated.Outcomes(1, 100, 3, ["none"]);
        var equal = new Outcomes(
            3,
            outcomes.Labels,
            outcomes.Groups,
            new Dictionary<string, int[]> { ["after"] = outcomes.Predictions["none"], ["before"] = outcomes.Predictions["none"] });
        Run([equal], served => new WorstGroupAccuracy(served), 100).ShouldBe(
            new PermutationResult("worst-group-accuracy", "after - before", 0, 1, 100));
    }

    [Fact]
    public void Run_of_an_undefined_statistic_is_undefined()
    {
        var outcomes = new Outcomes(
            2, [0, 0, 1, 1], [0, 0, 1, 1], new Dictionary<string, int[]> { ["after"] = [0, 0, 0, 1], ["before"] = [0, 0, 1, 0] });
        double.IsNaN(Run([outcomes], served => new EqualOpportunityGap(served, OverClasses.Maximum), 100).PValue).ShouldBeTrue();
    }

    [Fact]
    public void Run_of_a_condition_that_is_not_there_says_which_there_are() =>
        Should.Throw<ArgumentException>(() => PairedPermutationTest.Run([Simulated.Outcomes(1, 20, 2, ["none"])], After, Before, []))
            .Message.ShouldBe("no condition 'after' (there are: none)");

    [Fact]
    public void P_is_uniform_where_the_perturbation_does_nothing()
    {
        double[] p =
        [
            .. Enumerable.Range(0, 600).Select(
                study => Run(Study(study, gain: 0), served => new WorstGroupAccuracy(served), 400, study).PValue),
        ];
        foreach (var level in (double[])[0.05, 0.1, 0.25, 0.5])
        {
            var rejected = p.Count(value => value <= level) / 600.0;
            rejected.ShouldBeInRange(level - 0.05 - 0.1 * level, level + 3 * Math.Sqrt(level * (1 - level) / 600), $"level {level}");
        }
    }

    [Fact]
    public void P_is_small_where_the_perturbation_works()
    {
        var found = Enumerable.Range(0, 100).Count(
            study => Run(Study(study, gain: 0.16), served => new WorstGroupAccuracy(served), 400, study).PValue <= 0.05);
        found.ShouldBeGreaterThan(90);      // 0.16 is 4 standard errors of a paired difference of two seeds of 150 images
    }

    private static PermutationResult Run(Outcomes[] seeds, Func<Scenario, Statistic> statistic, int permutations, long seed = 0) =>
        PairedPermutationTest.Run(seeds, After, Before, [statistic], permutations, seed).Single();

    private static Outcomes[] Seeds(System.Text.Json.JsonElement section) =>
        [.. section.GetProperty("seeds").EnumerateArray().Select(seed => seed.Outcomes(3))];

    /// <summary>Two seeds of the same 300 images, of which some are hard under both conditions and in both seeds.</summary>
    private static Outcomes[] Study(int number, double gain)
    {
        var random = new Random(number);
        int[] labels = [.. Enumerable.Range(0, 300).Select(i => i % 2)];
        byte[] groups = [.. Enumerable.Range(0, 300).Select(i => (byte)(i / 150))];
        double[] hardness = [.. groups.Select(group => (group == 0 ? 0.1 : 0.3) + 0.2 * random.NextDouble())];
        int[] Answers(double harder) => [.. labels.Select((label, i) => random.NextDouble() < hardness[i] + harder ? 1 - label : label)];
        return [.. Enumerable.Range(0, 2).Select(_ => new Outcomes(
            2, labels, groups, new Dictionary<string, int[]> { ["before"] = Answers(0), ["after"] = Answers(-gain) }))];
    }

    private static void ShouldAgree(PermutationResult result, System.Text.Json.JsonElement expected, int drawnThere)
    {
        result.Observed.ShouldBe(expected.GetProperty("statistic").GetDouble(), 1e-12);
        result.PValue.ShouldBe(expected.GetProperty("p").GetDouble(), 4 * Math.Sqrt(0.25 / Many + 0.25 / drawnThere));
        result.Permutations.ShouldBe(Many);
    }
}
