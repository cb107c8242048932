using System.Diagnostics;

namespace Ttca.Fairness.Tests;

[CollectionDefinition(nameof(TimingTests), DisableParallelization = true)]
[Collection(nameof(TimingTests))]
public sealed class TimingTests(ITestOutputHelper output)
{
    [Fact]
    public void Run_of_5_seeds_4000_images_6_conditions_is_fast()
    {
        // Errors are independent between conditions here: hardly two images are alike, which is the slowest case.
        string[] conditions = ["none", "collective", "random", "white-box", "left-out", "shared"];
        Outcomes[] seeds = [.. Enumerable.Range(0, 5).Select(seed => Simulated.Outcomes(seed, 4_000, 10, conditions))];
        var metrics = StandardMetrics.For(conditions, positiveClass: 1);
        HierarchicalBootstrap.Run(seeds, metrics, resamples: 500);      // compiled

        var (watch, before) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        HierarchicalBootstrap.Run(seeds, metrics, threads: 2);
        var (wall, processor) = (watch.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - before).TotalSeconds);
        output.WriteLine($"{metrics.Count} metrics, 10,000 resamples, 2 threads: {wall:0.00} s, {processor:0.00} s of processor time");
        processor.ShouldBeLessThan(8, "1.3 s on an idle machine; processor time, since others may run beside this");
    }

    [Fact]
    public void Permutation_tests_of_3_seeds_2000_images_are_fast()
    {
        Outcomes[] seeds = [.. Enumerable.Range(0, 3).Select(seed => Simulated.Outcomes(seed, 2_000, 10, ["none", "collective"]))];
        (Func<Scenario, Statistic> Of, Tail Tail)[] statistics =
        [
            (served => new AccuracyGap(served), Tail.Large),
            (served => new WorstGroupAccuracy(served), Tail.Small),
            (served => new EqualOpportunityGap(served, OverClasses.Maximum), Tail.Large),
            (served => new EqualizedOddsDifference(served, OverClasses.Maximum), Tail.Large),
            (served => new DisparateImpact(served), Tail.Small),
        ];
        var (members, unchanged) = (Scenario.Members("collective"), Scenario.Members("none"));
        Func<Scenario, Statistic>[] all = [.. statistics.Select(statistic => statistic.Of)];
        GapPermutationTest.Run(seeds, members, statistics, 500);            // compiled
        PairedPermutationTest.Run(seeds, members, unchanged, all, 500);

        Processor("gap, accuracy alone", () => GapPermutationTest.Run(seeds, members)).ShouldBeLessThan(2);
        Processor("gap, 5 statistics", () => GapPermutationTest.Run(seeds, members, statistics)).ShouldBeLessThan(2);
        Processor("paired, 5 statistics", () => PairedPermutationTest.Run(seeds, members, unchanged, all)).ShouldBeLessThan(2);
    }

    private double Processor(string what, Action action)
    {
        var before = Environment.CpuUsage.TotalTime;
        action();
        var seconds = (Environment.CpuUsage.TotalTime - before).TotalSeconds;
        output.WriteLine($"{what}: {seconds:0.00} s of processor time");
        return seconds;
    }
}
