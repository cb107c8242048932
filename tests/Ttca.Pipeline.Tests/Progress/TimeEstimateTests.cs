using Ttca.Pipeline.ToyWorker;

namespace Ttca.Pipeline.Tests.Progress;

public sealed class TimeEstimateTests : IDisposable
{
    private readonly ToyRun toy = new();
    private readonly ManualTime time = new();
    private readonly List<string> warnings = [];

    public void Dispose() => toy.Dispose();

    [Fact]
    public async Task Left_is_judged_anew_at_most_every_two_seconds()
    {
        var (plan, result) = await RunAsync();
        var estimate = new TimeEstimate(ArtifactStore.Open(toy.StoreFolder, time), plan, "cpu", 1);
        Dictionary<Node, NodeResult> finished = [];

        var all = estimate.Left(finished, [], warnings.Add);
        finished = result.Nodes.ToDictionary(node => node.Node);
        time.Advance(TimeSpan.FromSeconds(1.9));
        var soon = estimate.Left(finished, [], warnings.Add);
        time.Advance(TimeSpan.FromSeconds(0.1));
        var later = estimate.Left(finished, [], warnings.Add);

        all.ShouldNotBeNull();
        soon.ShouldBe(all);
        later.ShouldBe(TimeSpan.Zero);
        warnings.ShouldBeEmpty();
    }

    [Fact]
    public async Task Records_that_cannot_be_read_are_told_once_and_nothing_is_guessed()
    {
        var (plan, result) = await RunAsync();
        var estimate = new TimeEstimate(toy.Store, plan, "cpu", 1);
        Directory.Delete(Path.Combine(toy.StoreFolder, "actions"), recursive: true);
        File.WriteAllText(Path.Combine(toy.StoreFolder, "actions"), "a file, not a folder");

        foreach (var node in result.Nodes)
        {
            estimate.Add(node, warnings.Add);
        }

        estimate.Left(new Dictionary<Node, NodeResult>(), [], warnings.Add).ShouldBeNull();
        warnings.ShouldHaveSingleItem().ShouldStartWith("how long the rest takes can't be told: ");
    }

    private async Task<(Plan Plan, RunResult Result)> RunAsync()
    {
        var builder = new PlanBuilder(ToyRun.Catalog);
        builder.Add(new Add(1) { To = builder.Add(new Source(new SourceParameters { Value = 3 })) });
        return (builder.Build(), await toy.RunAsync(builder));
    }
}
