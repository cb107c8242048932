using System.Globalization;

namespace Ttca.Pipeline.Benchmarks;

/// <summary>
/// Measures what a plan costs beside its stages, against the bounds that the project sets itself:
/// <code>dotnet run --project tests/Ttca.Pipeline.Benchmarks</code>
/// Each line shows bound and measured value. The exit code is 1 where a bound is missed. Takes about a minute; the bounds are for an idle
/// machine with two cores. Everything is written to a temporary folder, which is removed.
/// </summary>
public static class Program
{
    private const int Repetitions = 10;
    private const double MegaByte = 1 << 20;

    public static async Task<int> Main(string[] args)
    {
        switch (args)
        {
            case []:
                return MeasureAll();
            case ["worker", var folder]:
                Measurement.AnnounceWorker(folder);
                return WorkerProgram.Run(StageCatalog.From(typeof(Program).Assembly), null);
            case ["measure", var folder, var nodes, var repetitions, var what]:
                var (size, times) = (int.Parse(nodes, CultureInfo.InvariantCulture), int.Parse(repetitions, CultureInfo.InvariantCulture));
                var measurement = what == Measurement.Status
                    ? Measurement.TakeStatus(folder, size, times)
                    : await Measurement.TakeAsync(folder, size, times, Enum.Parse<NodeOutcome>(what));
                Console.WriteLine(System.Text.Json.JsonSerializer.Serialize(measurement));
                return 0;
            default:
                await Console.Error.WriteLineAsync("usage: dotnet run --project tests/Ttca.Pipeline.Benchmarks");
                return 2;
        }
    }

    private static int MeasureAll()
    {
        var bounds = new Bounds();
        Bounds.WriteHead();
        MeasureSize(bounds, 100, 0.15);
        var thousand = MeasureSize(bounds, 1_000, null);
        var tenThousand = MeasureSize(bounds, 10_000, 2);
        bounds.Write("10,000 nodes up to date, in times of 1,000", 12, tenThousand / thousand, "x");
        return bounds.AreMet ? 0 : 1;
    }

    /// <summary>Executes all nodes of a plan, then runs it again and again with all nodes up to date.</summary>
    /// <returns>Seconds of a run with all nodes up to date.</returns>
    private static double MeasureSize(Bounds bounds, int nodes, double? bound)
    {
        var folder = Directory.CreateTempSubdirectory("ttca-benchmark-");
        try
        {
            SyntheticPlan.WriteFiles(nodes, folder.FullName);
            var executed = Measurement.InNewProcess(folder.FullName, nodes, 1, nameof(NodeOutcome.Executed));
            var upToDate = Measurement.InNewProcess(folder.FullName, nodes, Repetitions + 1, nameof(NodeOutcome.Cached));
            var stale = Measurement.InNewProcess(folder.FullName, nodes, Repetitions + 1, Measurement.Status);
            var name = string.Create(CultureInfo.InvariantCulture, $"{nodes:N0} nodes");
            var isLargest = nodes >= 10_000;
            bounds.Write($"{name} up to date, median of {Repetitions} runs in one process", bound, upToDate.Median, "s");
            bounds.Write("  of which building the plan", null, upToDate.PlanSeconds.Skip(1).Order().ElementAt(Repetitions / 2), "s");
            bounds.Write("  the first run of the process", null, upToDate.Seconds[0], "s");
            bounds.Write("  peak memory of the process", isLargest ? 300 : null, upToDate.HostBytes / MegaByte, "MB");
            bounds.Write($"{name} executed on 2 workers, each", isLargest ? 3 : null, executed.Seconds[0] / nodes * 1000, "ms");
            bounds.Write("  peak memory of the host", isLargest ? 300 : null, executed.HostBytes / MegaByte, "MB");
            bounds.Write("  peak memory of the larger worker", null, executed.WorkerBytes / MegaByte, "MB");
            bounds.Write($"Status of {name}, nearly all stale, with what they may take", isLargest ? 2 : null, stale.Median, "s");
            bounds.Write("  the first time in the process", null, stale.Seconds[0], "s");
            return upToDate.Median;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
