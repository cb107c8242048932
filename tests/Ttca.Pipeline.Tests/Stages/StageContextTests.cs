using System.Collections.Concurrent;
using Ttca.Pipeline.ToyWorker;

namespace Ttca.Pipeline.Tests.Stages;

/// <summary>A running stage gets what its key holds, and nothing else.</summary>
public sealed class StageContextTests : IDisposable
{
    private readonly ToyRun _toy = new();

    public void Dispose() => _toy.Dispose();

    [Fact]
    public async Task Load_of_an_input_gives_what_its_node_made_and_of_any_other_node_fails()
    {
        var builder = new PlanBuilder(ToyRun.Catalog);
        var input = builder.Add(new Source(new SourceParameters { Value = 5 }));
        var other = builder.Add(new Source(new SourceParameters { Value = 7 }));
        var add = builder.Add(new Add(2) { To = input });
        var jobs = new JobKeeper(new InProcessExecutor(ToyRun.Catalog, TimeProvider.System));
        await _toy.Start(builder, jobs, TestContext.Current.CancellationToken).Completion;
        var context = new StageContext(
            jobs.Of[add.Id], ToyRun.Catalog, _toy.Store, new NoProgress(), null, TestContext.Current.CancellationToken);

        context.Load(input).Value.ShouldBe(5);
        Should.Throw<ArgumentException>(() => context.Load(other)) // it is in the store, but not in the key of this node
            .Message.ShouldBe($"{add.Id} loads {other.Id}, which is not one of its inputs (Parameter 'node')");
        Should.Throw<ArgumentException>(() => context.Load(add));
    }

    /// <summary>Runs jobs, and keeps what each was told.</summary>
    private sealed class JobKeeper(IExecutor executor) : IExecutor
    {
        public ConcurrentDictionary<string, NodeJob> Of { get; } = new();

        public Task<JobResult> ExecuteAsync(NodeJob job, IStageProgress progress, CancellationToken cancellationToken)
        {
            Of[job.Node] = job;
            return executor.ExecuteAsync(job, progress, cancellationToken);
        }

        public ValueTask DisposeAsync() => executor.DisposeAsync();
    }

    private sealed class NoProgress : IStageProgress
    {
        public void Report(long done, long total, string detail)
        {
        }

        public void Log(string line)
        {
        }
    }
}
