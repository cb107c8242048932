using Ttca.Pipeline;

namespace Ttca.Build.Running;

/// <summary>
/// The one run of an invocation, which its tasks wait for: it ends when they are done with it, not with the nodes that one of them waits
/// for.
/// </summary>
public sealed class ExperimentRun : IDisposable
{
    private readonly PipelineRun _run;
    private readonly IReadOnlyList<Node> _targets;
    private readonly IExecutor _executor;
    private readonly RunMonitor _monitor;
    private readonly StopSignals _signals;
    private readonly CancellationTokenSource _stop;

    /// <summary>Begins to run <paramref name="targets"/> and what they need.</summary>
    /// <param name="executor">Is disposed with the run, and so are the signals.</param>
    public ExperimentRun(
        Plan plan,
        IReadOnlyList<Node> targets,
        ArtifactStore store,
        NodeKeys keys,
        IExecutor executor,
        RunSettings settings,
        RunMonitor monitor,
        StopSignals signals)
    {
        (_targets, _executor, _monitor, _signals) = (targets, executor, monitor, signals);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(signals.Token);
        _run = PipelineRun.Start(plan, targets, store, keys, executor, settings, monitor, _stop.Token);
    }

    /// <summary>What was asked for; what that needs runs, too.</summary>
    public IReadOnlyList<Node> Targets => _targets;

    /// <summary>What became of every node. Waits for the end of the run, showing progress.</summary>
    public RunResult Result => _monitor.Show(_run.Completion);

    /// <summary>Whether a signal kept nodes from running.</summary>
    public bool IsInterrupted => _signals.Token.IsCancellationRequested && !Result.IsComplete;

    /// <summary>Waits for those of the nodes that are part of this run, showing progress.</summary>
    public IReadOnlyList<NodeResult> WaitFor(IEnumerable<Node> nodes) => _monitor.Show(_run.ResultsOf(nodes));

    /// <summary>Stops what still runs, where nobody waits for it any more.</summary>
    public void Stop() => _stop.Cancel();

    /// <summary>Ends its workers.</summary>
    public void Dispose()
    {
        _executor.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _stop.Dispose();
        _signals.Dispose();
    }
}
