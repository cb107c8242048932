using System.Runtime.InteropServices;
using Cake.Core;
using Ttca.Build.Progress;
using Ttca.Build.Tasks;
using Ttca.Pipeline;
using Ttca.Pipeline.Code;
using Ttca.Pipeline.Configuration;
using Ttca.Stages;

namespace Ttca.Build.Running;

/// <summary>An experiment with its plan and its store, and the one run of it that all tasks of an invocation wait for.</summary>
public sealed class PipelineSession
{
    private readonly RunOptions options;
    private readonly InvocationSummary summary;
    private readonly Experiment experiment;
    private readonly NumericEnvironment environment;
    private readonly NodeKeys keys;
    private readonly RunMonitor monitor;
    private readonly Lazy<PipelineRun> run;
    private readonly List<PosixSignalRegistration> signals = []; // kept: a registration that is collected ends

    private PipelineSession(RunOptions options, InvocationSummary summary, Experiment experiment)
    {
        this.options = options;
        this.summary = summary;
        this.experiment = experiment;
        environment = NumericEnvironment.Of(options.Device);
        Plan = ExperimentPlan.Of(experiment);
        Store = ArtifactStore.Open(options.StoreDirectory, TimeProvider.System);
        var fingerprint = CodeFingerprintCache.BesideEntry(Path.Combine(Store.Directory, "fingerprints.json"));
        keys = new NodeKeys(ExperimentPlan.Catalog, fingerprint, environment.ForKeys, new FileHashes(Store, TimeProvider.System));
        monitor = RunMonitor.ForConsole(Store, Plan, options.Jobs);
        run = new Lazy<PipelineRun>(Start);
    }

    public Plan Plan { get; }

    public ArtifactStore Store { get; }

    /// <summary>Where the experiment's figures and tables go.</summary>
    public string ResultsDirectory => Path.Combine(options.ResultsDirectory, experiment.Name);

    /// <exception cref="ConfigurationException">The experiment file or an override is wrong; every violation is named.</exception>
    /// <exception cref="StoreException">The store can't be opened.</exception>
    public static PipelineSession Open(RunOptions options, InvocationSummary summary)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(summary);
        var experiment = ConfigurationReader.ReadFile<Experiment>(
            options.ExperimentFile,
            options.Overrides,
            $"Nothing was run. Check again with: {options.StatusCommand}");
        return new PipelineSession(options, summary, experiment);
    }

    public IReadOnlyList<Node> NodesOf(IEnumerable<Type> stages) => [.. stages.SelectMany(stage => Plan.NodesOf(stage.Name))];

    /// <summary>What a run would do.</summary>
    public IReadOnlyList<NodeStatus> Status() => PlanStatus.Of(Plan, Store, keys);

    /// <summary>Waits for nodes, showing progress, and writes their files if they are rendered ones.</summary>
    /// <exception cref="CakeException">One of them failed or was stopped; the rest of the run has come to its end.</exception>
    public IReadOnlyList<NodeResult> Finish(IReadOnlyList<Node> nodes)
    {
        var results = monitor.Show(run.Value.ResultsOf(nodes));
        if (results.Any(result => !result.IsUpToDate))
        {
            // Whatever doesn't need the failed node goes on: its work must not be lost to the failure.
            summary.Result = monitor.Show(run.Value.Completion);
            throw new CakeException(FailureReport.Of(summary.Result, options));
        }

        if (run.Value.Completion.IsCompletedSuccessfully)
        {
            summary.Result = run.Value.Completion.Result;
        }

        ArtifactExport.To(ResultsDirectory, Store, results.Where(result => result.Node is Node<RenderedFiles>).Select(result => result.Action!.Stored));
        return results;
    }

    /// <summary>Writes <c>provenance.json</c>: where every artifact of the finished run came from. Files that only an earlier run made are removed.</summary>
    public void WriteProvenance()
    {
        var provenance = Provenance.Of(run.Value.Completion.Result.Nodes);
        string path = Path.Combine(ResultsDirectory, "provenance.json");
        StaleResults.Remove(ResultsDirectory, path, provenance);
        ArtifactExport.Write(path, provenance.ToJson());
    }

    private PipelineRun Start()
    {
        var cancellation = new CancellationTokenSource();
        foreach (var signal in new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM })
        {
            signals.Add(PosixSignalRegistration.Create(signal, context =>
            {
                context.Cancel = true; // not the process: the run stops its workers, and says what is finished
                summary.IsCancelled = true;
                cancellation.Cancel();
            }));
        }

        var settings = new RunSettings
        {
            Jobs = options.Jobs,
            Device = environment.Device,
            DataDirectory = options.DataDirectory,
            Versions = environment.Versions,
        };
        var targets = NodesOf(StageTask.StagesOf(options.Targets));
        var executor = new WorkerPoolExecutor(WorkerCommand.ForThisProgram("worker"));
        return PipelineRun.Start(Plan, targets, Store, keys, executor, settings, monitor, cancellation.Token);
    }
}
