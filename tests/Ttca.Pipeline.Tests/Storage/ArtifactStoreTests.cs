using Ttca.Pipeline.ToyWorker;

namespace Ttca.Pipeline.Tests.Storage;

public sealed class ArtifactStoreTests : IDisposable
{
    private readonly ToyRun _toy = new();

    public void Dispose() => _toy.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Blob_that_is_missing_or_cut_off_makes_just_its_node_run_again(bool isMissing)
    {
        var first = await _toy.RunAsync(Chain(amount: 10));
        var blob = _toy.BlobOf(first.Nodes[1]);
        if (isMissing)
        {
            File.Delete(blob);
        }
        else
        {
            await File.WriteAllTextAsync(blob, "1", TestContext.Current.CancellationToken);
        }

        var second = await _toy.RunAsync(Chain(amount: 10));

        ToyRun.Outcomes(second).ShouldBe(["Source Cached", "RoundDown Executed", "Add Pruned"]);
        _toy.ValueOf(second.Nodes[1]).ShouldBe(5120);
        _toy.Observer.Warnings[0].ShouldBe(
            $"number.txt of {first.Nodes[1].Node.Id} is {(isMissing ? "missing" : "damaged (1 bytes, not 4)")} in the store "
                + $"({blob}): the node runs again");
    }

    [Fact]
    public async Task Blob_with_other_bytes_of_the_same_size_is_found_when_it_is_read_and_made_anew_in_the_same_run()
    {
        var first = await _toy.RunAsync(Chain(amount: 10));
        await File.WriteAllTextAsync(_toy.BlobOf(first.Nodes[1]), "9999", TestContext.Current.CancellationToken);

        var second = await _toy.RunAsync(Chain(amount: 20));

        ToyRun.Outcomes(second).ShouldBe(["Source Cached", "RoundDown Executed", "Add Executed"]);
        _toy.ValueOf(second.Nodes[2]).ShouldBe(5140);
        _toy.Observer.Warnings.ShouldBe([$"the stored result of {first.Nodes[1].Node} is damaged: it runs again"]);
    }

    [Fact]
    public async Task Damage_two_levels_up_is_repaired_in_the_same_run()
    {
        var first = await _toy.RunAsync(Chain(amount: 10));
        await File.WriteAllTextAsync(_toy.BlobOf(first.Nodes[0]), "6666", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(_toy.BlobOf(first.Nodes[1]), "9999", TestContext.Current.CancellationToken);

        var second = await _toy.RunAsync(Chain(amount: 20));

        ToyRun.Outcomes(second).ShouldBe(["Source Executed", "RoundDown Executed", "Add Executed"]);
        _toy.ValueOf(second.Nodes[2]).ShouldBe(5140);
    }

    [Theory]
    [InlineData("truncated")]
    [InlineData("empty")]
    [InlineData("edited")]
    public async Task Record_that_is_damaged_counts_as_missing_and_is_reported(string damage)
    {
        var first = await _toy.RunAsync(Chain(amount: 10));
        var path = _toy.ActionOf(first.Nodes[1]);
        var text = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            path,
            damage switch
            {
                "truncated" => text[..(text.Length / 2)],
                "empty" => "",
                _ => text.Replace(first.Nodes[1].Action!.Outputs[0].Sha256, first.Nodes[0].Action!.Outputs[0].Sha256),
            },
            TestContext.Current.CancellationToken);

        var second = await _toy.RunAsync(Chain(amount: 10));

        ToyRun.Outcomes(second).ShouldBe(["Source Cached", "RoundDown Executed", "Add Pruned"]);
        var warning = _toy.Observer.Warnings.ShouldHaveSingleItem();
        warning.ShouldStartWith($"the record {path} is damaged (");
        warning.ShouldEndWith("): its node runs again");
    }

    [Fact]
    public async Task Store_that_cannot_be_written_fails_the_node_before_its_stage_runs_and_still_gives_what_it_has()
    {
        var executor = new InProcessExecutor(ToyRun.Catalog, TimeProvider.System);
        await _toy.Start(Chain(amount: 10), executor, CancellationToken.None).Completion;
        var changed = Chain(amount: 20);
        changed.Add(new Refuse("it was run"));

        var result = await _toy.Start(changed, new Unwritable(executor, _toy.PathOf("store/tmp")), CancellationToken.None).Completion;

        ToyRun.Outcomes(result).ShouldBe(["Source Cached", "RoundDown Cached", "Add Failed", "Refuse Failed"]);
        result.Failures.ShouldAllBe(failure =>
            failure.Failure!.Message.StartsWith($"the store can't be written in {_toy.StoreFolder}/tmp: ")
                && failure.Failure.Message.EndsWith("or use another store"));
    }

    [Fact]
    public async Task Store_is_made_by_the_first_thing_that_is_written_and_not_by_readers()
    {
        var store = _toy.Store;
        (store.Actions().Count, store.Runs().Count, StoreVerification.Run(store).Damages.Count).ShouldBe((0, 0, 0));
        Directory.Exists(_toy.StoreFolder).ShouldBeFalse();

        await _toy.RunAsync(Chain(amount: 10));

        File.Exists(_toy.PathOf("store/format.json")).ShouldBeTrue();
    }

    [Fact]
    public void Open_where_no_folder_can_be_made_says_where_and_what_to_do()
    {
        File.WriteAllText(_toy.StoreFolder, "a file, not a folder");

        var error = Should.Throw<StoreException>(() => _toy.Store);

        error.Message.ShouldStartWith($"the store can't be opened in {_toy.StoreFolder}: ");
        error.Message.ShouldEndWith("; check that the disk is there and can be written, or use another store");
    }

    [Fact]
    public void Full_disk_is_told_from_other_errors()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs /dev/full");
        var full = Should.Throw<IOException>(() => File.WriteAllBytes("/dev/full", new byte[1]));

        StoreException.From("can't write", "/store/x", full).Message.ShouldStartWith(
            "the store can't write /store/x: No space left on device");
        StoreException.From("can't write", "/store/x", full).Message
            .ShouldEndWith("; free some space and run again (finished nodes are kept), or use another store");
    }

    [Fact]
    public void Open_removes_temporary_files_of_long_ago_and_no_others()
    {
        var old = Path.Combine(_toy.MadeStore.Folders.Temporary, "old");
        var recent = Path.Combine(_toy.Store.Folders.Temporary, "recent");
        File.WriteAllText(old, "");
        File.WriteAllText(recent, "");
        File.SetLastWriteTimeUtc(old, DateTime.UtcNow.AddDays(-2));

        _ = _toy.Store;

        File.Exists(old).ShouldBeFalse();
        File.Exists(recent).ShouldBeTrue();
    }

    [Theory]
    [InlineData("../outside")]
    [InlineData("/etc/passwd")]
    [InlineData("a/../../b")]
    [InlineData(".hidden")]
    [InlineData("a//b")]
    [InlineData("")]
    public void Writer_refuses_names_that_could_leave_a_folder(string name) =>
        Should.Throw<ArgumentException>(() => new ArtifactWriter(_toy.Store).Write(name, _ => { }))
            .Message.ShouldStartWith($"'{name}' can't be the name of an artifact's file: use letters, digits, . _ - and / between folders");

    /// <summary>
    /// Takes away the folder that files are written in, as soon as there is something to do: even root can't write there then.
    /// </summary>
    private sealed class Unwritable(IExecutor executor, string temporary) : IExecutor
    {
        public Task<JobResult> ExecuteAsync(NodeJob job, IStageProgress progress, CancellationToken cancellationToken)
        {
            lock (executor)
            {
                if (Directory.Exists(temporary))
                {
                    Directory.Delete(temporary, recursive: true);
                }
            }

            return executor.ExecuteAsync(job, progress, cancellationToken);
        }

        public ValueTask DisposeAsync() => executor.DisposeAsync();
    }

    /// <summary>Source 5123 -> RoundDown(10) 5120 -> Add: three outputs of four bytes each, all different.</summary>
    private static PlanBuilder Chain(int amount)
    {
        var plan = new PlanBuilder(ToyRun.Catalog);
        var rounded = plan.Add(new RoundDown(10) { Of = plan.Add(new Source(new SourceParameters { Value = 5123 })) });
        plan.Add(new Add(amount) { To = rounded });
        return plan;
    }
}
