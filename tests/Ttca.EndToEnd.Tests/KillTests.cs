using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Ttca.EndToEnd.Tests;

/// <summary>
/// SIGKILL at random moments of an experiment: of the host, then of a worker (and Ctrl-C soon after), and so on in turn. The runs are of
/// several users and hosts, on one store, and <c>Gc</c> is tried beside each and after each. <c>tests/kills.sh</c> does fifty, on the
/// embedded experiment in full (<c>TTCA_KILLS</c>, <c>TTCA_KILLS_FULL</c>).
/// </summary>
public sealed partial class KillTests(TinyPaper paper, ITestOutputHelper log)
{
    private static readonly bool IsFull = Environment.GetEnvironmentVariable("TTCA_KILLS_FULL") == "1";
    private static readonly int Kills = int.Parse(Environment.GetEnvironmentVariable("TTCA_KILLS") ?? "3", CultureInfo.InvariantCulture);

    /// <summary>The kernel can't be asked for a container's processes: a minute of silence tells.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(70);
    private readonly Random _random = new(Kills);
    private long? _containerDied;

    [Fact]
    public async Task Killed_experiment_needs_no_help_loses_no_finished_node_and_ends_with_the_same_bytes()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "finds workers in /proc");
        var undisturbed = IsFull ? Contents(await CompleteAsync("undisturbed")) : paper.Contents("results");
        int kills = 0, round = 0;
        while (kills < Kills)
        {
            string name = $"killed-{++round}";
            Prepare(name);
            for (bool isComplete = false; !isComplete && kills < Kills;)
            {
                var before = Records(name);
                var who = RunOfSomebody.All[kills % RunOfSomebody.All.Count];
                isComplete = await RunAndKillAsync(name, who, isWorker: kills % 2 == 1);
                kills += isComplete ? 0 : 1;
                _containerDied = who == Somebody.AnotherHost ? Stopwatch.GetTimestamp() : _containerDied;
                Collect(name, busy: _containerDied is { } died && Stopwatch.GetElapsedTime(died) < Silence ? " on elsewhere)" : null);
                // untouched: kept, and not run again
                Records(name).Where(record => before.ContainsKey(record.Key)).ToDictionary().ShouldBe(before, ignoreOrder: true);
                Verify(name);
            }

            Contents(await CompleteAsync(name)).ShouldBe(undisturbed);
        }

        log.WriteLine(
            $"{kills} kills in {round} experiments, runs by {string.Join(", ", RunOfSomebody.All)}: all intact, nothing finished "
                + $"ran again or was collected, same bytes as an undisturbed run");
    }

    /// <summary>Two small runs of other settings, of which the collection must remove the first.</summary>
    private void Prepare(string name)
    {
        foreach (string images in (string[])["410", "420"])
        {
            paper.Run(
                Path.Combine(name, "store"),
                Path.Combine(name, "other-results"),
                "--set",
                $"dataset.train-images={images}").ExitCode.ShouldBe(
                0);
        }

        Collect(name, busy: null).ShouldContain("\nremoved ");
        BuildProgram.Start("chmod", BuildProgram.Repository, "-R", "a+rwX", paper.PathOf(name));
    }

    /// <summary>Runs until a random moment, and kills.</summary>
    /// <returns>Whether the run was faster than that.</returns>
    private async Task<bool> RunAndKillAsync(string name, Somebody who, bool isWorker)
    {
        using var run = new RunOfSomebody(who, Arguments(name));
        await run.WaitAsync(Soon(IsFull ? 12 : 4));
        if (!run.HasExited)
        {
            Collect(name, busy: "a run is at work on ");
        }

        if (run.HasExited)
        {
            run.ExitCode.ShouldBe(0, await run.ReadAsync());
            return true;
        }

        if (isWorker && run.KillWorker(_random))
        {
            await run.WaitAsync(Soon(2));
            run.Interrupt();        // what the killed worker isn't needed for would go on for minutes
            await run.WaitAsync();
            string text = await run.ReadAsync();
            text.ShouldMatch(" failed=[01] ");     // 0: the worker had nothing to do just then
            (text.Contains(" failed=1 ", StringComparison.Ordinal) ? text : "its worker was killed (SIGKILL)").ShouldContain(
                "its worker was killed (SIGKILL)");
            return false;
        }

        run.Kill();
        await run.WaitAsync();
        return false;
    }

    private TimeSpan Soon(double seconds) => TimeSpan.FromSeconds(1 + (_random.NextDouble() * seconds));

    private async Task<string> CompleteAsync(string name)
    {
        using var run = new RunOfSomebody(Somebody.Oneself, Arguments(name));
        await run.WaitAsync();
        string output = await run.ReadAsync();
        run.ExitCode.ShouldBe(0, output);
        var match = Summary().Match(output);
        log.WriteLine($"{name}: the last run executed {match.Groups[2].Value} of {match.Groups[1].Value} nodes");
        return name;
    }

    /// <summary>Removes all that may go, without a time of grace.</summary>
    /// <param name="name">Folder of the store.</param>
    /// <param name="busy">What it says if it refuses, because a run may be at work; null where none can be.</param>
    private string Collect(string name, string? busy)
    {
        var (code, output, error) = BuildProgram.Run(
            BuildProgram.Repository, "--target", "Gc", "--store", Path.Combine(paper.PathOf(name), "store"), "--keep", "1", "--grace", "0");
        if (busy is not null && code == 1)
        {
            error.ShouldContain(busy);
        }
        else
        {
            code.ShouldBe(0, output + error);
        }

        return output;
    }

    private void Verify(string name)
    {
        var (code, output, error) = BuildProgram.Run(
            BuildProgram.Repository, "--target", "Verify", "--store", Path.Combine(paper.PathOf(name), "store"));
        code.ShouldBe(0, output + error);
    }

    /// <summary>Each finished node's record: when it was written, by its key.</summary>
    private Dictionary<string, DateTime> Records(string name) =>
        new DirectoryInfo(Path.Combine(paper.PathOf(name), "store", "actions"))
            .EnumerateFiles()
            .ToDictionary(file => file.Name, file => file.LastWriteTimeUtc);

    /// <summary>Without what a container was writing when it died: that isn't known to be left over before a day has gone by.</summary>
    private FolderContents Contents(string name)
    {
        string results = Path.Combine(name, "results");
        Array.ForEach(Directory.GetFiles(paper.PathOf(results), ".elsewhere.*.tmp", SearchOption.AllDirectories), File.Delete);
        return paper.Contents(results);
    }

    private string[] Arguments(string name) =>
    [
        Path.Combine(AppContext.BaseDirectory, "Ttca.Build.dll"),
        .. IsFull
            ?
            [
                "--target",
                "Paper",
                "--store",
                Path.Combine(paper.PathOf(name), "store"),
                "--results",
                Path.Combine(paper.PathOf(name), "results"),
            ]
            : paper.Arguments(Path.Combine(name, "store"), Path.Combine(name, "results")),
        "--data", paper.PathOf("data"),
    ];

    [GeneratedRegex(@"^nodes: total=(\d+) executed=(\d+) ", RegexOptions.Multiline)]
    private static partial Regex Summary();
}
