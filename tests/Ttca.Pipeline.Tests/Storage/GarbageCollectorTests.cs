using Ttca.Pipeline.ToyWorker;

namespace Ttca.Pipeline.Tests.Storage;

public sealed class GarbageCollectorTests : IDisposable
{
    private readonly ToyRun toy = new();
    private int runs;

    public void Dispose() => toy.Dispose();

    [Fact]
    public async Task What_no_kept_run_used_goes_and_a_run_after_it_executes_nothing()
    {
        await RunAsync(value: 5, amount: 1);
        await RunAsync(value: 5, amount: 4);
        await RunAsync(value: 7, amount: 3);

        var result = GarbageCollector.Run(toy.Store, keep: 2, isRehearsal: false);

        result.Removed.ShouldBe([KeyValuePair.Create("Add", 1)]);           // 5 + 1; the source of 5 is still used by 5 + 4
        (result.Runs.Count, result.Kept).ShouldBe((2, 4));
        result.Bytes.ShouldBeGreaterThan(0);
        StoreVerification.Run(toy.Store).ShouldSatisfyAllConditions(left => left.Damages.ShouldBeEmpty(), left => left.Blobs.ShouldBe(4), left => left.Unused.ShouldBe(0));
        (await RunAsync(value: 5, amount: 4)).Count(NodeOutcome.Cached).ShouldBe(2);
        (await RunAsync(value: 7, amount: 3)).Count(NodeOutcome.Cached).ShouldBe(2);
        (await RunAsync(value: 5, amount: 1)).Count(NodeOutcome.Executed).ShouldBe(1);
    }

    [Fact]
    public async Task Rehearsal_says_the_same_and_removes_nothing()
    {
        await RunAsync(value: 5, amount: 1);
        await RunAsync(value: 5, amount: 2);
        var before = Files();

        var rehearsal = GarbageCollector.Run(toy.Store, keep: 1, isRehearsal: true);

        Files().ShouldBe(before);
        GarbageCollector.Run(toy.Store, keep: 1, isRehearsal: false).ShouldSatisfyAllConditions(
            result => result.Removed.ShouldBe(rehearsal.Removed),
            result => result.Bytes.ShouldBe(rehearsal.Bytes));
    }

    [Fact]
    public async Task Repetitions_of_a_run_count_as_one_and_experiments_are_counted_apart()
    {
        await RunAsync(value: 5, amount: 1);
        await RunAsync(value: 5, amount: 2, experiment: "other");
        await RunAsync(value: 5, amount: 2, experiment: "other");

        GarbageCollector.Run(toy.Store, keep: 1, isRehearsal: false).Removed.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_a_stopped_run_has_finished_since_the_latest_run_stays()
    {
        await RunAsync(value: 5, amount: 1);
        var builder = Plan(value: 6, amount: 1);
        await toy.RunAsync(builder);                        // not on record: it was killed before its end

        GarbageCollector.Run(toy.Store, keep: 1, isRehearsal: false).Removed.ShouldBeEmpty();
    }

    [Fact]
    public async Task Files_of_no_record_go()
    {
        await RunAsync(value: 5, amount: 1);
        var orphan = toy.Store.WriteBlob("orphan.txt", stream => stream.Write("left"u8));

        GarbageCollector.Run(toy.Store, keep: 1, isRehearsal: false).Bytes.ShouldBe(4);

        File.Exists(toy.Store.BlobPath(orphan.Sha256)).ShouldBeFalse();
    }

    [Fact]
    public async Task Store_without_a_finished_run_is_left_alone()
    {
        await toy.RunAsync(Plan(value: 5, amount: 1));

        Should.Throw<StoreException>(() => GarbageCollector.Run(toy.Store, keep: 1, isRehearsal: false)).Message.ShouldBe(
            $"no finished run is on record in {toy.StoreFolder}, so nothing can be told to be unneeded; nothing was removed: finish a run first");
    }

    [Fact]
    public async Task Store_that_a_run_is_at_work_on_is_left_alone()
    {
        await RunAsync(value: 5, amount: 1);
        using var claims = new NodeClaims(toy.Store);
        using var claim = claims.TryTake(new string('a', 64));

        Should.Throw<StoreException>(() => GarbageCollector.Run(toy.Store, keep: 1, isRehearsal: false)).Message.ShouldBe(
            $"another run is at work on {toy.StoreFolder} ({ClaimOwner.This}); nothing was removed: collect when it has ended");
    }

    private static PlanBuilder Plan(int value, int amount)
    {
        var plan = new PlanBuilder(ToyRun.Catalog);
        plan.Add(new Add(amount) { To = plan.Add(new Source(new SourceParameters { Value = value })) });
        return plan;
    }

    private async Task<RunResult> RunAsync(int value, int amount, string experiment = "toy")
    {
        var result = await toy.RunAsync(Plan(value, amount));
        toy.Store.WriteRun(new RunRecord
        {
            Experiment = experiment,
            Command = $"run {++runs}",
            Finished = TimeProvider.System.GetUtcNow(),
            Nodes = [.. result.Nodes.Select(node => new RunNode(node.Node.Id, node.Node.StageName, node.Action!.Key))],
        });
        return result;
    }

    private string[] Files() => Directory.GetFiles(toy.StoreFolder, "*", SearchOption.AllDirectories);
}
