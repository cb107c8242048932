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
        var metrics = AllMetrics.For(conditions, positiveClass: 1);
        HierarchicalBootstrap.Run(seeds, metrics, resamples: 500);      // compiled

        var (watch, before) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        HierarchicalBootstrap.Run(seeds, metrics, threads: 2);
        var (wall, processor) = (watch.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - before).TotalSeconds);
        output.WriteLine($"{metrics.Count} metrics, 10,000 resamples, 2 threads: {wall:0.00} s, {processor:0.00} s of processor time");
        processor.ShouldBeLessThan(8, "4 s on an idle machine; processor time, since others may run beside this");
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
        var (members, unchanged) = (Scenario.Subgroup("collective", "none"), Scenario.Everyone("none"));
        Func<Scenario, Statistic>[] all = [.. statistics.Select(statistic => statistic.Of)];
        GapPermutationTest.Run(seeds, members, statistics, 500);            // compiled
        PairedPermutationTest.Run(seeds, members, unchanged, all, 500);

        Processor("gap, accuracy alone", () => GapPermutationTest.Run(seeds, members, statistics[..1])).ShouldBeLessThan(2);
        Processor("gap, 5 statistics", () => GapPermutationTest.Run(seeds, members, statistics)).ShouldBeLessThan(2);
        Processor("paired, 5 statistics", () => PairedPermutationTest.Run(seeds, members, unchanged, all)).ShouldBeLessThan(2);
    }

    [Fact]
    public void Groups_of_150_by_150_classes_are_fast()
    {
        // An image for each group and class, under the four conditions of the study of fairness.
        string[] conditions = ["none", "collective", "random", "white-box"];
        var random = new Random(1);
        int[] labels = [.. Enumerable.Range(0, 150 * 150).Select(i => i % 150)];
        byte[] groups = [.. Enumerable.Range(0, 150 * 150).Select(i => (byte)(i / 150))];
        Outcomes[] seeds =
        [
            new(
                150,
                labels,
                groups,
                conditions.ToDictionary(
                    name => name, _ => labels.Select(label => random.NextDouble() < 0.7 ? label : random.Next(150)).ToArray())),
        ];
        static Statistic[] Under(Scenario served) =>
        [
            new WorstGroupAccuracy(
                served), new DisparateImpact(served), new AccuracyGap(served), new EqualOpportunityGap(served, OverClasses.Maximum),
            new EqualOpportunityGap(
                served,
                OverClasses.Mean), new EqualizedOddsDifference(
                    served, OverClasses.Maximum), new EqualizedOddsDifference(served, OverClasses.Mean),
        ];
        Statistic[] statistics =
        [
            .. conditions.SelectMany(condition => Under(Scenario.Everyone(condition))),
            .. ((string[])["collective", "random"]).SelectMany(
                after => Under(Scenario.Everyone(after)).Zip(Under(Scenario.Everyone("none")), (a, b) => new PairedDifference(a, b))),
            .. Enumerable.Range(0, 150).SelectMany(
                group => ((string[])["none", "collective"]).Select(condition => new GroupAccuracy(group, condition, $"{group}"))),
        ];
        HierarchicalBootstrap.Run(seeds, statistics, resamples: 20);      // compiled

        Processor("bootstrap of 150 x 150", () => HierarchicalBootstrap.Run(seeds, statistics, threads: 2)).ShouldBeLessThan(
            20, "5.3 s on an idle machine, in two threads; processor time, since others may run beside this");
        var members = Scenario.Everyone("collective");
        (Func<Scenario, Statistic> Of, Tail Tail)[] gaps =
        [
            .. Under(members).Index().Select(metric => ((Func<Scenario, Statistic>)(served => Under(served)[metric.Index]), Tail.Large)),
        ];
        Processor("gap test of 150 x 150", () => GapPermutationTest.Run(seeds, members, gaps, threads: 2)).ShouldBeLessThan(20);
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
