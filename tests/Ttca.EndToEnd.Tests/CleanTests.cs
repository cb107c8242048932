using System.Diagnostics;

namespace Ttca.EndToEnd.Tests;

/// <summary>The task that starts over.</summary>
public sealed class CleanTests(TinyPaper paper)
{
    [Fact]
    public void Clean_and_Paper_in_one_call_do_all_anew()
    {
        string store = paper.CopyOfStore("cleaned-store");

        var (code, output, error) = BuildProgram.Run(
            BuildProgram.Repository, paper.ArgumentsOf("Clean", store, "cleaned-results", ["--target", "Paper"]));

        code.ShouldBe(0, error);
        output.ShouldMatch(@"\nnodes: total=(\d+) executed=\1 cached=0 pruned=0 failed=0 skipped=0 ");
        paper.Contents("cleaned-results").ShouldBe(paper.Contents("results"));
    }

    /// <summary>The invocation's own run isn't in the way, wherever Cake puts the task among those of the other target.</summary>
    [Fact]
    public void Gc_and_Paper_in_one_call_do_both()
    {
        var (code, output, error) = BuildProgram.Run(
            BuildProgram.Repository,
            paper.ArgumentsOf("Paper", paper.CopyOfStore("both-tasks-store"), "both-tasks-results", ["--target", "Gc", "--grace", "0"]));

        code.ShouldBe(0, error);
        string total = paper.First.LastLine.Split("total=")[1].Split(' ')[0];
        output.ShouldContain($"{total} results stay; ");
        output.ShouldContain($"\nnodes: total={total} executed=0 cached={total} ");
    }

    [Fact]
    public async Task Clean_beside_a_run_deletes_nothing()
    {
        string leases = Path.Combine(paper.PathOf("busy-store"), "leases");
        var start = new ProcessStartInfo(
            "dotnet", [Path.Combine(AppContext.BaseDirectory, "Ttca.Build.dll"), .. paper.Arguments("busy-store", "busy-results")]);
        using var run = Process.Start(start)!;
        while (!Directory.Exists(leases) || Directory.GetFiles(leases).Length < 2)      // the run's, and a node's
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        var (code, _, error) = BuildProgram.Run(BuildProgram.Repository, paper.ArgumentsOf("Clean", "busy-store", "busy-results", []));

        code.ShouldBe(1);
        error.ShouldContain($"a run is at work on {paper.PathOf("busy-store")} (process {run.Id} on ");
        await run.WaitForExitAsync(TestContext.Current.CancellationToken);
        run.ExitCode.ShouldBe(0);
        paper.Contents("busy-results").ShouldBe(paper.Contents("results"));
    }
}
