using Ttca.Pipeline.ToyWorker;

namespace Ttca.Pipeline.Tests.Running;

/// <summary>Watching a run is no part of its work.</summary>
public sealed class FailingObserverTests : IDisposable
{
    private readonly ToyRun _toy = new();

    public void Dispose() => _toy.Dispose();

    [Fact]
    public async Task Observer_that_fails_ends_no_run_and_is_told_once()
    {
        var observer = new NoTerminal(warnings: true);

        (await RunAsync(observer)).ShouldStartWith("nodes: total=2 executed=2 cached=0 pruned=0 failed=0 skipped=0");
        observer.Warnings.ShouldBe(["the run can't be shown in full, and goes on: no terminal"]);
    }

    [Fact]
    public async Task Observer_that_cannot_even_warn_ends_no_run() =>
        (await RunAsync(new NoTerminal(warnings: false))).ShouldStartWith("nodes: total=2 executed=2 cached=0 pruned=0 failed=0 skipped=0");

    private async Task<string> RunAsync(IRunObserver observer)
    {
        var builder = new PlanBuilder(ToyRun.Catalog);
        builder.Add(new Add(1) { To = builder.Add(new Source(new SourceParameters { Value = 3 })) });
        var plan = builder.Build();
        var settings = new RunSettings { Jobs = 1, DataDirectory = _toy.Folder.FullName };
        var executor = new InProcessExecutor(ToyRun.Catalog, TimeProvider.System);
        var run = PipelineRun.Start(
            plan, plan.Nodes, _toy.Store, _toy.Keys, executor, settings, observer, TestContext.Current.CancellationToken);
        return (await run.Completion).Summary;
    }

    private sealed class NoTerminal(bool warnings) : IRunObserver
    {
        public List<string> Warnings { get; } = [];

        public void NodeStarted(Node node) => throw new IOException("no terminal");

        public void NodeProgress(Node node, long done, long total, string detail) => throw new IOException("no terminal");

        public void NodeLog(Node node, string line) => throw new IOException("no terminal");

        public void NodeFinished(NodeResult result) => throw new IOException("no terminal");

        public void Warning(string message)
        {
            if (!warnings)
            {
                throw new IOException("no terminal");
            }

            Warnings.Add(message);
        }
    }
}
