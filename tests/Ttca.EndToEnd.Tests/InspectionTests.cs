using System.Text.Json;
using System.Text.RegularExpressions;

namespace Ttca.EndToEnd.Tests;

/// <summary>The tasks that look into a store, on a real run.</summary>
public sealed partial class InspectionTests(TinyPaper paper)
{
    private string Results => Path.Combine(paper.PathOf("results"), "embedded");

    [Fact]
    public void Status_names_exactly_what_the_run_then_executes_or_saves_by_early_cutoff()
    {
        string store = paper.CopyOfStore("status");
        string[] change = ["--set", "perturbation.steps=3"];

        string status = paper.Inspect("Status", store, [.. change, "--jobs", "2"]).Output;
        var stale = StalePattern().Matches(status).Select(match => match.Groups[1].Value).ToList();
        var run = paper.Run(store, "status-results", change);

        status.ShouldMatch(
            @"\nAll of it takes about (\d+ min )?\d+ s on 2 jobs and \d+\.\d [KM]iB of disk, judging by \d+ earlier nodes.*\.\n");
        run.ExecutedNodes.Except(stale).ShouldBeEmpty();
        run.ExecutedNodes.ShouldNotBeEmpty();
        run.LastLine.ShouldContain(
            $" executed={run.ExecutedNodes.Count} cached={paper.First.ExecutedNodes.Count - stale.Count} "
                + $"pruned={stale.Count - run.ExecutedNodes.Count} failed=0 ");
    }

    [Fact]
    public void Diff_makes_nothing_in_a_folder_that_is_no_store()
    {
        string folder = Directory.CreateDirectory(paper.PathOf("plain-folder")).FullName;

        var (code, _, error) = BuildProgram.Run(
            BuildProgram.Repository, "--target", "Diff", "--left", Results, "--right", Results, "--store", folder);

        code.ShouldBe(0, error);
        Directory.EnumerateFileSystemEntries(folder).ShouldBeEmpty();
    }

    [Fact]
    public void Why_of_a_table_leads_back_to_the_parameter_that_changed()
    {
        var (code, output, error) = paper.Inspect(
            "Why", "store", "--set", "perturbation.steps=3", "--node", Path.Combine(Results, "tables", "epsilon.tex"));

        code.ShouldBe(0, error);
        output.ShouldMatch(@"RenderStudyTable-[0-9a-f]+ \(.*\) is stale\.");
        output.ShouldMatch(
            @"First causes:\n(  Optimize(WhiteBox|Perturbation) \(\d nodes\): parameters\.steps: 2 -> 3\n){2}Step by step:\n");
    }

    [Fact]
    public void Why_of_metrics_json_is_about_the_file_in_the_results()
    {
        var (_, output, error) = paper.Inspect("Why", "store", "--node", Path.Combine(Results, "metrics.json"));

        output.ShouldMatch(@"CollectMetrics-[0-9a-f]+ \(.*\) is up to date: made ", error);
    }

    [Fact]
    public void Why_with_other_settings_finds_the_node_by_the_id_that_it_had()
    {
        string id = paper.First.ExecutedNodes.First(id => id.StartsWith("OptimizePerturbation-", StringComparison.Ordinal));

        var (_, output, error) = paper.Inspect("Why", "store", "--set", "perturbation.steps=3", "--node", id);

        output.ShouldMatch(
            @"OptimizePerturbation-[0-9a-f]+ \(.*\) is stale\.\nFirst causes:\n  OptimizePerturbation: parameters\.steps: 2 -> 3\n", error);
    }

    [Fact]
    public void Why_of_an_unknown_node_says_where_they_are_listed() =>
        paper.Inspect("Why", "store", "--node", "nonsense").Error
            .ShouldEndWith(
                "Error: --node nonsense: no node of the plan has this id or is known to make this file; Status lists the nodes\n");

    [Fact]
    public void Verify_finds_a_flipped_byte_and_the_next_run_makes_just_that_anew()
    {
        string store = paper.CopyOfStore("verify");
        paper.Inspect("Verify", store).Output.ShouldContain("All are intact.");
        string largest = new DirectoryInfo(Path.Combine(paper.PathOf(store), "blobs")).EnumerateFiles("*", SearchOption.AllDirectories)
            .MaxBy(file => file.Length)!.FullName;
        byte[] bytes = File.ReadAllBytes(largest);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(largest, bytes);

        var (code, _, error) = paper.Inspect("Verify", store);
        var next = paper.Run(store, "verify-results");

        code.ShouldBe(1);
        error.ShouldMatch(
            @"Error: 1 damaged or missing:\n  train-images\.npy of Fetch-[0-9a-f]+, stage Fetch: its SHA-256 is [0-9a-f]{64} \(.*\)\n");
        next.LastLine.ShouldContain(" executed=1 ");
        next.ExecutedStages.ShouldBe(["Fetch"]);
        paper.Inspect("Verify", store).ExitCode.ShouldBe(0);
    }

    [Fact]
    public void Trace_goes_back_from_a_table_to_the_data()
    {
        string json = paper.PathOf("trace.json");
        var (code, output, error) = paper.Inspect(
            "Trace", "store", "--file", Path.Combine(Results, "tables", "epsilon.tex"), "--json", json);

        code.ShouldBe(0, error);
        output.ShouldMatch(
            @"all on +commit ([0-9a-f]{40}|unknown), tree (clean|modified|unknown), dotnet [\d.]+, sdk [\d.]+, torchsharp [\d.]+, libtorch \w+, machine .*, system ");
        using var trace = JsonDocument.Parse(File.ReadAllBytes(json));
        var nodes = trace.RootElement.GetProperty("nodes").EnumerateArray().ToList();
        nodes[0].GetProperty("stage").GetString().ShouldBe("Fetch");
        nodes[^1].GetProperty("stage").GetString().ShouldBe("RenderStudyTable");
        nodes.ShouldAllBe(
            node => node.GetProperty("versions").GetProperty("sdk").GetString()!.Length > 0
                && node.GetProperty("fingerprint").GetString()!.Length == 64);
    }

    [Fact]
    public void Gc_removes_what_the_last_run_did_not_use_and_a_run_after_it_executes_nothing()
    {
        string store = paper.CopyOfStore("gc");
        paper.Run(store, "gc-results", "--set", "perturbation.steps=3").ExitCode.ShouldBe(0);
        paper.Inspect("Fetch", store, "--set", "dataset.train-images=410").ExitCode.ShouldBe(0);    // of a part: it pushes nothing out
        // all are younger than a day
        paper.Inspect("Gc", store, "--keep", "1").Output.ShouldMatch(@"\n\d+ results stay; 0 B are freed\.\n");
        int before = Records(store);

        var rehearsal = paper.Inspect("Gc", store, "--keep", "1", "--grace", "0", "--dry-run");
        Records(store).ShouldBe(before);
        var (code, output, error) = paper.Inspect("Gc", store, "--keep", "1", "--grace", "0");

        code.ShouldBe(0, error);
        rehearsal.Output.ShouldContain("would go 3 results of OptimizePerturbation"); // of 5 and 10 members, and another epsilon
        output.ShouldContain("removed  3 results of OptimizePerturbation");
        Records(store).ShouldBeLessThan(before);
        paper.Run(store, "gc-results", "--set", "perturbation.steps=3").LastLine.ShouldContain(" executed=0 ");
        paper.Run(store, "gc-results").LastLine.ShouldNotContain(" executed=0 ");
    }

    [Fact]
    public void RunNode_runs_one_node_and_what_it_needs()
    {
        string node = paper.First.ExecutedNodes.First(id => id.StartsWith("TrainPlatform-", StringComparison.Ordinal));

        var run = paper.Inspect("RunNode", "one-store", "--node", node);

        run.ExitCode.ShouldBe(0, run.Error);
        run.Output.ShouldEndWith(" failed=0 skipped=0 seconds=" + run.Output[(run.Output.LastIndexOf('=') + 1)..]);
        run.Output.ShouldContain("nodes: total=3 executed=3 "); // Fetch, PlatformSplit, TrainPlatform
    }

    [Fact]
    public void Store_that_is_not_there_is_not_made()
    {
        paper.Inspect("Verify", "nowhere").Error.ShouldEndWith(
            $"Error: there is no store in {paper.PathOf("nowhere")}: run an experiment first, or say with --store where it is\n");
        Directory.Exists(paper.PathOf("nowhere")).ShouldBeFalse();
    }

    private int Records(string store) => Directory.GetFiles(Path.Combine(paper.PathOf(store), "actions")).Length;

    [GeneratedRegex(@"^stale +([A-Za-z]+-[0-9a-f]+)", RegexOptions.Multiline)]
    private static partial Regex StalePattern();
}
