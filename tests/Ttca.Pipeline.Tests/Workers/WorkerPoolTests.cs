using System.Diagnostics;
using System.Globalization;
using Ttca.Pipeline.ToyWorker;

namespace Ttca.Pipeline.Tests.Workers;

public sealed class WorkerPoolTests : IAsyncDisposable
{
    private readonly ToyRun _toy = new();
    private readonly WorkerPoolExecutor _executor = new(ToyRun.Worker);

    public async ValueTask DisposeAsync()
    {
        await _executor.DisposeAsync();
        _toy.Dispose();
    }

    [Fact(Timeout = 120_000)]
    public async Task Worker_killed_in_mid_node_fails_that_node_alone_and_leaves_a_valid_store()
    {
        var builder = new PlanBuilder(ToyRun.Catalog);
        var hold = builder.Add(new Hold(_toy.PathOf("started"), _toy.PathOf("release")) { Value = 7 });
        var after = builder.Add(new Add(1) { To = hold });
        var other = builder.Add(new Add(2) { To = builder.Add(new Source(new SourceParameters { Value = 3 })) });

        var run = _toy.Start(builder, _executor, TestContext.Current.CancellationToken);
        await ToyRun.UntilExists(_toy.PathOf("started"));
        await run.ResultOf(other);
        KillWorkerOf("started");
        var result = await run.Completion;

        result.Summary.ShouldStartWith("nodes: total=4 executed=2 cached=0 pruned=0 failed=1 skipped=1");
        var failure = result.Failures.ShouldHaveSingleItem();
        failure.Node.ShouldBe(hold);
        failure.Failure!.Message.ShouldBe("its worker was killed (SIGKILL): by a person, or by the system because memory ran out");
        failure.Failure.Log.ShouldBe(["configured for cpu with 1", "printed by a library"], ignoreOrder: true);
        _toy.Observer.Lines.ShouldContain("holding");
        _toy.Observer.Progress.ShouldContain("Hold 1/2 halfway");

        await File.WriteAllTextAsync(_toy.PathOf("release"), "", TestContext.Current.CancellationToken);
        var again = _toy.Start(builder, _executor, TestContext.Current.CancellationToken);       // on a new worker
        (await again.Completion).Summary.ShouldStartWith("nodes: total=4 executed=2 cached=2 pruned=0 failed=0 skipped=0");
        _toy.ValueOf(await again.ResultOf(after)).ShouldBe(8);
    }

    [Fact(Timeout = 120_000)]
    public async Task Stop_kills_the_workers()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var builder = new PlanBuilder(ToyRun.Catalog);
        builder.Add(new Hold(_toy.PathOf("started"), _toy.PathOf("never")));

        var run = _toy.Start(builder, _executor, stop.Token);
        await ToyRun.UntilExists(_toy.PathOf("started"));
        using var worker = WorkerOf("started");
        await stop.CancelAsync();
        var result = await run.Completion;
        await worker.WaitForExitAsync(TestContext.Current.CancellationToken);

        result.Nodes.ShouldHaveSingleItem().Failure!.Message.ShouldBe("the run was stopped");
    }

    [Fact(Timeout = 120_000)]
    public async Task Failure_in_a_worker_says_the_same_as_one_in_process()
    {
        var builder = new PlanBuilder(ToyRun.Catalog);
        builder.Add(new Refuse("no such photo"));

        var result = await _toy.Start(builder, _executor, TestContext.Current.CancellationToken).Completion;

        result.Failures.ShouldHaveSingleItem().Failure!.Message.ShouldBe("no such photo");
    }

    [Theory(Timeout = 120_000)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Job_of_another_build_of_the_program_is_refused(bool isInProcess)
    {
        var builder = new PlanBuilder(ToyRun.Catalog);
        builder.Add(new Source(new SourceParameters()));
        var rebuilt = new RebuiltHost(isInProcess ? new InProcessExecutor(ToyRun.Catalog, TimeProvider.System) : _executor);

        var result = await _toy.Start(builder, rebuilt, TestContext.Current.CancellationToken).Completion;

        result.Failures.ShouldHaveSingleItem().Failure!.Message.ShouldBe(
            "the program was rebuilt while it ran: the code of its worker isn't of the program that was started; nothing was filed: "
                + "run the same command again");
        _toy.Store.Actions().ShouldBeEmpty();
    }

    [Theory(Timeout = 120_000)]
    [InlineData("""{"result":{"action":{"key":"../../w/victim"}}}""")]
    [InlineData("""{"result":{"action":null,"failure":{"message":null,"log":[]}}}""")]
    [InlineData("no message")]
    public async Task Answer_of_a_worker_that_breaks_the_rules_fails_its_node(string line)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "stands in for a worker with a shell");
        await using var hostile = new WorkerPoolExecutor(
            new WorkerCommand("bash", ["-c", $"read job; echo '{line}' >&$TTCA_WORKER_CHANNEL; sleep 1000"]));
        var builder = new PlanBuilder(ToyRun.Catalog);
        builder.Add(new Source(new SourceParameters()));

        var result = await _toy.Start(builder, hostile, TestContext.Current.CancellationToken).Completion;

        result.Failures.ShouldHaveSingleItem().Failure!.Message.ShouldStartWith("its worker gave an answer that can't be read: ");
    }

    [Fact(Timeout = 120_000)]
    public async Task Worker_that_ends_by_itself_fails_its_node_with_the_exit_code()
    {
        var builder = new PlanBuilder(ToyRun.Catalog);
        builder.Add(new EndProcess(3));

        var result = await _toy.Start(builder, _executor, TestContext.Current.CancellationToken).Completion;

        var failure = result.Failures.ShouldHaveSingleItem().Failure!;
        failure.Message.ShouldBe("its worker ended with exit code 3");
        failure.Log.ShouldBe(["configured for cpu with 1"]);
    }

    [Theory(Timeout = 120_000)]
    [InlineData("no end of line")]
    [InlineData("{\"result\":{}}\n")]
    public async Task Output_of_a_native_library_goes_to_the_log_and_not_into_the_protocol(string text)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs /dev/stdout");
        var builder = new PlanBuilder(ToyRun.Catalog);
        builder.Add(new Noise(text));
        builder.Add(new Noise(text + "\n"));
        _toy.Jobs = 1;

        var result = await _toy.Start(builder, _executor, TestContext.Current.CancellationToken).Completion;

        result.IsComplete.ShouldBeTrue();
    }

    [Fact(Timeout = 120_000)]
    public async Task Print_without_line_end_is_not_shown_after_the_run()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs /dev/stdout");
        var builder = new PlanBuilder(ToyRun.Catalog);
        builder.Add(new Noise("no end"));

        await _toy.Start(builder, _executor, TestContext.Current.CancellationToken).Completion;
        await _executor.DisposeAsync();
        await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);   // it is read at once where it is read at all

        _toy.Observer.Lines.ShouldNotContain(line => line.Contains("no end"));
    }

    [Fact(Timeout = 120_000)]
    public async Task Workers_are_gone_when_their_pool_is()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "looks in /proc");
        string started = Path.Combine(_toy.Folder.FullName, "started"), release = Path.Combine(_toy.Folder.FullName, "release");
        await File.WriteAllTextAsync(release, "", TestContext.Current.CancellationToken);
        var builder = new PlanBuilder(ToyRun.Catalog);
        builder.Add(new Hold(started, release));

        await _toy.Start(builder, _executor, TestContext.Current.CancellationToken).Completion;
        await _executor.DisposeAsync();

        Directory.Exists($"/proc/{await File.ReadAllTextAsync(started, TestContext.Current.CancellationToken)}").ShouldBeFalse();
    }

    [Fact(Timeout = 120_000)]
    public async Task Worker_is_configured_for_the_threads_that_the_key_says()
    {
        var builder = new PlanBuilder(ToyRun.Catalog);
        builder.Add(new CountThreads());
        _toy.Environment["threads"] = "3";

        var result = await _toy.Start(builder, _executor, TestContext.Current.CancellationToken).Completion;

        _toy.ValueOf(result.Nodes[0]).ShouldBe(3);
        result.Nodes[0].Action!.Material.Environment["threads"].ShouldBe("3");
        await Until(() => _toy.Observer.Lines.Count > 0);                       // comes by another pipe than the result
        _toy.Observer.Lines.ShouldBe(["configured for cpu with 3"]);
    }

    [Fact(Timeout = 120_000)]
    public async Task Worker_that_cannot_be_started_fails_the_node_with_its_path()
    {
        await using var missing = new WorkerPoolExecutor(new WorkerCommand(_toy.PathOf("no-such-program"), []));
        var builder = new PlanBuilder(ToyRun.Catalog);
        builder.Add(new Source(new SourceParameters()));

        var result = await _toy.Start(builder, missing, TestContext.Current.CancellationToken).Completion;

        var message = result.Failures.ShouldHaveSingleItem().Failure!.Message;
        message.ShouldStartWith("no worker could be started: ");
        message.ShouldContain(_toy.PathOf("no-such-program"));
    }

    [Fact(Timeout = 120_000)]
    public async Task Host_killed_in_mid_run_takes_its_workers_along_and_the_next_run_goes_on_from_there()
    {
        using var host = StartHost("started", "release");
        await ToyRun.UntilExists(_toy.PathOf("started"));
        using var worker = WorkerOf("started");
        await Until(() => Directory.GetFiles(Path.Combine(_toy.StoreFolder, "actions")).Length >= 10);
        host.Kill();                                                            // the host alone, not its workers
        await worker.WaitForExitAsync(TestContext.Current.CancellationToken);

        var kept = Directory.GetFiles(Path.Combine(_toy.StoreFolder, "actions")).Length;
        await File.WriteAllTextAsync(_toy.PathOf("release"), "", TestContext.Current.CancellationToken);
        using var next = StartHost("started", "release");
        var summary = await next.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);

        summary.ShouldStartWith($"nodes: total=40 executed={40 - kept} cached={kept} pruned=0 failed=0 skipped=0");
        SumInStore().ShouldBe(ToyPlans.SumOfBranches);
    }

    [Fact(Timeout = 120_000)]
    public async Task Two_hosts_at_once_on_one_store_run_each_node_once()
    {
        using var first = StartHost("started", "release");
        await ToyRun.UntilExists(_toy.PathOf("started"));                        // the first is at the node that holds
        using var second = StartHost("started-2", "release");
        await Until(() => Directory.GetFiles(Path.Combine(_toy.StoreFolder, "actions")).Length == 38);   // all but that one and the sum
        await File.WriteAllTextAsync(_toy.PathOf("release"), "", TestContext.Current.CancellationToken);
        var summaries = await Task.WhenAll(
            first.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken),
            second.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken));

        summaries.ShouldAllBe(summary => summary.Contains(" total=40 ") && summary.Contains(" failed=0 skipped=0 "));
        summaries.Sum(Executed).ShouldBe(40);
        File.Exists(_toy.PathOf("started-2")).ShouldBeFalse();
        SumInStore().ShouldBe(ToyPlans.SumOfBranches);
        Directory.GetFiles(Path.Combine(_toy.StoreFolder, "tmp")).ShouldBeEmpty();
        Directory.GetFiles(Path.Combine(_toy.StoreFolder, "leases")).ShouldBeEmpty();
    }

    [Fact(Timeout = 120_000)]
    public async Task Lease_of_a_host_that_was_killed_is_taken_over_by_one_that_waits_for_it()
    {
        using var first = StartHost("started", "release");
        await ToyRun.UntilExists(_toy.PathOf("started"));
        using var second = StartHost("started-2", "release");
        await Until(() => Directory.GetFiles(Path.Combine(_toy.StoreFolder, "actions")).Length == 38);
        File.Exists(_toy.PathOf("started-2")).ShouldBeFalse();                   // it waits

        first.Kill();
        await ToyRun.UntilExists(_toy.PathOf("started-2"));
        await File.WriteAllTextAsync(_toy.PathOf("release"), "", TestContext.Current.CancellationToken);

        (await second.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)).ShouldContain(" failed=0 skipped=0 ");
        SumInStore().ShouldBe(ToyPlans.SumOfBranches);
    }

    private static int Executed(string summary) =>
        int.Parse(System.Text.RegularExpressions.Regex.Match(summary, @" executed=(\d+) ").Groups[1].Value, CultureInfo.InvariantCulture);

    private Process StartHost(string started, string release)
    {
        var start = new ProcessStartInfo(ToyRun.Worker.FileName, ["host", _toy.StoreFolder, _toy.PathOf(started), _toy.PathOf(release)])
        {
            RedirectStandardOutput = true,
        };
        return Process.Start(start)!;
    }

    private int SumInStore()
    {
        var sum = _toy.Store.Actions().Single(action => action.Material.Stage == nameof(Sum)).Outputs.ShouldHaveSingleItem();
        var text = File.ReadAllText(Path.Combine(_toy.StoreFolder, "blobs", sum.Sha256[..2], sum.Sha256));
        return int.Parse(text, CultureInfo.InvariantCulture);
    }

    private Process WorkerOf(string started) =>
        Process.GetProcessById(int.Parse(File.ReadAllText(_toy.PathOf(started)), CultureInfo.InvariantCulture));

    private void KillWorkerOf(string started)
    {
        using var worker = WorkerOf(started);
        worker.Kill();
    }

    private static async Task Until(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Sends jobs as a host does whose program has been built anew since it started.</summary>
    private sealed class RebuiltHost(IExecutor inner) : IExecutor
    {
        public Task<JobResult> ExecuteAsync(NodeJob job, IStageProgress progress, CancellationToken cancellationToken) =>
            inner.ExecuteAsync(job with { Program = new string('0', 64) }, progress, cancellationToken);

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
