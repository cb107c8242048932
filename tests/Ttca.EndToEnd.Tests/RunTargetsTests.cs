using Cake.Core;
using Ttca.Build.Tasks;
using Ttca.Stages;

namespace Ttca.EndToEnd.Tests;

/// <summary>What the run of an invocation makes.</summary>
public sealed class RunTargetsTests : IDisposable
{
    private readonly ToyPlan _toy = new();

    public void Dispose() => _toy.Dispose();

    [Theory]
    [InlineData("Paper")]
    [InlineData("paper")]
    [InlineData("Default")]
    [InlineData("Reproduce")]
    [InlineData("RunNode", "Paper")]
    [InlineData("Fetch", "RunNode", "Default")]
    public void Paper_makes_every_node_also_those_of_a_stage_that_no_task_lists(params string[] targets) =>
        RunTargets.Of(_toy.Plan, _toy.OptionsFor(targets)).ShouldBe(_toy.Plan.Nodes, ignoreOrder: true);

    [Theory]
    [InlineData("RunNode")]
    [InlineData("RunNode", "Status")]
    public void RunNode_makes_that_node_alone(params string[] targets) =>
        RunTargets.Of(_toy.Plan, _toy.OptionsFor(targets)).ShouldBe([_toy.Quick]);

    [Theory]
    [InlineData("Fetch")]
    [InlineData("Status")]
    [InlineData("Clean", "Verify")]
    public void Other_targets_make_none_of_them(params string[] targets) =>
        RunTargets.Of(_toy.Plan, _toy.OptionsFor(targets)).ShouldBeEmpty();

    [Fact]
    public void RunNode_of_an_unknown_node_is_refused() =>
        Should.Throw<CakeException>(
            () => RunTargets.Of(_toy.Plan, _toy.OptionsFor("RunNode") with { Node = "Fetch-000000" })).Message.ShouldBe(
            "--node Fetch-000000: the plan of toy has no such node; they are listed by: dotnet run --project build -- --target "
                + "Status --experiment toy");

    [Fact]
    public void Every_stage_of_the_method_belongs_to_exactly_one_task()
    {
        var tasks = typeof(StageTask).Assembly.GetExportedTypes().Where(type => type.IsSubclassOf(typeof(StageTask)) && !type.IsAbstract);

        tasks.SelectMany(task => ((StageTask)Activator.CreateInstance(task)!).Stages).Select(stage => stage.Name)
            .ShouldBe(ExperimentPlan.Catalog.Stages.Select(stage => stage.Name), ignoreOrder: true);
    }
}
