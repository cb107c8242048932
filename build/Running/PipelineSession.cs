using System.Globalization;
using System.Text.Json;
using Cake.Core;
using Ttca.Build.CommandLine;
using Ttca.Build.Progress;
using Ttca.Build.Publishing;
using Ttca.Build.Reproduction;
using Ttca.Build.Tasks;
using Ttca.Configuration;
using Ttca.Pipeline;
using Ttca.Pipeline.Code;
using Ttca.Stages;
using Ttca.Stages.Codecs;

namespace Ttca.Build.Running;

/// <summary>An experiment with its plan and its store, and the one run of it that all tasks of an invocation wait for.</summary>
public sealed class PipelineSession
{
    private readonly RunOptions options;
    private readonly ExperimentSet experiments;
    private readonly NumericEnvironment environment;
    private readonly CodeFingerprintCache fingerprint;
    private readonly NodeKeys keys;
    private readonly Lazy<IReadOnlyList<ActionRecord>> records;
    private readonly RunMonitor monitor;
    private readonly Lazy<ExperimentRun> run;
    private readonly Lazy<IReadOnlyDictionary<string, string>> versions;

    private PipelineSession(RunOptions options, ExperimentSet experiments)
    {
        this.options = options;
        this.experiments = experiments;
        environment = NumericEnvironment.Of(options.Device);
        var plan = ExperimentSetPlan.Of(experiments);
        Plan = plan.Plan;
        Folders = [.. plan.Folders.Select(folder => folder with { Path = Path.Combine(options.ResultsDirectory, folder.Path) })];
        StorePlace.EnsureApart(options.StoreDirectory, Folders);
        Store = ArtifactStore.Open(options.StoreDirectory, TimeProvider.System, Warn);
        fingerprint = NodeKeys.FingerprintsOf(ExperimentPlan.Catalog, Path.Combine(Store.Directory, "fingerprints.json"));
        keys = new NodeKeys(ExperimentPlan.Catalog, fingerprint, environment.ForKeys, new FileHashes(Store, TimeProvider.System, NoteHashing));
        records = new(Store.Actions);
        monitor = ConsoleMonitor.Of(Store, Plan, environment.Device, options.Jobs);
        foreach (string remark in experiments.Experiments.SelectMany(experiment => experiment.Remarks().Select(remark => $"{experiment.ResultsName}: {remark}")))
        {
            Warn(remark);
        }

        run = new Lazy<ExperimentRun>(Start);
        versions = new(() => environment.VersionsAt(SourceState.OfThisProgram));
    }

    public Plan Plan { get; }

    public ArtifactStore Store { get; }

    /// <summary>Where figures and tables go, by full path: the folder of the whole, then one for each experiment that a file names.</summary>
    public IReadOnlyList<ResultFolder> Folders { get; }

    /// <summary>The folder of the whole.</summary>
    public string ResultsDirectory => Folders[0].Path;

    /// <exception cref="ConfigurationException">The experiment file or an override is wrong; every violation is named.</exception>
    /// <exception cref="StoreException">The store can't be opened.</exception>
    public static PipelineSession Open(RunOptions options, InvocationSummary summary)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(summary);
        var experiments = ExperimentSet.Read(options.ExperimentFile, options.Overrides, $"Nothing was run. Check again with: {options.CommandOf("Status")}");
        var session = new PipelineSession(options, experiments);
        summary.Add(session);
        return session;
    }

    /// <summary>What the store has on record, read when first asked for.</summary>
    public IReadOnlyList<ActionRecord> Records => records.Value;

    /// <summary>What a run would do.</summary>
    public IReadOnlyList<NodeStatus> Status() => PlanStatus.Of(Plan, Store, keys, records, IsRendered);

    /// <summary>What nodes may take and make, from what earlier ones did.</summary>
    public RunEstimate Estimate(IReadOnlyList<Node> nodes) => RunEstimate.Of(nodes, new NodeCosts(Records, environment.Device), options.Jobs);

    /// <summary>
    /// Waits for those of the nodes that are part of the run, showing progress. Where the run makes only a part of the plan, the files of the rendered ones
    /// among them are written; else <see cref="WritePaper"/> writes all, when it has all.
    /// </summary>
    /// <exception cref="CakeException">One of them failed or was stopped; the rest of the run has come to its end.</exception>
    public IReadOnlyList<NodeResult> Finish(IReadOnlyList<Node> nodes)
    {
        var results = run.Value.WaitFor(nodes);
        if (results.Any(result => !result.IsUpToDate))
        {
            // Whatever doesn't need the failed node goes on: its work must not be lost to the failure.
            throw new CakeException(FailureReport.Of(run.Value.Result, options));
        }

        if (!IsWhole)
        {
            WriteFiles(results);
        }

        return results;
    }

    /// <summary>Waits for the run to its end, if it has begun: only then can the store be changed as a whole.</summary>
    public void EndRun()
    {
        if (run.IsValueCreated)
        {
            _ = run.Value.Result;
        }
    }

    /// <summary>
    /// Writes into each folder its files, <c>provenance.json</c> (where all that they rest on came from), and the printed page. Files that only an
    /// earlier run made are removed.
    /// </summary>
    /// <exception cref="InvalidOperationException">The run makes only a part of the plan: what it doesn't make would be lost from the results.</exception>
    public void WritePaper()
    {
        if (!IsWhole)
        {
            throw new InvalidOperationException("the results are replaced by a run of the whole plan only");
        }

        var results = run.Value.Result.Nodes;
        WriteFiles(results);
        foreach (var folder in Folders)
        {
            var nodes = Plan.Closure(folder.Files).ToHashSet();
            var provenance = Provenance.Of(folder.Name, options.Command, versions.Value, results.Where(result => nodes.Contains(result.Node)));
            string path = Path.Combine(folder.Path, "provenance.json");
            StaleResults.Remove(folder.Path, path, provenance);
            ArtifactExport.Write(path, provenance.ToJson());
            var origins = new FileOrigins(provenance, folder.Files);
            var subject = folder.Experiment is { } experiment
                ? PageSubject.Of(experiment, provenance, origins, folder.Path)
                : PageSubject.Of(experiments, provenance, origins, folder.Path);
            PrintedPage.Write(subject, provenance, origins, folder.Path, monitor.Warning);
        }
    }

    /// <summary>What the finished run gave, to compare with what is expected.</summary>
    public ExpectedResults ResultsAsExpected()
    {
        var metrics = JsonSerializer.Deserialize<ExperimentMetrics>(File.ReadAllBytes(Path.Combine(ResultsDirectory, ExperimentMetrics.FileName)), JsonFormat.Options)!;
        string machine = string.Join(", ", environment.ForKeys.Select(entry => $"{entry.Key} {entry.Value}").Prepend(MachineType.Current));
        return ExpectedResults.Of(run.Value.Result, machine, versions.Value["tree"] == "clean" ? versions.Value["commit"] : $"{versions.Value["commit"]} ({versions.Value["tree"]})", metrics);
    }

    /// <summary>Ends the run, if there is one.</summary>
    /// <param name="hasFailed">Whether a task failed: what still runs then, nobody waits for, and it is stopped.</param>
    /// <returns>What the run gave, and whether a signal kept nodes from running.</returns>
    internal (RunResult Result, bool IsInterrupted)? End(bool hasFailed)
    {
        fingerprint.Dispose();
        if (!run.IsValueCreated)
        {
            return null;
        }

        if (hasFailed)
        {
            run.Value.Stop();
        }

        using (run.Value)
        {
            return (run.Value.Result, run.Value.IsInterrupted);
        }
    }

    private bool IsWhole => run.Value.Targets.Count == Plan.Nodes.Count;

    private void WriteFiles(IReadOnlyList<NodeResult> results)
    {
        foreach (var folder in Folders)
        {
            if (ArtifactExport.To(folder.Path, Store, results.Where(result => folder.Files.Contains(result.Node)).Select(result => result.Action!.Stored)).Count > 0)
            {
                PrintedPage.Remove(folder.Path);
            }
        }
    }

    private void NoteHashing(string folder, int done, int total) =>
        Tell(() => monitor.Note(string.Create(CultureInfo.InvariantCulture, $"{folder}: {done:N0} of {total:N0} new or changed files are hashed")));

    /// <summary>Opening the store can have something to say before there is a monitor.</summary>
    private void Warn(string message) => Tell(() =>
    {
        if (monitor is null)
        {
            Console.Error.WriteLine($"warning: {message}");
        }
        else
        {
            monitor.Warning(message);
        }
    });

    /// <summary>Where nobody can read it any more, such as on a closed terminal, the work goes on.</summary>
    private static void Tell(Action tell)
    {
        try
        {
            tell();
        }
        catch (IOException)
        {
        }
    }

    private static bool IsRendered(Node node) => node is Node<RenderedFiles>;

    private ExperimentRun Start()
    {
        var targets = RunTargets.Of(Plan, options);
        foreach (var folder in Folders.Where(folder => targets.Any(folder.Files.Contains)))
        {
            ArtifactExport.EnsureWritable(folder.Path);
        }

        var settings = new RunSettings
        {
            Experiment = experiments.Name,
            Command = options.Command,
            Jobs = options.Jobs,
            Device = environment.Device,
            DataDirectory = options.DataDirectory,
            IsRead = IsRendered,
            Versions = versions.Value,
        };
        var executor = new WorkerPoolExecutor(WorkerCommand.ForThisProgram("worker"));
        return ExperimentRun.Start(Plan, targets, Store, keys, executor, settings, monitor, new StopSignals(Environment.Exit));
    }
}
