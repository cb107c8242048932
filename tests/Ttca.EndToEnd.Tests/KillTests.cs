using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Ttca.EndToEnd.Tests;

/// <summary>
/// SIGKILL at random moments of an experiment: of the host, then of a worker, and so on in turn. <c>tests/kills.sh</c> does fifty, on the
/// embedded experiment in full (<c>TTCA_KILLS</c>, <c>TTCA_KILLS_FULL</c>).
/// </summary>
public sealed partial class KillTests(TinyPaper paper, ITestOutputHelper log)
{
    private static readonly bool IsFull = Environment.GetEnvironmentVariable("TTCA_KILLS_FULL") == "1";
    private static readonly int Kills = int.Parse(Environment.GetEnvironmentVariable("TTCA_KILLS") ?? "5", CultureInfo.InvariantCulture);
    private readonly Random random = new(Kills);

    [Fact]
    public async Task Killed_experiment_needs_no_help_loses_no_finished_node_and_ends_with_the_same_bytes()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "finds workers in /proc");
        var undisturbed = IsFull ? Contents(Complete("undisturbed")) : paper.Contents("results");
        int kills = 0, round = 0;
        while (kills < Kills)
        {
            string name = $"killed-{++round}";
            for (bool isComplete = false; !isComplete && kills < Kills;)
            {
                var before = Records(name);
                isComplete = await RunAndKillAsync(name, isWorker: kills % 2 == 1);
                kills += isComplete ? 0 : 1;
                Records(name).Where(record => before.ContainsKey(record.Key)).ToDictionary().ShouldBe(before, ignoreOrder: true); // untouched: not run again
                Verify(name);
            }

            Contents(Complete(name)).ShouldBe(undisturbed);
        }

        log.WriteLine($"{kills} kills in {round} experiments: all intact, nothing finished ran again, same bytes as an undisturbed run");
    }

    /// <summary>Runs until a random moment, and kills.</summary>
    /// <returns>Whether the run was faster than that.</returns>
    private async Task<bool> RunAndKillAsync(string name, bool isWorker)
    {
        using var host = Process.Start(new ProcessStartInfo("dotnet", Arguments(name)) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = host.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = host.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await Task.WhenAny(host.WaitForExitAsync(), Task.Delay(TimeSpan.FromSeconds(1 + (random.NextDouble() * (IsFull ? 12 : 4)))));
        if (host.HasExited)
        {
            host.ExitCode.ShouldBe(0, await output + await errors);
            return true;
        }

        var workers = WorkersOf(host.Id);
        if (isWorker && workers.Count > 0)
        {
            Kill(workers[random.Next(workers.Count)]);
            await host.WaitForExitAsync(TestContext.Current.CancellationToken);
            (await output + await errors).ShouldSatisfyAllConditions(
                text => text.ShouldContain(host.ExitCode == 0 ? " failed=0 " : " failed=1 "),   // 0: the worker had nothing to do just then
                text => text.ShouldContain(host.ExitCode == 0 ? " failed=0 " : "its worker was killed (SIGKILL)"));
            return false;
        }

        host.Kill();        // the host alone: its workers notice
        await host.WaitForExitAsync(TestContext.Current.CancellationToken);
        return false;
    }

    private string Complete(string name)
    {
        var (code, output, error) = BuildProgram.Start("dotnet", BuildProgram.Repository, Arguments(name));
        code.ShouldBe(0, output + error);
        var match = Summary().Match(output);
        int executed = int.Parse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture), total = int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        log.WriteLine($"{name}: the last run executed {executed} of {total} nodes");
        return name;
    }

    private void Verify(string name)
    {
        if (Directory.Exists(Path.Combine(paper.PathOf(name), "store", "actions")))
        {
            var (code, output, error) = BuildProgram.Run(BuildProgram.Repository, "--target", "Verify", "--store", Path.Combine(paper.PathOf(name), "store"));
            code.ShouldBe(0, output + error);
        }
    }

    /// <summary>Each finished node's record: when it was written, by its key.</summary>
    private Dictionary<string, DateTime> Records(string name)
    {
        string actions = Path.Combine(paper.PathOf(name), "store", "actions");
        return Directory.Exists(actions)
            ? new DirectoryInfo(actions).EnumerateFiles().ToDictionary(file => file.Name, file => file.LastWriteTimeUtc)
            : [];
    }

    private FolderContents Contents(string name) => paper.Contents(Path.Combine(name, "results"));

    private string[] Arguments(string name) =>
    [
        Path.Combine(AppContext.BaseDirectory, "Ttca.Build.dll"),
        .. IsFull
            ? ["--target", "Paper", "--store", Path.Combine(paper.PathOf(name), "store"), "--results", Path.Combine(paper.PathOf(name), "results")]
            : paper.Arguments(Path.Combine(name, "store"), Path.Combine(name, "results")),
    ];

    private static List<int> WorkersOf(int host) =>
    [
        .. from folder in Directory.EnumerateDirectories("/proc")
           let name = Path.GetFileName(folder)
           where name.All(char.IsAsciiDigit)
           let status = StatusOf(name)
           where status.Contains($"\nPPid:\t{host}\n", StringComparison.Ordinal)
           select int.Parse(name, CultureInfo.InvariantCulture),
    ];

    private static string StatusOf(string process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/status");
        }
        catch (IOException)
        {
            return "";      // it has ended since
        }
    }

    private static void Kill(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
        }
        catch (ArgumentException)
        {
            // It has ended since.
        }
    }

    [GeneratedRegex(@"^nodes: total=(\d+) executed=(\d+) ", RegexOptions.Multiline)]
    private static partial Regex Summary();
}
