using Cake.Core;
using Ttca.Build.CommandLine;
using Ttca.Build.Planning;
using Ttca.Build.Progress;
using Ttca.Build.Publishing;
using Ttca.Configuration;
using Ttca.Pipeline;

namespace Ttca.Build.Running;

/// <summary>A planned experiment on its store, and the one run of it that all tasks of an invocation wait for.</summary>
public sealed class PipelineSession
{
    private readonly RunOptions _options;
    private readonly Func<Plan, IReadOnlyList<Node>> _targetsOf;
    private readonly Messages _messages = new();
    private readonly RunMonitor _monitor;
    private readonly Lazy<ExperimentRun> _run;

    /// <param name="options">Say what, and where.</param>
    /// <param name="targetsOf">What a run is to make of the plan.</param>
    /// <exception cref="ConfigurationException">The experiment file or an override is wrong; every violation is named.</exception>
    /// <exception cref="StoreException">The store can't be opened.</exception>
    public PipelineSession(RunOptions options, Func<Plan, IReadOnlyList<Node>> targetsOf)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _targetsOf = targetsOf;
        Experiment = PlannedExperiment.Of(options);
        Keyed = new KeyedStore(options, _messages.Warn, _messages.NoteHashing);
        _messages.Monitor = _monitor = ConsoleMonitor.Of(Store, Plan, Keyed.Environment.Device, options.Jobs);
        Results = new ResultsWriter(Experiment, Store, options.Command, Keyed.Environment.Versions, _messages.Warn);
        _run = new Lazy<ExperimentRun>(Start);
        foreach (string remark in Experiment.Remarks)
        {
            _messages.Warn(remark);
        }
    }

    public PlannedExperiment Experiment { get; }

    public Plan Plan => Experiment.Plan;

    /// <summary>What is done already.</summary>
    public KeyedStore Keyed { get; }

    public ArtifactStore Store => Keyed.Store;

    public ResultsWriter Results { get; }

    /// <summary>
    /// Waits for those of the nodes that are part of the run, showing progress. Where the run makes only a part of the plan, the files of
    /// the rendered ones among them are written; else <see cref="FinishWhole"/> writes all, when it has all.
    /// </summary>
    /// <exception cref="CakeException">One of them failed or was stopped; the rest of the run has come to its end.</exception>
    public IReadOnlyList<NodeResult> Finish(IReadOnlyList<Node> nodes)
    {
        var results = _run.Value.WaitFor(nodes);
        if (results.Any(result => !result.IsUpToDate))
        {
            // Whatever doesn't need the failed node goes on: its work must not be lost to the failure.
            throw new CakeException(FailureReport.Of(_run.Value.Result, _options));
        }

        if (_run.Value.Targets.Count < Plan.Nodes.Count)
        {
            Results.Write(results);
        }

        return results;
    }

    /// <summary>Waits for all nodes of the plan, which the run makes, and writes the results with their pages.</summary>
    /// <exception cref="CakeException">One of them failed or was stopped.</exception>
    public RunResult FinishWhole()
    {
        Finish(Plan.Nodes);
        var result = _run.Value.Result;
        Results.WriteWhole(result.Nodes);
        return result;
    }

    /// <summary>Waits for the run to its end, if it has begun: only then can the store be changed as a whole.</summary>
    public void EndRun()
    {
        if (_run.IsValueCreated)
        {
            _ = _run.Value.Result;
        }
    }

    /// <summary>Ends the run, if there is one.</summary>
    /// <param name="hasFailed">Whether a task failed: what still runs then, nobody waits for, and it is stopped.</param>
    /// <returns>What the run gave, and whether a signal kept nodes from running.</returns>
    internal (RunResult Result, bool IsInterrupted)? End(bool hasFailed)
    {
        Keyed.Dispose();
        if (!_run.IsValueCreated)
        {
            return null;
        }

        if (hasFailed)
        {
            _run.Value.Stop();
        }

        using (_run.Value)
        {
            return (_run.Value.Result, _run.Value.IsInterrupted);
        }
    }

    private ExperimentRun Start()
    {
        var targets = _targetsOf(Plan);
        Results.EnsureWritable(targets);
        var settings = new RunSettings
        {
            Experiment = Experiment.Experiments.Name,
            Command = _options.Command,
            Jobs = _options.Jobs,
            Device = Keyed.Environment.Device,
            DataDirectory = _options.DataDirectory,
            IsRead = KeyedStore.IsRendered,
            Versions = Keyed.Environment.Versions,
        };
        var executor = new WorkerPoolExecutor(WorkerCommand.ForThisProgram("worker"));
        return new ExperimentRun(Plan, targets, Store, Keyed.Keys, executor, settings, _monitor, new StopSignals(Environment.Exit));
    }
}
