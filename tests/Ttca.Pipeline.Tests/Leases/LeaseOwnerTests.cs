using System.Diagnostics;
using System.Globalization;
using Ttca.Pipeline.ToyWorker;

namespace Ttca.Pipeline.Tests.Leases;

/// <summary>Owners of leases that are other processes: dead, stopped, of another user, in another namespace.</summary>
public sealed class LeaseOwnerTests : IDisposable
{
    private readonly ToyRun _toy = new();

    public void Dispose() => _toy.Dispose();

    [Fact]
    public void Owner_can_be_written_as_a_part_of_a_file_name()
    {
        LeaseOwner.TryParse(LeaseOwner.This.ToFileName() + ".unique").ShouldBe(LeaseOwner.This);
        LeaseOwner.This.ToFileName().Length.ShouldBeLessThan(255 - 64 - ".".Length - ".12345678".Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData("host.system.12")]
    [InlineData("host.system.-1.5")]          // kill(-1) would mean every process
    [InlineData("host.system.0.5")]
    [InlineData("host.system.99999999999.5")]
    public void Text_that_names_no_owner_is_none(string text) => LeaseOwner.TryParse(text).ShouldBeNull();

    [Fact]
    public async Task Stopped_process_is_running_and_one_whose_parent_does_not_ask_for_its_exit_code_is_not()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs /proc");
        using var sleep = Process.Start(new ProcessStartInfo("sh", ["-c", "sleep 0 & exec sleep 60"]))!;
        try
        {
            var child = await ChildOf(sleep.Id);
            while (LinuxProcess.TryRead(child) is { HasEnded: false })
            {
                await Task.Delay(5, TestContext.Current.CancellationToken);
            }

            Process.Start("kill", ["-STOP", Text(sleep.Id)]).WaitForExit();

            OwnerOf(Text(sleep.Id)).IsRunning().ShouldBe(true);
            OwnerOf(child).IsRunning().ShouldBe(false);
        }
        finally
        {
            sleep.Kill();
        }
    }

    /// <summary>The process ids of two containers on one machine mean different processes, also where their host names are equal.</summary>
    [Theory(Timeout = 120_000)]
    [InlineData("--mount-proc", true)]
    [InlineData("--mount-proc", false)]
    [InlineData("--fork", true)]           // /proc shows it the outer processes
    public async Task Run_in_another_process_namespace_is_left_its_nodes_and_its_store(string proc, bool isHostNameEqual)
    {
        SkipUnless("unshare", "--uts", "--pid", "--fork", "--mount-proc", "true");
        var name = isHostNameEqual ? Environment.MachineName : "elsewhere";
        using var inner = Process.Start(new ProcessStartInfo("unshare",
            [
                "--uts",
                "--pid",
                "--fork",
                "--kill-child",
                proc,
                "sh",
                "-c",
                $"hostname {name}; exec \"$0\" \"$@\"",
                ToyRun.Worker.FileName,
                "host",
                _toy.StoreFolder,
                _toy.PathOf("started"),
                _toy.PathOf("release"),
            ])
        {
            RedirectStandardOutput = true,
        })!;
        string lease;
        try
        {
            await ToyRun.UntilExists(_toy.PathOf("started"));
            string[] nodes;
            // all but the one that holds and the sum; a lease goes after its record has come
            while (_toy.Store.Actions().Count < 38 || (nodes = NodeLeases()).Length != 1)
            {
                await Task.Delay(5, TestContext.Current.CancellationToken);
            }

            lease = Directory.GetFiles(_toy.Store.Folders.Leases, "run.*").ShouldHaveSingleItem();
            var node = nodes[0].Split('.')[0];
            using (var run = new RunLease(_toy.Store))
            {
                run.TryTake(node).ShouldBeNull();
            }

            Should.Throw<StoreException>(() => StoreCleaning.Run(_toy.Store)).Message.ShouldMatch(
                $@"^a run is at work on {_toy.StoreFolder} \(process \d+ on {name}\); nothing was removed: try again when it has ended$");
        }
        finally
        {
            inner.Kill(entireProcessTree: true);
            await inner.WaitForExitAsync(CancellationToken.None);
        }

        foreach (var path in Directory.GetFiles(_toy.Store.Folders.Leases))
        {
            File.SetLastWriteTimeUtc(path, File.GetLastWriteTimeUtc(path) - LeaseFolder.Silence - TimeSpan.FromSeconds(1));
        }

        StoreCleaning.Run(_toy.Store);
        File.Exists(lease).ShouldBeFalse();
    }

    [Theory(Timeout = 120_000)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Run_of_another_user_is_seen_also_where_proc_hides_it(bool isHidden)
    {
        string[] other =
        [
            "setpriv",
            "--reuid=65534",
            "--regid=65534",
            "--clear-groups",
            "--inh-caps=+dac_read_search",
            "--ambient-caps=+dac_read_search",
        ];
        string[] hiding = ["unshare", "--mount", "sh", "-c", "mount -t proc -o hidepid=2 proc /proc && exec \"$0\" \"$@\""];
        SkipUnless([.. hiding, .. other, "true"]);
        using (var run = new RunLease(_toy.Store))
        {
            Process.Start("chmod", ["-R", "a+rwX", _toy.Folder.FullName]).WaitForExit();

            (await CollectAsync()).ShouldBe(
                $"a run is at work on {_toy.StoreFolder} ({LeaseOwner.This}); nothing was removed: try again when it has ended\n");
        }

        (await CollectAsync()).ShouldStartWith("no finished run ");

        async Task<string> CollectAsync()
        {
            string[] command = [.. isHidden ? hiding : [], .. other, ToyRun.Worker.FileName, "collect", _toy.StoreFolder];
            using var process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true })!;
            return await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Two processes for real: a collection finds the run, and a run waits for nobody after it.</summary>
    [Fact(Timeout = 120_000)]
    public async Task Collection_beside_a_run_in_another_process_removes_nothing()
    {
        using var host = Process.Start(
            new ProcessStartInfo(
                ToyRun.Worker.FileName,
                ["host", _toy.StoreFolder, _toy.PathOf("started"), _toy.PathOf("release")]) { RedirectStandardOutput = true })!;
        await ToyRun.UntilExists(_toy.PathOf("started"));

        Should.Throw<StoreException>(
            () => GarbageCollector.Run(_toy.Store, keep: 1, grace: TimeSpan.Zero, isRehearsal: false)).Message.ShouldBe(
            $"a run is at work on {_toy.StoreFolder} (process {host.Id} on {LeaseOwner.This.Host}); nothing was removed: try again "
                + $"when it has ended");

        await File.WriteAllTextAsync(_toy.PathOf("release"), "", TestContext.Current.CancellationToken);
        (await host.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)).ShouldStartWith("nodes: total=40 executed=40 ");
        await host.WaitForExitAsync(TestContext.Current.CancellationToken);
        StoreCleaning.Run(_toy.Store);
        _toy.Store.Actions().ShouldBeEmpty();
    }

    private static LeaseOwner OwnerOf(string process) => LeaseOwner.This with
    {
        Process = int.Parse(process, CultureInfo.InvariantCulture),
        Started = LinuxProcess.TryRead(process)!.Started,
    };

    private static async Task<string> ChildOf(int process)
    {
        while (true)
        {
            if (await File.ReadAllTextAsync(
                $"/proc/{process}/task/{process}/children", TestContext.Current.CancellationToken) is { Length: > 0 } children)
            {
                return children.Trim().Split(' ')[0];
            }

            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }

    private static string Text(int process) => process.ToString(CultureInfo.InvariantCulture);

    private static void SkipUnless(params string[] command)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardError = true })!;
            process.WaitForExit();
            Assert.SkipUnless(process.ExitCode == 0, "needs the right to change users and namespaces");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("needs Linux");
        }
    }

    /// <summary>Names of the leases on nodes, which begin with a key.</summary>
    private string[] NodeLeases() =>
        [.. Directory.GetFiles(_toy.Store.Folders.Leases).Select(path => Path.GetFileName(path)).Where(name => name.Length > 100)];
}
