using Ttca.Pipeline.ToyWorker;

namespace Ttca.Pipeline.Tests.Maintenance;

public sealed class GarbageCollectorTests : IDisposable
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private readonly ToyRun _toy = new() { Experiment = "toy" };

    public void Dispose() => _toy.Dispose();

    [Fact]
    public async Task What_no_kept_run_used_goes_and_a_run_after_it_executes_nothing()
    {
        await RunAsync(value: 5, amount: 1);
        await RunAsync(value: 5, amount: 4);
        await RunAsync(value: 7, amount: 3);

        var result = Collect(keep: 2);

        result.Removed.ShouldBe([KeyValuePair.Create("Add", 1)]);           // 5 + 1; the source of 5 is still used by 5 + 4
        (result.Runs.Count, result.Kept).ShouldBe((2, 4));
        result.Bytes.ShouldBeGreaterThan(0);
        StoreVerification.Run(_toy.Store).ShouldSatisfyAllConditions(
            left => left.Damages.ShouldBeEmpty(), left => left.Blobs.ShouldBe(4), left => left.Unused.ShouldBe(0));
        (await RunAsync(value: 5, amount: 4)).Count(NodeOutcome.Cached).ShouldBe(2);
        (await RunAsync(value: 7, amount: 3)).Count(NodeOutcome.Cached).ShouldBe(2);
        (await RunAsync(value: 5, amount: 1)).Count(NodeOutcome.Executed).ShouldBe(1);
    }

    [Fact]
    public async Task Listings_of_files_that_no_kept_result_was_made_from_go()
    {
        foreach (var content in new[] { "one", "three" })
        {
            await File.WriteAllTextAsync(_toy.PathOf("photo"), content, TestContext.Current.CancellationToken);
            var builder = new PlanBuilder(ToyRun.Catalog);
            builder.Add(new FileLength(_toy.PathOf("photo")));
            await _toy.RunAsync(builder);
        }

        Directory.GetFiles(_toy.Store.Listings.Directory).Length.ShouldBe(2);
        Collect();

        Directory.GetFiles(_toy.Store.Listings.Directory).Select(Path.GetFileNameWithoutExtension)
            .ShouldBe(_toy.Store.Actions().ShouldHaveSingleItem().Material.Files);
    }

    [Fact]
    public async Task Rehearsal_says_the_same_and_removes_nothing()
    {
        await RunAsync(value: 5, amount: 1);
        await RunAsync(value: 5, amount: 2);
        var before = Files();

        var rehearsal = GarbageCollector.Run(_toy.Store, keep: 1, TimeSpan.Zero, isRehearsal: true);

        Files().ShouldBe(before);
        Collect().ShouldSatisfyAllConditions(
            result => result.Removed.ShouldBe(rehearsal.Removed),
            result => result.Bytes.ShouldBe(rehearsal.Bytes));
    }

    [Fact]
    public async Task Repetitions_of_a_run_count_as_one_and_experiments_are_counted_apart()
    {
        await RunAsync(value: 5, amount: 1);
        await RunAsync(value: 5, amount: 2, experiment: "other");
        await RunAsync(value: 5, amount: 2, experiment: "other");

        Collect().Removed.ShouldBeEmpty();
    }

    [Fact]
    public async Task Partial_runs_push_no_whole_one_out()
    {
        await RunAsync(value: 5, amount: 1);
        for (var value = 6; value < 10; value++)
        {
            var builder = Plan(value, amount: 1, out var source);
            await _toy.RunAsync(builder, source);
        }

        Collect().Removed.ShouldBeEmpty();
        (await RunAsync(value: 5, amount: 1)).Count(NodeOutcome.Cached).ShouldBe(2);
    }

    [Fact]
    public async Task What_a_partial_run_used_goes_when_whole_runs_have_followed()
    {
        var builder = Plan(value: 6, amount: 1, out var source);
        await _toy.RunAsync(builder, source);
        await RunAsync(value: 5, amount: 1);

        Collect(keep: 2).Removed.ShouldBeEmpty();
        Collect(keep: 1).Removed.ShouldBe([KeyValuePair.Create("Source", 1)]);
    }

    /// <summary>A small run of another experiment, or of another part of the same, is no reason to lose a trained platform.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_a_run_finished_before_it_failed_or_was_killed_stays_until_whole_runs_of_its_experiment_have_followed(
        bool isKilled)
    {
        await RunAsync(value: 5, amount: 1);
        var builder = Plan(value: 6, amount: 1, out _);
        builder.Add(new Refuse("never"));
        (await _toy.RunAsync(builder)).IsComplete.ShouldBeFalse();
        if (isKilled)
        {
            File.Delete(_toy.Store.RunPath(_toy.Store.Runs()[0]));     // it didn't get so far as to write one
        }

        await RunAsync(value: 7, amount: 1, experiment: "small");

        Collect().Removed.ShouldBeEmpty();
        await RunAsync(value: 8, amount: 1);
        Collect().Removed.ShouldBe([KeyValuePair.Create("Add", 2), KeyValuePair.Create("Source", 2)]);      // of 5, too
    }

    [Fact]
    public async Task What_a_failed_run_found_stays_though_the_run_that_made_it_is_pushed_out()
    {
        await RunAsync(value: 5, amount: 1, experiment: "maker");
        var builder = Plan(value: 5, amount: 2, out _);
        builder.Add(new Refuse("never"));
        _toy.Experiment = "toy";
        await _toy.RunAsync(builder);
        await RunAsync(value: 7, amount: 1, experiment: "maker");

        Collect().Removed.ShouldBe([KeyValuePair.Create("Add", 1)]);        // 5 + 1
    }

    [Fact]
    public async Task Nothing_goes_in_its_time_of_grace_nor_what_a_run_of_that_time_used()
    {
        await RunAsync(value: 5, amount: 1);
        await RunAsync(value: 6, amount: 1);
        await RunAsync(value: 7, amount: 1);
        var orphan = _toy.Store.WriteBlob("orphan.txt", stream => stream.Write("left"u8));

        Collect(grace: Day).ShouldSatisfyAllConditions(
            result => result.Removed.ShouldBeEmpty(), result => result.Bytes.ShouldBe(0), result => result.Runs.Count.ShouldBe(3));

        foreach (var path in Files())
        {
            File.SetLastWriteTimeUtc(path, File.GetLastWriteTimeUtc(path) - Day - TimeSpan.FromMinutes(1));
        }

        await RunAsync(value: 6, amount: 1);        // uses old results anew
        await RunAsync(value: 7, amount: 1);
        Collect(grace: Day).Removed.ShouldBe([KeyValuePair.Create("Add", 1), KeyValuePair.Create("Source", 1)]);
        File.Exists(_toy.Store.BlobPath(orphan.Sha256)).ShouldBeFalse();
        (await RunAsync(value: 6, amount: 1)).Count(NodeOutcome.Cached).ShouldBe(2);
    }

    /// <summary>A worker whose host is dead may be about to file a result that needs it.</summary>
    [Fact]
    public async Task Old_file_of_no_record_that_is_made_again_is_young()
    {
        await RunAsync(value: 5, amount: 1);
        var orphan = _toy.Store.WriteBlob("orphan.txt", stream => stream.Write("left"u8));
        File.SetLastWriteTimeUtc(_toy.Store.BlobPath(orphan.Sha256), DateTime.UtcNow.AddDays(-2));
        _toy.Store.WriteBlob("orphan.txt", stream => stream.Write("left"u8));

        Collect(grace: Day).Bytes.ShouldBe(0);
    }

    [Fact]
    public async Task Files_of_no_record_go()
    {
        await RunAsync(value: 5, amount: 1);
        var orphan = _toy.Store.WriteBlob("orphan.txt", stream => stream.Write("left"u8));

        Collect().Bytes.ShouldBe(4);

        File.Exists(_toy.Store.BlobPath(orphan.Sha256)).ShouldBeFalse();
    }

    [Fact]
    public async Task Store_without_a_finished_run_is_left_alone()
    {
        var builder = Plan(value: 5, amount: 1, out var source);
        await _toy.RunAsync(builder, source);

        Should.Throw<StoreException>(() => Collect()).Message.ShouldBe(
            $"no finished run of a whole experiment is on record in {_toy.StoreFolder}, so nothing can be told to be unneeded; "
                + $"nothing was removed: finish a run first");
    }

    [Theory]
    [InlineData("actions")]
    [InlineData("runs")]
    public async Task Store_with_a_record_that_cannot_be_read_is_left_alone_until_it_is_put_aside(string records)
    {
        await RunAsync(value: 5, amount: 1);
        await RunAsync(value: 6, amount: 1);
        var path = Directory.GetFiles(Path.Combine(_toy.StoreFolder, records))[0];
        File.WriteAllText(path, "cut off");

        var message = Should.Throw<StoreException>(() => Collect()).Message;

        message.ShouldStartWith($"the record {path} is damaged (");
        message.ShouldEndWith(
            ", so what it uses can't be told; nothing was removed: mend its permissions, or let Verify put it aside, and collect again");
        StoreVerification.Run(_toy.Store);
        await RunAsync(value: 6, amount: 1);
        Collect();
    }

    [Fact]
    public async Task Store_that_a_run_is_at_work_on_is_left_alone()
    {
        await RunAsync(value: 5, amount: 1);
        using var run = new RunLease(_toy.Store);

        Should.Throw<StoreException>(() => Collect()).Message.ShouldBe(
            $"a run is at work on {_toy.StoreFolder} ({LeaseOwner.This}); nothing was removed: try again when it has ended");
        GarbageCollector.Run(_toy.Store, keep: 1, TimeSpan.Zero, isRehearsal: true).Removed.ShouldBeEmpty();
    }

    /// <summary>A run that was started while the store was emptied has opened it before.</summary>
    [Fact]
    public async Task Store_that_is_emptied_can_be_used_by_whoever_has_it_open()
    {
        var open = _toy.Store;
        await RunAsync(value: 5, amount: 1);

        StoreCleaning.Run(_toy.Store);

        Files().ShouldBe([_toy.PathOf("store/format.json")]);
        open.WriteBlob("a.txt", stream => stream.Write("a"u8));
        (await RunAsync(value: 5, amount: 1)).Count(NodeOutcome.Executed).ShouldBe(2);
    }

    private static PlanBuilder Plan(int value, int amount, out Node<Number> source)
    {
        var plan = new PlanBuilder(ToyRun.Catalog);
        source = plan.Add(new Source(new SourceParameters { Value = value }));
        plan.Add(new Add(amount) { To = source });
        return plan;
    }

    private Task<RunResult> RunAsync(int value, int amount, string experiment = "toy")
    {
        _toy.Experiment = experiment;
        return _toy.RunAsync(Plan(value, amount, out _));
    }

    private CollectionResult Collect(int keep = 1, TimeSpan grace = default) =>
        GarbageCollector.Run(_toy.Store, keep, grace, isRehearsal: false);

    private string[] Files() => Directory.GetFiles(_toy.StoreFolder, "*", SearchOption.AllDirectories);
}
