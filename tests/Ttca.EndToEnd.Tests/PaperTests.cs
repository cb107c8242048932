using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Ttca.EndToEnd.Tests;

/// <summary>The main job, as a user runs it: real processes, a real store, every stage.</summary>
public sealed class PaperTests(TinyPaper paper)
{
    [Fact]
    public void Paper_in_an_empty_store_runs_every_node_and_ends_with_the_summary()
    {
        paper.First.ExitCode.ShouldBe(0, paper.First.Output + paper.First.Error);
        paper.First.LastLine.ShouldMatch(@"^nodes: total=(\d+) executed=\1 cached=0 pruned=0 failed=0 skipped=0 seconds=\d+\.\d$");
    }

    [Fact]
    public void Paper_writes_figures_tables_metrics_provenance_and_the_printed_page()
    {
        string results = Path.Combine(paper.PathOf("results"), "embedded");
        var files = Directory.EnumerateFiles(results, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(results, path));
        string[] figures = ["collective-size", "epsilon", "examples", "perturbations"];
        string[] tables =
        [
            "collective-size",
            "collective-size-contrasts",
            "data",
            "epsilon",
            "epsilon-contrasts",
            "preprocessing",
            "tuning",
        ];

        files.ShouldBe(
            [
                .. figures.SelectMany(name => new[] { "pdf", "png", "svg", "txt" }.Select(extension => $"figures/{name}.{extension}")),
                .. tables.SelectMany(name => new[] { "csv", "html", "md", "tex" }.Select(extension => $"tables/{name}.{extension}")),
                "tables/collective-size-contrasts.json",
                "tables/epsilon-contrasts.json",
                "claims.csv",
                "claims.html",
                "claims.json",
                "claims.md",
                "claims.tex",
                "metrics.json",
                "paper.tex",
                .. HasPdfLatex ? ["paper.pdf"] : Array.Empty<string>(),
                "provenance.json",
                "report.html",
            ],
            ignoreOrder: true);
    }

    private static bool HasPdfLatex =>
        Environment.GetEnvironmentVariable("PATH")!
            .Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, "pdflatex")) || File.Exists(Path.Combine(folder, "pdflatex.exe")));

    [Fact]
    public void Report_is_well_formed_and_links_every_number_to_what_made_it()
    {
        string results = Path.Combine(paper.PathOf("results"), "embedded");
        var page = ReportPage.Read(Path.Combine(results, "report.html"));
        using var provenance = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(results, "provenance.json")));

        page.DanglingLinks.ShouldBeEmpty();
        page.UnlinkedNumbers.ShouldBeEmpty();
        var nodes = provenance.RootElement
            .GetProperty("nodes")
            .EnumerateArray()
            .Select(node => node.GetProperty("node").GetString()!)
            .ToList();
        nodes
            .Where(node => node.StartsWith("Bootstrap-", StringComparison.Ordinal) || node.StartsWith("Fetch-", StringComparison.Ordinal))
            .ShouldAllBe(node => page.Details.Contains(node));
        page.Headings.ShouldBe(
            [
                "Claims", "How many members does a collective need?", "Which differences does the study collective-size find?", "How large must the perturbation be?",
                "Which differences does the study epsilon find?", "What can any program for photos do for the subgroup?", "What was tried before the values were chosen?", "What do the data hold?", "What do the perturbations look like?", "What do images look like before and after?", "Setup", "Provenance",
            ]);
    }

    /// <summary>Ids are in no key: an artifact that is used again would name nodes of another run.</summary>
    [Fact]
    public void No_artifact_names_a_node()
    {
        using var provenance = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(paper.PathOf("results"), "embedded", "provenance.json")));
        byte[][] ids =
        [
            .. provenance.RootElement.GetProperty("nodes")
                .EnumerateArray()
                .Select(node => Encoding.UTF8.GetBytes(node.GetProperty("node").GetString()!)),
        ];
        var blobs = Directory.EnumerateFiles(Path.Combine(paper.PathOf("store"), "blobs"), "*", SearchOption.AllDirectories)
            .Select(File.ReadAllBytes)
            .ToList();

        ids.Length.ShouldBeGreaterThan(10);
        blobs.Count(blob => ids.Any(id => blob.AsSpan().IndexOf(id) >= 0)).ShouldBe(0);
    }

    [Fact]
    public void Printed_page_of_earlier_tables_is_removed_by_any_task_and_made_anew_by_Paper()
    {
        paper.Run(paper.CopyOfStore("printed-store"), "printed-results").ExitCode.ShouldBe(0);
        string results = Path.Combine(paper.PathOf("printed-results"), "embedded");
        string[] Printed() =>
            [
                .. Directory.EnumerateFiles(results)
                    .Select(path => Path.GetFileName(path))
                    .Where(name => name is "paper.tex" or "paper.pdf" or "report.html")
                    .Order(StringComparer.Ordinal),
            ];
        string[] all = HasPdfLatex ? ["paper.pdf", "paper.tex", "report.html"] : ["paper.tex", "report.html"];
        Printed().ShouldBe(all);
        var written = all.ToDictionary(name => name, name => File.GetLastWriteTimeUtc(Path.Combine(results, name)));

        paper.Run("printed-store", "printed-results").ExitCode.ShouldBe(0);
        all.ShouldAllBe(name => File.GetLastWriteTimeUtc(Path.Combine(results, name)) == written[name]);

        string[] tablesAlone = paper.ArgumentsOf("RenderTables", "printed-store", "printed-results", ["--set", "bootstrap.resamples=101"]);
        BuildProgram.Run(BuildProgram.Repository, tablesAlone).ExitCode.ShouldBe(0);
        Printed().ShouldBeEmpty();

        paper.Run("printed-store", "printed-results").ExitCode.ShouldBe(0);
        Printed().ShouldBe(all);

        BuildProgram.Run(BuildProgram.Repository, paper.ArgumentsOf("Clean", "printed-store", "printed-results", [])).ExitCode.ShouldBe(0);
        Directory.EnumerateFiles(results, "*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public void Paper_ends_with_a_verdict_on_every_claim()
    {
        using var claims = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(paper.PathOf("results"), "embedded", "claims.json")));
        var verdicts = claims.RootElement.GetProperty("claims").EnumerateArray().ToDictionary(
            claim => claim.GetProperty("id").GetString()!, claim => claim.GetProperty("verdict").GetString());

        verdicts.Keys.ShouldBe(["C1", "C2", "C3", "C4", "C5", "C6", "C7"], ignoreOrder: true);
        verdicts["C2"].ShouldBe("not-tested");
        verdicts["C7"].ShouldBe("supported");
        paper.First.Output.ShouldMatch(@"\nC2 A small proxy can attack a larger platform +not tested: needs the study transfer\n");
        // 5 and 10 members, 10 queries each
        paper.First.Output.ShouldMatch(@"\nC7 Only query access is used +supported: 3 perturbations from 150 queries in 2 transcripts\n");
    }

    [Fact]
    public void Metrics_stand_beside_seeds_images_and_resamples()
    {
        using var metrics = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(paper.PathOf("results"), "embedded", "metrics.json")));
        var cells = metrics.RootElement.GetProperty("cells").EnumerateArray().ToList();

        cells.Select(cell => $"{cell.GetProperty("study")} {cell.GetProperty("value")}").ShouldBe(
            ["collective-size 5", "collective-size 10", "epsilon 8/255", "epsilon 16/255"]);
        var estimate = cells[0].GetProperty("metrics").GetProperty("estimates")[0];
        estimate.GetProperty("seeds").GetInt32().ShouldBe(1);
        estimate.GetProperty("images").GetInt32().ShouldBe(80);
        estimate.GetProperty("resamples").GetInt32().ShouldBe(100);
    }

    [Fact]
    public void Paper_again_with_other_jobs_and_results_runs_nothing()
    {
        var again = paper.Run("store", "other-results", "--jobs", "1");

        again.ExitCode.ShouldBe(0, again.Error);
        again.LastLine.ShouldMatch(@"^nodes: total=(\d+) executed=0 cached=\1 pruned=0 failed=0 skipped=0 seconds=\d+\.\d$");
        paper.Contents("other-results").ShouldBe(paper.Contents("results"));
    }

    [Fact]
    public void Change_of_perturbation_steps_runs_no_platform_query_or_extraction()
    {
        var changed = paper.Run(paper.CopyOfStore("changed-store"), "changed-results", "--set", "perturbation.steps=3");

        changed.ExitCode.ShouldBe(0, changed.Error);
        changed.ExecutedStages.ShouldContain("OptimizePerturbation");
        string[] untouched =
        [
            "Fetch", "PlatformSplit", "CollectiveSplit", "TestSplit", "TrainPlatform", "QueryPlatform", "ExtractProxy", "DrawRandomSigns"
        ];
        changed.ExecutedStages.Intersect(untouched).ShouldBeEmpty();
    }

    [Fact]
    public void Same_experiment_in_two_empty_stores_gives_the_same_bytes()
    {
        var second = paper.Run("second-store", "second-results");

        second.ExitCode.ShouldBe(0, second.Error);
        second.LastLine.ShouldContain(" cached=0 ");
        paper.Contents("second-results").ShouldBe(paper.Contents("results"));
    }

    [Fact]
    public void Damaged_store_is_repaired_by_the_next_run()
    {
        paper.Run("damaged-store", "damaged-results").ExitCode.ShouldBe(0);
        string largest = new DirectoryInfo(Path.Combine(paper.PathOf("damaged-store"), "blobs")).EnumerateFiles(
            "*", SearchOption.AllDirectories)
            .MaxBy(file => file.Length)!.FullName;
        byte[] bytes = File.ReadAllBytes(largest);
        bytes[^1] ^= 1;
        File.WriteAllBytes(largest, bytes);

        // Another size of the platform's data makes the run read the pool of images, which is the largest blob.
        var next = paper.Run("damaged-store", "damaged-results", "--set", "dataset.platform-images=290");

        next.ExitCode.ShouldBe(0, next.Output + next.Error);
        next.ExecutedStages.ShouldContain("Fetch");
        File.ReadAllBytes(largest)[^1].ShouldBe((byte)(bytes[^1] ^ 1));
    }

    [Fact]
    public async Task Interrupted_run_stops_at_once_and_goes_on_from_what_was_finished()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals are sent with kill");
        using var process = Process.Start(new ProcessStartInfo(
            "dotnet",
            [Path.Combine(AppContext.BaseDirectory, "Ttca.Build.dll"), .. paper.Arguments("interrupted-store", "interrupted-results")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line
            && !line.Contains(": done in ", StringComparison.Ordinal))
        {
        }

        // As Ctrl-C does, but also where the tests themselves run in the background, where shells have SIGINT ignored.
        await Process.Start("kill", ["-TERM", $"{process.Id}"]).WaitForExitAsync(TestContext.Current.CancellationToken);
        string rest = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        process.ExitCode.ShouldBe(130, rest);
        (await errors).ShouldMatch(@"Stopped\. \d+ of \d+ nodes are finished and kept; run the same command to go on\.");
        var next = paper.Run("interrupted-store", "interrupted-results");
        next.ExitCode.ShouldBe(0, next.Error);
        next.LastLine.ShouldNotContain(" cached=0 ");
        paper.Contents("interrupted-results").ShouldBe(paper.Contents("results"));
    }
}
