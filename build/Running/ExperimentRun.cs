using Ttca.Pipeline;

namespace Ttca.Build.Running;

/// <summary>The one run of an invocation, which its tasks wait for: it ends when they are done with it, not with the nodes that one of them waits for.</summary>
public sealed class ExperimentRun : IDisposable
{
    private readonly PipelineRun run;
    private readonly IReadOnlyList<Node> targets;
    private readonly IExecutor executor;
    private readonly RunMonitor monitor;
    private readonly StopSignals signals;
    private readonly CancellationTokenSource stop;

    private ExperimentRun(Plan plan, IReadOnlyList<Node> targets, ArtifactStore store, NodeKeys keys, IExecutor executor, RunSettings settings, RunMonitor monitor, StopSignals signals)
    {
        (this.targets, this.executor, this.monitor, this.signals) = (targets, executor, monitor, signals);
        stop = CancellationTokenSource.CreateLinkedTokenSource(signals.Token);
        run = PipelineRun.Start(plan, targets, store, keys, executor, settings, monitor, stop.Token);
    }

    /// <summary>What was asked for; what that needs runs, too.</summary>
    public IReadOnlyList<Node> Targets => targets;

    /// <summary>What became of every node. Waits for the end of the run, showing progress.</summary>
    public RunResult Result => monitor.Show(run.Completion);

    /// <summary>Whether a signal kept nodes from running.</summary>
    public bool IsInterrupted => signals.Token.IsCancellationRequested && !Result.IsComplete;

    /// <summary>Begins to run <paramref name="targets"/> and what they need.</summary>
    /// <param name="executor">Is disposed with the run, and so are the signals.</param>
    public static ExperimentRun Start(Plan plan, IReadOnlyList<Node> targets, ArtifactStore store, NodeKeys keys, IExecutor executor, RunSettings settings, RunMonitor monitor, StopSignals signals) =>
        new(plan, targets, store, keys, executor, settings, monitor, signals);

    /// <summary>Waits for those of the nodes that are part of this run, showing progress.</summary>
    public IReadOnlyList<NodeResult> WaitFor(IEnumerable<Node> nodes) => monitor.Show(run.ResultsOf(nodes));

    /// <summary>Stops what still runs, where nobody waits for it any more.</summary>
    public void Stop() => stop.Cancel();

    /// <summary>Ends its workers.</summary>
    public void Dispose()
    {
        executor.DisposeAsync().AsTask().GetAwaiter().GetResult();
        stop.Dispose();
        signals.Dispose();
    }
}
