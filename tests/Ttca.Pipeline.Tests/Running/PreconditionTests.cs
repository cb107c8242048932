using Ttca.Pipeline.ToyWorker;

namespace Ttca.Pipeline.Tests.Running;

/// <summary>What must hold before anything else runs.</summary>
public sealed class PreconditionTests : IDisposable
{
    private readonly ToyRun _toy = new();

    public void Dispose() => _toy.Dispose();

    [Fact]
    public async Task Run_whose_precondition_fails_executes_nothing_that_it_does_not_need()
    {
        var result = await _toy.RunAsync(PlanOf(value: 5, expected: 6));

        ToyRun.Outcomes(result).ShouldBe(
            ["Source Executed", "Check Failed", "Source Skipped", "Add Skipped", "Add Skipped"], ignoreOrder: true);
        result.Failures.Single().Failure!.Message.ShouldContain("it is 5, not 6");
        result.Nodes
            .Where(node => node.Outcome == NodeOutcome.Skipped)
            .ShouldAllBe(node => node.Failure!.Message.StartsWith("needs Check-") && node.Failure.Message.EndsWith("which failed"));
        _toy.Observer.Started.ShouldBe(["Source", "Check"]);
    }

    [Fact]
    public async Task Run_whose_precondition_holds_executes_it_first_and_then_the_rest()
    {
        var result = await _toy.RunAsync(PlanOf(value: 5, expected: 5));

        result.IsComplete.ShouldBeTrue();
        _toy.Observer.Started.Take(2).ShouldBe(["Source", "Check"]);
        _toy.Observer.Started.Count.ShouldBe(5);
    }

    [Fact]
    public async Task Another_precondition_runs_and_nothing_else_again()
    {
        await _toy.RunAsync(PlanOf(value: 5, expected: 5));

        _toy.CodeOf["Check"] = "2";
        var again = await _toy.RunAsync(PlanOf(value: 5, expected: 5));

        ToyRun.Outcomes(again).ShouldBe(
            ["Source Cached", "Check Executed", "Source Cached", "Add Cached", "Add Cached"], ignoreOrder: true);
    }

    [Fact]
    public async Task Run_of_nodes_without_their_precondition_does_not_ask_for_it()
    {
        var builder = PlanOf(value: 5, expected: 6);

        var result = await _toy.RunAsync(builder, [.. builder.Build().NodesOf("Add")]);

        ToyRun.Outcomes(result).ShouldBe(["Source Executed", "Source Executed", "Add Executed", "Add Executed"], ignoreOrder: true);
    }

    /// <summary>The check comes last into the plan, and needs one of two sources.</summary>
    private static PlanBuilder PlanOf(int value, int expected)
    {
        var builder = new PlanBuilder(ToyRun.Catalog);
        var checkedOne = builder.Add(new Source(new SourceParameters { Value = value }));
        builder.Add(new Add(1) { To = builder.Add(new Source(new SourceParameters { Value = 70 })) });
        builder.Add(new Add(2) { To = checkedOne });
        builder.Add(new Check(expected) { Of = checkedOne });
        return builder;
    }
}
