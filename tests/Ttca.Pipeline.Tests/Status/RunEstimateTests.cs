using System.Globalization;
using System.Text.Json;
using Ttca.Pipeline.ToyWorker;

namespace Ttca.Pipeline.Tests.Status;

public sealed class RunEstimateTests : IDisposable
{
    private readonly ToyRun _toy = new();

    public void Dispose() => _toy.Dispose();

    [Fact]
    public void Store_that_knows_nothing_names_the_stages()
    {
        var plan = Chain(value: 1, amounts: [1, 2]).Build();

        var estimate = RunEstimate.Of(plan.Nodes, new NodeCosts(_toy.Store.Actions(), "cpu"), jobs: 2);

        estimate.ShouldSatisfyAllConditions(
            () => estimate.Seconds.ShouldBe(0),
            () => estimate.JudgedBy.ShouldBe(0),
            () => estimate.Unknown.ShouldBe([("Add", 2), ("Source", 1)]));
    }

    [Fact]
    public async Task Nodes_of_the_same_set_up_tell_more_than_those_with_the_same_parameters_and_these_more_than_the_stage()
    {
        var before = Chain(value: 1, amounts: [1, 2]);     // Source 1 -> Add 1 -> Add 2
        await RecordAsync(before, 10, 20, 40);

        var costs = new NodeCosts(_toy.Store.Actions(), "cpu");

        SecondsOf(Chain(value: 1, amounts: [1, 2]), costs).ShouldBe([10, 20, 40]);
        SecondsOf(Chain(value: 5, amounts: [2, 3]), costs).ShouldBe([10, 40, 30]);     // stage; parameters; stage: mean of 20 and 40
        SecondsOf(Chain(value: 1, amounts: [2, 1]), costs).ShouldBe([10, 40, 20]);
        RunEstimate.Of(Chain(value: 5, amounts: [2, 3]).Build().Nodes, costs, jobs: 1).ByStageAlone.ShouldBe(2);
    }

    [Fact]
    public async Task Set_up_goes_back_to_the_first_input()
    {
        await RecordAsync(Chain(value: 1, amounts: [1]), 1, 8);
        await RecordAsync(Chain(value: 2, amounts: [1]), 1, 16);

        var costs = new NodeCosts(_toy.Store.Actions(), "cpu");

        SecondsOf(Chain(value: 1, amounts: [1]), costs).ShouldBe([1, 8]);
        SecondsOf(Chain(value: 2, amounts: [1]), costs).ShouldBe([1, 16]);
        SecondsOf(Chain(value: 3, amounts: [1]), costs).ShouldBe([1, 12]);
    }

    [Fact]
    public async Task Seeds_are_one_kind_and_what_ran_on_another_device_tells_nothing()
    {
        await RecordAsync(Seeded(1, 2), 6, 8);

        var third = Seeded(3).Build().Nodes;
        RunEstimate.Of(third, new NodeCosts(_toy.Store.Actions(), "cpu"), jobs: 1).ShouldSatisfyAllConditions(
            estimate => estimate.Seconds.ShouldBe(7),
            estimate => estimate.Bytes.ShouldBe(1000),
            estimate => estimate.JudgedBy.ShouldBe(2),
            estimate => estimate.ByStageAlone.ShouldBe(0),
            estimate => estimate.Unknown.ShouldBeEmpty());
        RunEstimate.Of(third, new NodeCosts(_toy.Store.Actions(), "cuda"), jobs: 1).JudgedBy.ShouldBe(0);
    }

    [Fact]
    public async Task Node_that_ran_just_now_counts_before_earlier_ones()
    {
        await RecordAsync(Seeded(1), 60);
        var costs = new NodeCosts(_toy.Store.Actions(), "cpu");
        var action = _toy.Store.Actions().Single();

        costs.Add(Seeded(2).Build().Nodes[0], action with { Seconds = 5 });

        costs.Of(Seeded(3).Build().Nodes[0])!.Seconds.ShouldBe(5);
    }

    // Source (1 s) -> 4 x Add (10, 10, 10, 20 s) -> Sum (2 s).
    [Theory]
    [InlineData(1, 53)]     // one after the other
    [InlineData(2, 33)]     // 20 || 10 + 10, then 10: 1 + 30 + 2
    [InlineData(3, 23)]     // 20 || 10 + 10 || 10: 1 + 20 + 2
    [InlineData(9, 23)]     // the longest chain
    public void Length_respects_jobs_and_the_longest_chain(int jobs, double expected)
    {
        var builder = new PlanBuilder(ToyRun.Catalog);
        var source = builder.Add(new Source(new SourceParameters { Value = 1 }));
        builder.Add(new Sum { Of = [.. Enumerable.Range(1, 4).Select(amount => builder.Add(new Add(amount) { To = source }))] });
        var nodes = builder.Build().Nodes;

        double Seconds(Node node) => node.Stage switch { Source => 1, Add { Amount: 4 } => 20, Add => 10, _ => 2 };

        Schedule.Length(nodes, Seconds, _ => false, jobs).ShouldBe(expected);
    }

    [Fact]
    public void Length_takes_what_is_not_among_the_nodes_as_done()
    {
        var nodes = Chain(value: 1, amounts: [1, 2]).Build().Nodes;

        Schedule.Length([nodes[2]], _ => 7, _ => false, jobs: 2).ShouldBe(7);
        Schedule.Length([], _ => 7, _ => false, jobs: 2).ShouldBe(0);
    }

    // Two chains of 30 + 20 s, and a node of 25 s: with two jobs 30 || 30, 25 || 20, 20 takes 70 s. If the node runs already, it is
    // 25 || 30, then the other 30 until 55, then its 20.
    [Theory]
    [InlineData(false, 70)]
    [InlineData(true, 75)]
    public void Length_leaves_what_runs_where_it_is(bool isRunning, double expected)
    {
        var builder = Seeded(1);
        builder.Add(new Add(1) { To = builder.Add(new Draw(2)) });
        builder.Add(new Add(1) { To = builder.Add(new Draw(3)) });

        double Seconds(Node node) => node.Stage switch { Draw { Seed: 1 } => 25, Draw => 30, _ => 20 };

        Schedule.Length(builder.Build().Nodes, Seconds, node => isRunning && node.Stage is Draw { Seed: 1 }, jobs: 2).ShouldBe(expected);
    }

    private static IEnumerable<double> SecondsOf(PlanBuilder builder, NodeCosts costs) =>
        builder.Build().Nodes.Select(node => costs.Of(node)!.Seconds);

    private static PlanBuilder Chain(int value, int[] amounts)
    {
        var builder = new PlanBuilder(ToyRun.Catalog);
        var node = builder.Add(new Source(new SourceParameters { Value = value }));
        foreach (var amount in amounts)
        {
            node = builder.Add(new Add(amount) { To = node });
        }

        return builder;
    }

    private static PlanBuilder Seeded(params int[] seeds)
    {
        var builder = new PlanBuilder(ToyRun.Catalog);
        foreach (var seed in seeds)
        {
            builder.Add(new Draw(seed));
        }

        return builder;
    }

    /// <summary>Runs a plan, and puts on record that its nodes took these seconds and made 1,000 bytes each.</summary>
    private async Task RecordAsync(PlanBuilder builder, params double[] seconds)
    {
        var result = await _toy.RunAsync(builder);
        result.IsComplete.ShouldBeTrue();
        foreach (var (node, time) in result.Nodes.Zip(seconds))
        {
            _toy.Store.WriteAction(node.Action! with { Seconds = time, Outputs = [node.Action.Outputs[0] with { Size = 1000 }] });
        }
    }
}
