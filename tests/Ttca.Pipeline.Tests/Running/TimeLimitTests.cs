using Ttca.Pipeline.ToyWorker;

namespace Ttca.Pipeline.Tests.Running;

public sealed class TimeLimitTests : IAsyncDisposable
{
    private readonly ToyRun _toy = new();
    private readonly WorkerPoolExecutor _workers = new(ToyRun.Worker);

    public async ValueTask DisposeAsync()
    {
        await _workers.DisposeAsync();
        _toy.Dispose();
    }

    [Fact(Timeout = 120_000)]
    public async Task Node_that_runs_longer_than_its_stage_allows_is_ended_and_the_rest_goes_on()
    {
        var builder = new PlanBuilder(ToyRun.Catalog);
        var hanging = builder.Add(new Brief());
        builder.Add(new Source(new SourceParameters()));

        var result = await _toy.Start(builder, new HangingExecutor(), TestContext.Current.CancellationToken).Completion;

        result.Summary.ShouldStartWith("nodes: total=2 executed=1 cached=0 pruned=0 failed=1 skipped=0");
        var failure = result.Failures.ShouldHaveSingleItem();
        failure.Node.ShouldBe(hanging);
        failure.Failure!.Message.ShouldBe(
            "it was ended at its time limit of 00:00:00.2000000 (days.hours:minutes:seconds); a stage that takes longer says so by "
                + "ILimitsTime.TimeLimit");
        failure.Failure.Log.ShouldBe(["step 1 of many"]);
    }

    [Fact(Timeout = 120_000)]
    public async Task Limit_of_the_run_counts_instead_of_that_of_the_stage_and_ends_the_worker()
    {
        _toy.TimeLimit = TimeSpan.FromMilliseconds(50);
        var builder = new PlanBuilder(ToyRun.Catalog);
        builder.Add(new Hold(_toy.PathOf("started"), _toy.PathOf("never")));

        var result = await _toy.Start(builder, _workers, TestContext.Current.CancellationToken).Completion;

        result.Failures.ShouldHaveSingleItem().Failure!.Message.ShouldStartWith("it was ended at its time limit of 00:00:00.0500000 ");
    }

    /// <summary>Never ends a node of <see cref="Brief"/>.</summary>
    private sealed class HangingExecutor : IExecutor
    {
        private readonly InProcessExecutor _inner = new(ToyRun.Catalog, TimeProvider.System);

        public async Task<JobResult> ExecuteAsync(NodeJob job, IStageProgress progress, CancellationToken cancellationToken)
        {
            if (job.Material.Stage == nameof(Brief))
            {
                progress.Log("step 1 of many");
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            }

            return await _inner.ExecuteAsync(job, progress, cancellationToken);
        }

        public ValueTask DisposeAsync() => _inner.DisposeAsync();
    }
}
