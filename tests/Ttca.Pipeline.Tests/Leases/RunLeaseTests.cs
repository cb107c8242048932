using System.Globalization;

namespace Ttca.Pipeline.Tests.Leases;

public sealed class RunLeaseTests : IDisposable
{
    private static readonly string Key = new('a', 64);
    private static readonly LeaseOwner FarAway = new("far-away", "0123456789abcdef", 1, 0);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ttca-leases-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Node_can_be_taken_once_until_it_is_given_back()
    {
        using var run = new RunLease(Store());
        using var other = new RunLease(Store());

        var held = run.TryTake(Key).ShouldNotBeNull();
        other.TryTake(Key).ShouldBeNull();
        other.TryTake(new string('b', 64)).ShouldNotBeNull().Dispose();
        held.Dispose();

        other.TryTake(Key).ShouldNotBeNull().Dispose();
        Files(Key).ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_many_at_once_one_at_a_time_has_the_node()
    {
        using var run = new RunLease(Store());
        int inside = 0, most = 0;

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            for (var taken = 0; taken < 20;)
            {
                using (var lease = run.TryTake(Key))
                {
                    if (lease is not null)
                    {
                        taken++;
                        most = Math.Max(most, Interlocked.Increment(ref inside));
                        Interlocked.Decrement(ref inside);
                    }
                }

                await Task.Yield();
            }
        })));

        most.ShouldBe(1);
    }

    [Theory]
    [InlineData("no such process", int.MaxValue, 0)]
    [InlineData("this process's id, but an earlier process", 0, -1)]
    public void Lease_of_a_process_of_this_system_that_has_ended_is_removed_at_once(string owner, int process, int ticks)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "elsewhere the kernel isn't asked");
        owner.ShouldNotBeEmpty();
        Plant(Key, LeaseOwner.This with
        {
            Process = process == 0 ? LeaseOwner.This.Process : process,
            Started = LeaseOwner.This.Started + ticks,
        });
        using var run = new RunLease(Store());

        run.TryTake(Key).ShouldNotBeNull().Dispose();
        Files(Key).ShouldBeEmpty();
    }

    /// <summary>An earlier container's, or another host's: one look tells, however the clocks of hosts differ.</summary>
    [Theory]
    [InlineData(-30, true)]
    [InlineData(-61, false)]
    [InlineData(-1_000_000, false)]
    [InlineData(30, true)]
    [InlineData(100, false)]      // written before the file system's clock was set back
    public void Lease_of_a_process_that_the_kernel_cannot_be_asked_for_counts_for_a_minute_after_it_was_written(int seconds, bool counts)
    {
        var path = Plant(Key, FarAway);
        File.SetLastWriteTimeUtc(path, File.GetLastWriteTimeUtc(path).AddSeconds(seconds));
        using var run = new RunLease(Store());

        using var lease = run.TryTake(Key);

        (lease is null).ShouldBe(counts);
        File.Exists(path).ShouldBe(counts);
    }

    [Fact]
    public void Lease_that_is_held_is_written_again_now_and_then_and_made_anew_where_it_is_gone()
    {
        using var leases = new LeaseFolder(Store());
        var old = leases.Add("run").Path;
        var gone = leases.Add(Key).Path;
        var released = leases.Add("exclusive");
        released.Dispose();
        File.SetLastWriteTimeUtc(old, DateTime.UnixEpoch);
        File.Delete(gone);

        leases.Beat();

        var now = File.GetLastWriteTimeUtc(Plant("now", FarAway));
        File.GetLastWriteTimeUtc(old).ShouldBe(now, TimeSpan.FromSeconds(5));
        File.GetLastWriteTimeUtc(gone).ShouldBe(now, TimeSpan.FromSeconds(5));
        File.ReadAllText(gone).ShouldBe($"{LeaseOwner.This}\n");
        File.Exists(released.Path).ShouldBeFalse();
    }

    [Theory]
    [InlineData("leases", "nonsense")]
    [InlineData("leases", "vm.123.456.nonsense")]
    [InlineData("claims", "vm.1.99999999.abc")]        // an earlier version's
    public void File_that_is_no_lease_holds_nobody_up(string subfolder, string name)
    {
        using var run = new RunLease(Store());
        Directory.CreateDirectory(Path.Combine(_folder.FullName, subfolder));
        File.WriteAllText(Path.Combine(_folder.FullName, subfolder, $"{Key}.{name}"), "");

        run.TryTake(Key).ShouldNotBeNull().Dispose();
    }

    [Fact]
    public async Task Run_on_a_store_that_cannot_be_written_begins_and_fails_only_where_it_must_write()
    {
        var store = Store();
        store.EnsureFolders();
        Directory.Delete(store.Folders.Leases);
        using var run = new RunLease(store);

        await run.EnterAsync(_ => { }, TestContext.Current.CancellationToken);

        Should.Throw<StoreException>(() => run.TryTake(Key)).Message.ShouldStartWith($"the store can't write {store.Folders.Leases}");
    }

    [Fact]
    public async Task Run_that_finds_the_store_taken_waits_and_says_for_whom()
    {
        var exclusive = Plant("exclusive", FarAway);
        using var run = new RunLease(Store());
        var found = new List<string>();

        var entered = run.EnterAsync(found.Add, TestContext.Current.CancellationToken);
        entered.IsCompleted.ShouldBeFalse();
        File.Delete(exclusive);

        await entered;
        found.ShouldBe(["process 1 on far-away"]);
    }

    [Fact]
    public void Store_that_a_run_is_at_work_on_is_not_given_exclusively()
    {
        using var run = new RunLease(Store());

        Should.Throw<StoreException>(() => ExclusiveLease.Take(Store(), "nothing was removed")).Message.ShouldBe(
            $"a run is at work on {_folder.FullName} ({LeaseOwner.This}); nothing was removed: try again when it has ended");
        Files("exclusive").ShouldBeEmpty();
    }

    [Fact]
    public void Store_is_given_exclusively_once()
    {
        using (ExclusiveLease.Take(Store(), "nothing was removed"))
        {
            Should.Throw<StoreException>(() => ExclusiveLease.Take(Store(), "nothing was done")).Message.ShouldBe(
                $"another Gc or Clean is at work on {_folder.FullName} ({LeaseOwner.This}); nothing was done: try again when it has ended");
        }

        ExclusiveLease.Take(Store(), "nothing was removed").Dispose();
    }

    [Fact]
    public void Store_with_the_lease_of_a_dead_container_is_given_exclusively_at_the_first_look()
    {
        var path = Plant("run", FarAway);
        File.SetLastWriteTimeUtc(path, File.GetLastWriteTimeUtc(path).AddMinutes(-2));

        ExclusiveLease.Take(Store(), "nothing was removed").Dispose();

        File.Exists(path).ShouldBeFalse();
    }

    /// <summary>Each makes its own file first, and looks then: at no moment can both go on.</summary>
    [Fact]
    public async Task Runs_and_collections_exclude_each_other()
    {
        int runs = 0, collections = 0, mixtures = 0, collected = 0;
        using var end = new CancellationTokenSource();

        var collecting = Task.Run(
            () =>
            {
                while (!end.IsCancellationRequested)
                {
                    try
                    {
                        using var exclusive = ExclusiveLease.Take(Store(), "nothing was removed");
                        Interlocked.Increment(ref collections);
                        Interlocked.Add(ref mixtures, Volatile.Read(ref runs));
                        collected++;
                        Thread.Yield();
                        Interlocked.Decrement(ref collections);
                    }
                    catch (StoreException)
                    {
                        Thread.Yield();
                    }
                }
            },
            TestContext.Current.CancellationToken);
        for (var i = 0; i < 40 || collected == 0; i++)
        {
            using (var run = new RunLease(Store()))
            {
                await run.EnterAsync(_ => { }, TestContext.Current.CancellationToken);
                Interlocked.Increment(ref runs);
                Interlocked.Add(ref mixtures, Volatile.Read(ref collections));
                await Task.Yield();
                Interlocked.Decrement(ref runs);
            }

            await Task.Yield();
        }

        await end.CancelAsync();
        await collecting;
        mixtures.ShouldBe(0);
    }

    private ArtifactStore Store() => ArtifactStore.Open(_folder.FullName, TimeProvider.System);

    private string[] Files(string name) => Directory.GetFiles(Store().Folders.Leases, name + ".*");

    private string Plant(string name, LeaseOwner owner)
    {
        Store().EnsureFolders();
        var path = Path.Combine(
            Store().Folders.Leases, string.Create(CultureInfo.InvariantCulture, $"{name}.{owner.ToFileName()}.planted"));
        File.WriteAllText(path, "");
        return path;
    }
}
