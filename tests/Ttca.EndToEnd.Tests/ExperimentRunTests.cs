using Ttca.Build.Running;
using Ttca.Pipeline;

namespace Ttca.EndToEnd.Tests;

public sealed class ExperimentRunTests : IDisposable
{
    private readonly ToyPlan _toy = new();

    public void Dispose() => _toy.Dispose();

    [Fact]
    public async Task Result_waits_for_the_run_where_the_tasks_have_what_they_waited_for_before_it_ends()
    {
        var executor = new HeldExecutor();
        using var run = _toy.Start(executor, new StopSignals(_ => { }));
        run.WaitFor([_toy.Quick]).ShouldHaveSingleItem().Outcome.ShouldBe(NodeOutcome.Executed);

        var end = Task.Run(() => run.Result, TestContext.Current.CancellationToken);
        end.IsCompleted.ShouldBeFalse();
        executor.Release.SetResult();

        (await end).Summary.ShouldStartWith("nodes: total=3 executed=3 cached=0 pruned=0 failed=0 skipped=0");
    }

    [Fact]
    public void Signal_that_keeps_nodes_from_running_interrupts_the_run()
    {
        var signals = new StopSignals(_ => { });
        using var run = _toy.Start(new HeldExecutor(), signals);
        run.WaitFor([_toy.Quick]);

        signals.Receive();

        run.Result.Summary.ShouldStartWith("nodes: total=3 executed=1 cached=0 pruned=0 failed=0 skipped=2");
        run.IsInterrupted.ShouldBeTrue();
    }

    [Fact]
    public void Signal_after_the_last_node_does_not()
    {
        var signals = new StopSignals(_ => { });
        using var run = _toy.Start(new InProcessExecutor(ToyPlan.Catalog, TimeProvider.System), signals);
        run.WaitFor(_toy.Plan.Nodes);

        signals.Receive();

        run.Result.IsComplete.ShouldBeTrue();
        run.IsInterrupted.ShouldBeFalse();
    }

    [Fact]
    public void Second_signal_ends_the_program_at_once()
    {
        List<int> exits = [];
        using var signals = new StopSignals(exits.Add);

        signals.Receive();
        signals.Token.IsCancellationRequested.ShouldBeTrue();
        exits.ShouldBeEmpty();
        signals.Receive();

        exits.ShouldBe([130]);
    }

    [Fact]
    public void Disposed_run_has_ended_its_workers()
    {
        var executor = new HeldExecutor();
        executor.Release.SetResult();
        var run = _toy.Start(executor, new StopSignals(_ => { }));
        run.Result.IsComplete.ShouldBeTrue();
        run.Dispose();

        executor.IsDisposed.ShouldBeTrue();
    }

    /// <summary>Holds every node but those called quick.</summary>
    private sealed class HeldExecutor : IExecutor
    {
        private readonly InProcessExecutor _inner = new(ToyPlan.Catalog, TimeProvider.System);

        public TaskCompletionSource Release { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool IsDisposed { get; private set; }

        public async Task<JobResult> ExecuteAsync(NodeJob job, IStageProgress progress, CancellationToken cancellationToken)
        {
            if (job.Parameters.GetProperty("text").GetString() != "quick")
            {
                await Release.Task.WaitAsync(cancellationToken);
            }

            return await _inner.ExecuteAsync(job, progress, cancellationToken);
        }

        public ValueTask DisposeAsync()
        {
            IsDisposed = true;
            return _inner.DisposeAsync();
        }
    }
}
