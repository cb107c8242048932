using Ttca.Pipeline.ToyWorker;

namespace Ttca.Pipeline.Tests.Progress;

public sealed class TimeEstimateTests : IDisposable
{
    private readonly ToyRun _toy = new();
    private readonly ManualTime _time = new();
    private readonly List<string> _warnings = [];

    public void Dispose() => _toy.Dispose();

    [Fact]
    public async Task Left_is_judged_anew_at_most_every_two_seconds()
    {
        var (plan, result) = await RunAsync();
        var estimate = new TimeEstimate(ArtifactStore.Open(_toy.StoreFolder, _time), plan, "cpu", 1);
        Dictionary<Node, NodeResult> finished = [];

        var all = estimate.Left(finished, [], _warnings.Add);
        finished = result.Nodes.ToDictionary(node => node.Node);
        _time.Advance(TimeSpan.FromSeconds(1.9));
        var soon = estimate.Left(finished, [], _warnings.Add);
        _time.Advance(TimeSpan.FromSeconds(0.1));
        var later = estimate.Left(finished, [], _warnings.Add);

        all.ShouldNotBeNull();
        soon.ShouldBe(all);
        later.ShouldBe(TimeSpan.Zero);
        _warnings.ShouldBeEmpty();
    }

    [Fact]
    public async Task Records_that_cannot_be_read_are_told_once_and_nothing_is_guessed()
    {
        var (plan, result) = await RunAsync();
        var estimate = new TimeEstimate(_toy.Store, plan, "cpu", 1);
        Directory.Delete(Path.Combine(_toy.StoreFolder, "actions"), recursive: true);
        File.WriteAllText(Path.Combine(_toy.StoreFolder, "actions"), "a file, not a folder");

        foreach (var node in result.Nodes)
        {
            estimate.Add(node, _warnings.Add);
        }

        estimate.Left(new Dictionary<Node, NodeResult>(), [], _warnings.Add).ShouldBeNull();
        _warnings.ShouldHaveSingleItem().ShouldStartWith("how long the rest takes can't be told: ");
    }

    private async Task<(Plan Plan, RunResult Result)> RunAsync()
    {
        var builder = new PlanBuilder(ToyRun.Catalog);
        builder.Add(new Add(1) { To = builder.Add(new Source(new SourceParameters { Value = 3 })) });
        return (builder.Build(), await _toy.RunAsync(builder));
    }
}
