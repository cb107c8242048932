using Ttca.Pipeline.ToyWorker;

namespace Ttca.Pipeline.Tests.Status;

public sealed class PlanStatusTests : IDisposable
{
    private readonly ToyRun _toy = new();

    public void Dispose() => _toy.Dispose();

    [Fact]
    public async Task Status_before_and_after_a_run()
    {
        var builder = Chain(value: 12, amount: 1);

        Status(builder).ShouldBe(["never ran", "never ran", "never ran"]);
        await _toy.RunAsync(builder);
        Status(builder).ShouldBe(["up to date", "up to date", "up to date"]);
    }

    [Fact]
    public async Task Status_names_the_parameter_that_changed()
    {
        await _toy.RunAsync(Chain(value: 12, amount: 1));

        Status(Chain(value: 12, amount: 3)).ShouldBe(["up to date", "up to date", "amount: 1 -> 3"]);
    }

    [Fact]
    public async Task Status_names_every_reason()
    {
        await _toy.RunAsync(Chain(value: 12, amount: 1));

        _toy.CodeOf["Source"] = "2";
        _toy.Environment["threads"] = "2";

        Status(Chain(value: 13, amount: 1))[0].ShouldBe("parameters.value: 12 -> 13; its code changed: Source; threads: 1 -> 2");
    }

    [Fact]
    public async Task Status_names_a_seed_that_is_derived_otherwise_but_not_beside_the_parameter_that_it_comes_from()
    {
        var draw = new PlanBuilder(ToyRun.Catalog);
        draw.Add(new Draw(1));
        var action = (await _toy.RunAsync(draw)).Nodes[0].Action!;
        var material = action.Material with { Seed = 17 };
        File.Delete(Path.Combine(_toy.StoreFolder, "actions", action.Key + ".json"));
        _toy.Store.WriteAction(action with { Key = material.Hash(), Material = material });
        var other = new PlanBuilder(ToyRun.Catalog);
        other.Add(new Draw(2));

        Status(draw).ShouldBe([$"derived seed: 17 -> {action.Seed}"]);
        Status(other).ShouldBe(["seed: 1 -> 2"]);
    }

    [Fact]
    public async Task Status_names_an_input_that_changed()
    {
        await _toy.RunAsync(Chain(value: 12, amount: 1));
        var builder = Chain(value: 25, amount: 1);
        await _toy.RunAsync(builder, [.. builder.Build().Nodes.Take(2)]);

        Status(builder).ShouldBe(["up to date", "up to date", "input 'to' changed"]);
    }

    [Fact]
    public async Task Status_names_a_damaged_result_and_runs_nothing()
    {
        var builder = Chain(value: 12, amount: 1);
        var first = await _toy.RunAsync(builder);
        File.Delete(_toy.BlobOf(first.Nodes[2]));
        _toy.Observer.Started.Clear();

        Status(builder)[2].ShouldBe($"its number.txt is missing in the store ({_toy.BlobOf(first.Nodes[2])})");
        _toy.Observer.Started.ShouldBeEmpty();
    }

    private string[] Status(
        PlanBuilder builder) =>
            [.. PlanStatus.Of(builder.Build(), _toy.Store, _toy.Keys, new(_toy.Store.Actions)).Select(status => status.Reason)];

    /// <summary>Source -> RoundDown(10) -> Add.</summary>
    private static PlanBuilder Chain(int value, int amount)
    {
        var plan = new PlanBuilder(ToyRun.Catalog);
        var rounded = plan.Add(new RoundDown(10) { Of = plan.Add(new Source(new SourceParameters { Value = value })) });
        plan.Add(new Add(amount) { To = rounded });
        return plan;
    }
}
