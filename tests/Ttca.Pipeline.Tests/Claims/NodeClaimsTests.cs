namespace Ttca.Pipeline.Tests.Claims;

public sealed class NodeClaimsTests : IDisposable
{
    private static readonly string Key = new('a', 64);
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("ttca-claims-");
    private readonly ManualTime time = new();

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Claim_can_be_taken_once_until_it_is_given_back()
    {
        using var claims = Open();
        using var others = Open();

        var held = claims.TryTake(Key).ShouldNotBeNull();
        others.TryTake(Key).ShouldBeNull();
        others.TryTake(new string('b', 64)).ShouldNotBeNull().Dispose();
        held.Dispose();

        others.TryTake(Key).ShouldNotBeNull().Dispose();
        Files().ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_many_at_once_one_at_a_time_has_the_claim()
    {
        using var claims = Open();
        int inside = 0, most = 0;

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            for (var taken = 0; taken < 20;)
            {
                using (var claim = claims.TryTake(Key))
                {
                    if (claim is not null)
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
    [InlineData("this process's id, but an earlier process", 0, -3600)]
    public void Claim_of_a_process_of_this_host_that_has_ended_is_removed(string owner, int process, int seconds)
    {
        owner.ShouldNotBeEmpty();
        Plant(ClaimOwner.This with
        {
            Process = process == 0 ? ClaimOwner.This.Process : process,
            StartedSeconds = ClaimOwner.This.StartedSeconds + seconds,
        });
        using var claims = Open();

        claims.TryTake(Key).ShouldNotBeNull().Dispose();
        Files().ShouldBeEmpty();
    }

    [Fact]
    public void Claim_of_another_host_counts_while_it_is_touched_and_for_a_minute_after()
    {
        var path = Plant(new ClaimOwner("far-away", 1, 0));
        using var claims = Open();
        claims.TryTake(Key).ShouldBeNull();

        time.Advance(NodeClaims.Silence - TimeSpan.FromSeconds(1));
        claims.TryTake(Key).ShouldBeNull();
        File.SetLastWriteTimeUtc(path, DateTime.UnixEpoch);                     // whatever its clock says: it is alive
        claims.TryTake(Key).ShouldBeNull();
        time.Advance(NodeClaims.Silence + TimeSpan.FromSeconds(1));

        claims.TryTake(Key).ShouldNotBeNull().Dispose();
    }

    [Fact]
    public void Claim_that_is_held_is_touched_now_and_then()
    {
        using var claims = Open();
        using var held = claims.TryTake(Key);
        var path = Files().ShouldHaveSingleItem();
        File.SetLastWriteTimeUtc(path, DateTime.UnixEpoch);

        time.Advance(TimeSpan.FromSeconds(10));

        File.GetLastWriteTimeUtc(path).ShouldBe(time.GetUtcNow().UtcDateTime, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void File_that_is_no_claim_holds_nobody_up()
    {
        using var claims = Open();
        File.WriteAllText(Path.Combine(Store().ClaimsDirectory, $"{Key}.nonsense"), "");

        claims.TryTake(Key).ShouldNotBeNull().Dispose();
    }

    private ArtifactStore Store() => ArtifactStore.Open(folder.FullName, time);

    private NodeClaims Open() => new(Store());

    private string[] Files() => Directory.GetFiles(Store().ClaimsDirectory);

    private string Plant(ClaimOwner owner)
    {
        var path = Path.Combine(Store().ClaimsDirectory, $"{Key}.{owner.ToFileName()}.planted");
        File.WriteAllText(path, "");
        return path;
    }

    /// <summary>Time that passes when a test says so.</summary>
    private sealed class ManualTime : TimeProvider
    {
        private readonly List<(TimerCallback Callback, object? State)> timers = [];
        private TimeSpan elapsed;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => elapsed.Ticks;

        public override DateTimeOffset GetUtcNow() => new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero) + elapsed;

        /// <summary>Lets time pass, and every timer ring once.</summary>
        public void Advance(TimeSpan by)
        {
            elapsed += by;
            timers.ForEach(timer => timer.Callback(timer.State));
        }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            timers.Add((callback, state));
            return new Timer();
        }

        private sealed class Timer : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
