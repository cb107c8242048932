using Ttca.Pipeline.ToyWorker;

namespace Ttca.Pipeline.Tests.Running;

public sealed class PipelineRunTests : IDisposable
{
    private readonly ToyRun toy = new();

    public void Dispose() => toy.Dispose();

    [Fact]
    public async Task Run_of_a_chain_gives_the_value_and_the_second_run_executes_nothing()
    {
        var first = await toy.RunAsync(Chain(value: 5, amount: 2));
        var second = await toy.RunAsync(Chain(value: 5, amount: 2));

        toy.ValueOf(first.Nodes[^1]).ShouldBe(14);     // 5 + (5 + 2) + 2
        Counts(first).ShouldBe("executed=4 cached=0 pruned=0");
        Counts(second).ShouldBe("executed=0 cached=4 pruned=0");
    }

    [Fact]
    public async Task Changed_parameter_reruns_exactly_its_dependants()
    {
        await toy.RunAsync(Chain(value: 5, amount: 2));

        var changed = await toy.RunAsync(Chain(value: 5, amount: 3));

        toy.ValueOf(changed.Nodes[^1]).ShouldBe(16);
        changed.Nodes.Select(node => $"{node.Node.StageName} {node.Outcome}")
            .ShouldBe(["Source Cached", "Add Executed", "Sum Executed", "Add Executed"]);
    }

    /// <summary>Source -> Add -> Sum(Source, Add) -> Add.</summary>
    private static Node<Number> Chain(int value, int amount)
    {
        var plan = new PlanBuilder(ToyRun.Catalog);
        var source = plan.Add(new Source(new SourceParameters { Value = value }));
        var added = plan.Add(new Add(amount) { To = source });
        var sum = plan.Add(new Sum { Of = [source, added] });
        return plan.Add(new Add(amount) { To = sum });
    }

    private static string Counts(RunResult result) => result.Summary.Split(' ', 3)[2][..result.Summary.Split(' ', 3)[2].IndexOf(" failed", StringComparison.Ordinal)];
}
