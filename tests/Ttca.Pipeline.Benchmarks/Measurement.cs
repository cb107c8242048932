using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ttca.Pipeline.Code;

namespace Ttca.Pipeline.Benchmarks;

/// <summary>What one process measured.</summary>
/// <param name="Seconds">Of each repetition; the first is cold.</param>
/// <param name="PlanSeconds">The part of it that went into building the plan.</param>
/// <param name="HostBytes">Most memory (working set) that the process had.</param>
/// <param name="WorkerBytes">Most memory that any of its workers had; 0 where there were none.</param>
public sealed record Measurement(
    IReadOnlyList<double> Seconds, IReadOnlyList<double> PlanSeconds, long HostBytes, long WorkerBytes)
{
    /// <summary>For <see cref="TakeStatus"/>.</summary>
    public const string Status = nameof(Status);

    private const int Workers = 2;

    /// <summary>The median of all but the first.</summary>
    [JsonIgnore]
    public double Median => Seconds.Skip(1).Order().ElementAt((Seconds.Count - 1) / 2);

    /// <summary>
    /// Runs the plan in this process: all that a run without a terminal does between reading the experiment and writing its results,
    /// progress included.
    /// </summary>
    /// <param name="folder">Holds the store and the files that sources read.</param>
    /// <param name="nodes">Nodes of the plan.</param>
    /// <param name="repetitions">How often, with everything set up anew each time.</param>
    /// <param name="outcome">How every node must come out.</param>
    public static async Task<Measurement> TakeAsync(string folder, int nodes, int repetitions, NodeOutcome outcome)
    {
        var (all, planning) = (new List<double>(), new List<double>());
        long workers = 0;
        for (var repetition = 0; repetition < repetitions; repetition++)
        {
            GC.Collect();       // what the repetition before left is not this one's burden
            var start = Stopwatch.GetTimestamp();
            var catalog = StageCatalog.From(typeof(Measurement).Assembly);
            var plan = SyntheticPlan.Build(catalog, nodes, folder);
            planning.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
            var store = ArtifactStore.Open(Path.Combine(folder, "store"), TimeProvider.System);
            using var fingerprint = NodeKeys.FingerprintsOf(catalog, Path.Combine(store.Directory, "fingerprints.json"));
            var keys = new NodeKeys(catalog, fingerprint, Environments, new FileHashes(store, TimeProvider.System));
            await using var executor = new WorkerPoolExecutor(WorkerCommand.ForThisProgram("worker", folder));
            var settings = new RunSettings { Jobs = Workers, DataDirectory = folder, Versions = Environments };
            await using var output = new StreamWriter(Path.Combine(folder, "output.txt")) { AutoFlush = true };     // as a console's is
            var monitor = new PlainMonitor(output, plan, new TimeEstimate(store, plan, settings.Device, Workers));
            var result = await PipelineRun.Start(
                plan, plan.Nodes, store, keys, executor, settings, monitor, CancellationToken.None).Completion;
            all.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
            if (result.Count(outcome) != nodes)
            {
                throw new InvalidOperationException($"{nodes} nodes should have come out as {outcome}, but: {result.Summary}");
            }

            workers = Math.Max(workers, PeakOfWorkers(folder));
        }

        return new Measurement(all, planning, Peak(Process.GetCurrentProcess()), workers);
    }

    /// <summary>
    /// Asks for the status of nodes of which nearly all are stale, and estimates what they take: all that <c>Status</c> does but printing.
    /// </summary>
    public static Measurement TakeStatus(string folder, int nodes, int repetitions)
    {
        var (all, planning) = (new List<double>(), new List<double>());
        for (var repetition = 0; repetition < repetitions; repetition++)
        {
            GC.Collect();
            var start = Stopwatch.GetTimestamp();
            var catalog = StageCatalog.From(typeof(Measurement).Assembly);
            var plan = SyntheticPlan.Build(catalog, nodes, folder, change: nodes);
            planning.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
            var store = ArtifactStore.Open(Path.Combine(folder, "store"), TimeProvider.System);
            using var fingerprint = NodeKeys.FingerprintsOf(catalog, Path.Combine(store.Directory, "fingerprints.json"));
            var records = new Lazy<IReadOnlyList<ActionRecord>>(store.Actions);
            var statuses = PlanStatus.Of(
                plan, store, new NodeKeys(catalog, fingerprint, Environments, new FileHashes(store, TimeProvider.System)), records);
            Node[] stale = [.. statuses.Where(status => !status.IsUpToDate).Select(status => status.Node)];
            var estimate = RunEstimate.Of(stale, new NodeCosts(records.Value, "cpu"), Workers);
            all.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
            if (stale.Length < nodes / 2 || estimate.Unknown.Count > 0)
            {
                throw new InvalidOperationException(
                    $"most of {nodes} nodes should be stale and known, but {stale.Length} are, and of {estimate.Unknown.Count} "
                        + $"stages nothing is known");
            }
        }

        return new Measurement(all, planning, Peak(Process.GetCurrentProcess()), 0);
    }

    /// <summary>A worker leaves its process id, so that its memory can be measured from outside.</summary>
    public static void AnnounceWorker(string folder) =>
        File.WriteAllText(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}.worker")), "");

    /// <summary>
    /// Takes a measurement in a process of its own, where the first repetition is cold and the peak of memory is its own.
    /// </summary>
    /// <param name="folder">As of <see cref="TakeAsync"/>.</param>
    /// <param name="nodes">Nodes of the plan.</param>
    /// <param name="repetitions">How often.</param>
    /// <param name="what">An outcome for <see cref="TakeAsync"/>, or <see cref="Status"/>.</param>
    public static Measurement InNewProcess(string folder, int nodes, int repetitions, string what)
    {
        var command = WorkerCommand.ForThisProgram(
            "measure", folder, nodes.ToString(CultureInfo.InvariantCulture), repetitions.ToString(CultureInfo.InvariantCulture), what);
        using var process = Process.Start(new ProcessStartInfo(command.FileName, command.Arguments) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? JsonSerializer.Deserialize<Measurement>(output)!
            : throw new InvalidOperationException($"the measurement of {nodes} nodes ended with exit code {process.ExitCode}");
    }

    private static Dictionary<string, string> Environments =>
        new() { ["torchsharp"] = "0.107.0", ["device"] = "cpu", ["precision"] = "float32", ["threads"] = "1" };

    private static long PeakOfWorkers(string folder)
    {
        long peak = 0;
        foreach (var path in Directory.EnumerateFiles(folder, "*.worker"))
        {
            using var worker = Process.GetProcessById(int.Parse(Path.GetFileNameWithoutExtension(path), CultureInfo.InvariantCulture));
            peak = Math.Max(peak, Peak(worker));
            File.Delete(path);
        }

        return peak;
    }

    private static long Peak(Process process)
    {
        process.Refresh();
        return process.PeakWorkingSet64;
    }
}
