using System.Diagnostics;

namespace Ttca.Fairness.Tests;

public sealed class TimingTests(ITestOutputHelper output)
{
    [Fact]
    public void Run_of_5_seeds_4000_images_6_conditions_takes_less_than_2_seconds()
    {
        string[] conditions = ["none", "collective", "random", "white-box", "left-out", "shared"];
        var seeds = Enumerable.Range(0, 5).Select(seed => Simulated.Outcomes(seed, 4_000, 10, conditions)).ToArray();
        var statistics = StandardMetrics.For(conditions, positiveClass: 1);
        HierarchicalBootstrap.Run(seeds, statistics, resamples: 20);
        foreach (var threads in (int[])[1, 2])
        {
            var watch = Stopwatch.StartNew();
            HierarchicalBootstrap.Run(seeds, statistics, threads: threads);
            output.WriteLine($"{threads} threads: {watch.Elapsed.TotalSeconds:0.00} s, {statistics.Count} statistics");
        }
    }
}
