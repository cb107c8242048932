using Ttca.Pipeline.ToyWorker;

namespace Ttca.Pipeline.Tests.Running;

public sealed class PipelineRunTests : IDisposable
{
    private readonly ToyRun _toy = new();

    public void Dispose() => _toy.Dispose();

    [Fact]
    public async Task Run_of_a_chain_gives_the_value_and_the_second_run_executes_nothing()
    {
        var first = await _toy.RunAsync(Chain(value: 5, amount: 2));
        var second = await _toy.RunAsync(Chain(value: 5, amount: 2));

        _toy.ValueOf(first.Nodes[^1]).ShouldBe(14);     // 5 + (5 + 2) + 2
        first.Summary.ShouldMatch(@"^nodes: total=4 executed=4 cached=0 pruned=0 failed=0 skipped=0 seconds=\d+\.\d$");
        second.Summary.ShouldMatch(@"^nodes: total=4 executed=0 cached=4 pruned=0 failed=0 skipped=0 seconds=\d+\.\d$");
    }

    [Fact]
    public async Task Run_with_a_changed_parameter_executes_exactly_its_dependants()
    {
        await _toy.RunAsync(Chain(value: 5, amount: 2));

        var changed = await _toy.RunAsync(Chain(value: 5, amount: 3));

        _toy.ValueOf(changed.Nodes[^1]).ShouldBe(16);
        ToyRun.Outcomes(changed).ShouldBe(["Source Cached", "Add Executed", "Sum Executed", "Add Executed"]);
    }

    [Fact]
    public async Task Run_with_changed_code_executes_the_stage_and_stops_where_its_output_is_equal()
    {
        await _toy.RunAsync(Chain(value: 5, amount: 2));

        _toy.CodeOf["Source"] = "2";
        var changed = await _toy.RunAsync(Chain(value: 5, amount: 2));

        ToyRun.Outcomes(changed).ShouldBe(["Source Executed", "Add Pruned", "Sum Pruned", "Add Pruned"]);
    }

    [Fact]
    public async Task Run_with_a_changed_source_stops_at_the_first_equal_output()
    {
        await _toy.RunAsync(Rounded(value: 12));

        var changed = await _toy.RunAsync(Rounded(value: 17));

        ToyRun.Outcomes(changed).ShouldBe(["Source Executed", "RoundDown Executed", "Add Pruned", "Add Pruned"]);
        _toy.ValueOf(changed.Nodes[^1]).ShouldBe(13);
    }

    [Fact]
    public async Task Run_in_another_numeric_environment_executes_everything()
    {
        await _toy.RunAsync(Chain(value: 5, amount: 2));

        _toy.Environment["threads"] = "2";
        var changed = await _toy.RunAsync(Chain(value: 5, amount: 2));

        changed.Nodes[0].Outcome.ShouldBe(NodeOutcome.Executed);
    }

    [Fact]
    public async Task Run_of_a_target_leaves_the_rest_of_the_plan_alone()
    {
        var builder = new PlanBuilder(ToyRun.Catalog);
        var source = builder.Add(new Source(new SourceParameters { Value = 1 }));
        var wanted = builder.Add(new Add(1) { To = source });
        builder.Add(new Add(2) { To = source });

        var result = await _toy.RunAsync(builder, wanted);

        result.Nodes.Select(node => node.Node).ShouldBe([source, wanted]);
    }

    [Fact]
    public async Task Run_with_a_failure_finishes_the_other_branches_and_names_what_was_skipped()
    {
        var builder = new PlanBuilder(ToyRun.Catalog);
        var broken = builder.Add(new Broken());
        var after = builder.Add(new Add(1) { To = broken });
        var last = builder.Add(new Add(2) { To = after });
        var other = builder.Add(new Add(1) { To = builder.Add(new Source(new SourceParameters())) });

        var run = _toy.Start(builder, new InProcessExecutor(ToyRun.Catalog, TimeProvider.System), TestContext.Current.CancellationToken);
        var result = await run.Completion;

        result.IsComplete.ShouldBeFalse();
        result.Summary.ShouldStartWith("nodes: total=5 executed=2 cached=0 pruned=0 failed=1 skipped=2");
        (await run.ResultOf(other)).Outcome.ShouldBe(NodeOutcome.Executed);
        (await run.ResultOf(last)).Failure!.Message.ShouldBe($"needs {broken}, which failed");
        var failure = result.Failures.ShouldHaveSingleItem().Failure!;
        failure.Message.ShouldBe("InvalidOperationException: it broke");
        failure.Log.Take(2).ShouldBe(["about to break", "for the record"]);
        _toy.Observer.Lines.ShouldBe(["about to break"]);
        failure.Log.ShouldContain(line => line.Contains("at Ttca.Pipeline.ToyWorker.Broken.Run"));
    }

    [Fact]
    public async Task Run_of_a_stage_that_explains_its_failure_shows_the_explanation_alone()
    {
        var builder = new PlanBuilder(ToyRun.Catalog);
        builder.Add(new Refuse("photos.tar: expected 10 bytes, found 7; fetch it again"));

        var result = await _toy.RunAsync(builder);

        var failure = result.Failures.ShouldHaveSingleItem().Failure!;
        failure.Message.ShouldBe("photos.tar: expected 10 bytes, found 7; fetch it again");
        failure.Log.ShouldBeEmpty();
    }

    [Fact]
    public async Task Failed_node_runs_again_in_the_next_run()
    {
        var builder = new PlanBuilder(ToyRun.Catalog);
        builder.Add(new Broken());

        await _toy.RunAsync(builder);
        await _toy.RunAsync(builder);

        _toy.Observer.Started.ShouldBe(["Broken", "Broken"]);
    }

    [Fact(Timeout = 120_000)]
    public async Task Results_of_one_stage_can_be_awaited_while_another_runs()
    {
        var builder = new PlanBuilder(ToyRun.Catalog);
        var source = builder.Add(new Source(new SourceParameters { Value = 3 }));
        builder.Add(new Hold(_toy.PathOf("started"), _toy.PathOf("release")) { After = source });

        var run = _toy.Start(builder, new InProcessExecutor(ToyRun.Catalog, TimeProvider.System), TestContext.Current.CancellationToken);
        var sources = await run.ResultsOf([source]);

        sources.ShouldHaveSingleItem().Outcome.ShouldBe(NodeOutcome.Executed);
        run.Completion.IsCompleted.ShouldBeFalse();
        await File.WriteAllTextAsync(_toy.PathOf("release"), "", TestContext.Current.CancellationToken);
        (await run.Completion).IsComplete.ShouldBeTrue();
    }

    [Fact(Timeout = 120_000)]
    public async Task Run_that_is_stopped_keeps_what_was_finished()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var builder = new PlanBuilder(ToyRun.Catalog);
        var source = builder.Add(new Source(new SourceParameters { Value = 3 }));
        var hold = builder.Add(new Hold(_toy.PathOf("started"), _toy.PathOf("never")) { After = source });
        builder.Add(new Add(1) { To = hold });

        var run = _toy.Start(builder, new InProcessExecutor(ToyRun.Catalog, TimeProvider.System), stop.Token);
        await ToyRun.UntilExists(_toy.PathOf("started"));
        await stop.CancelAsync();
        var result = await run.Completion;

        ToyRun.Outcomes(result).ShouldBe(["Source Executed", "Hold Skipped", "Add Skipped"]);
        result.Nodes[1].Failure!.Message.ShouldBe("the run was stopped");
        ToyRun.Outcomes(await _toy.RunAsync(builder, source)).ShouldBe(["Source Cached"]);
    }

    [Fact]
    public async Task Seed_is_shared_by_conditions_of_a_replicate_and_differs_between_replicates()
    {
        var builder = new PlanBuilder(ToyRun.Catalog);
        var draw = builder.Add(new Draw(1));
        var scaled = builder.Add(new Draw(1) { Scale = 2 });
        var other = builder.Add(new Draw(2));

        var run = _toy.Start(builder, new InProcessExecutor(ToyRun.Catalog, TimeProvider.System), TestContext.Current.CancellationToken);
        var seeds = (await run.ResultsOf([draw, scaled, other])).Select(result => result.Action!.Seed).ToList();

        seeds[1].ShouldBe(seeds[0]);
        seeds[2].ShouldNotBe(seeds[0]);
        seeds[0].ShouldBe(SeedOfDraw1);
    }

    /// <summary>First 8 bytes of <c>printf 'Draw\n1' | sha256sum</c>, big-endian, without the sign bit.</summary>
    private const long SeedOfDraw1 = 0x5fed5222b18c742c;

    /// <summary>Source -> Add -> Sum(Source, Add) -> Add.</summary>
    private static PlanBuilder Chain(int value, int amount)
    {
        var plan = new PlanBuilder(ToyRun.Catalog);
        var source = plan.Add(new Source(new SourceParameters { Value = value }));
        var added = plan.Add(new Add(amount) { To = source });
        var sum = plan.Add(new Sum { Of = [source, added] });
        plan.Add(new Add(amount) { To = sum });
        return plan;
    }

    /// <summary>Source -> RoundDown(10) -> Add(1) -> Add(2).</summary>
    private static PlanBuilder Rounded(int value)
    {
        var plan = new PlanBuilder(ToyRun.Catalog);
        var rounded = plan.Add(new RoundDown(10) { Of = plan.Add(new Source(new SourceParameters { Value = value })) });
        plan.Add(new Add(2) { To = plan.Add(new Add(1) { To = rounded }) });
        return plan;
    }
}
