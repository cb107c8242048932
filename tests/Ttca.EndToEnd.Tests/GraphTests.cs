using System.Text.RegularExpressions;
using Ttca.Build.Tools;

namespace Ttca.EndToEnd.Tests;

public sealed class GraphTests(TinyPaper paper) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ttca-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Graph_in_an_empty_store_draws_every_node_as_stale_and_runs_none()
    {
        SkipWhereThereIsNoShell();
        Program("dot", "echo \"<svg>$*</svg>\"");

        var (code, output, error) = Graph();

        code.ShouldBe(0, error);
        output.ShouldContain($"{FileOf("dot")}\n{FileOf("mmd")}\n{FileOf("svg")}\n254 nodes of 40 stages: 0 up to date, 254 stale.\n");
        Regex.Count(File.ReadAllText(FileOf("dot")), "ID=\"n\\d+\" ALIGN=\"LEFT\" BGCOLOR=\"#ffdcc2\"").ShouldBe(254);
        Regex.Count(File.ReadAllText(FileOf("mmd")), ":::stale\n").ShouldBe(254);
        File.ReadAllText(FileOf("svg")).ShouldBe($"<svg>-Tsvg {FileOf("dot")}</svg>\n");
        Directory.Exists(PathOf("store")).ShouldBeFalse();
    }

    [Theory]
    [InlineData(null, "dot is not installed")]
    [InlineData("echo 'Warning: of no account' >&2; echo 'Error: out of ink' >&2; exit 1", "dot failed: Error: out of ink")]
    [InlineData("exit 3", "dot failed: it said no reason")]
    public void Graph_that_cannot_be_drawn_is_written_as_text_and_says_why(string? dot, string complaint)
    {
        SkipWhereThereIsNoShell();
        Directory.CreateDirectory(Path.GetDirectoryName(FileOf("svg"))!);
        File.WriteAllText(FileOf("svg"), "of an earlier plan");
        if (dot is not null)
        {
            Program("dot", dot);
        }

        var (code, output, error) = Graph();

        code.ShouldBe(0, error);
        (output + error).ShouldContain($"graph.svg was not drawn: {complaint}\n");
        output.ShouldContain($"{FileOf("dot")}\n{FileOf("mmd")}\n");
        File.ReadAllText(FileOf("dot")).ShouldStartWith("digraph {\n");
        File.Exists(FileOf("svg")).ShouldBeFalse();
    }

    [Fact]
    public void Program_that_takes_too_long_is_ended()
    {
        SkipWhereThereIsNoShell();

        new ExternalProgram("sleep", TimeSpan.FromSeconds(0.3))
            .Run(_folder.FullName, ["60"], _ => null)
            .ShouldBe((null, "sleep took longer than 0.005 minutes"));
    }

    [Fact]
    public void Graph_where_results_cannot_be_written_says_so()
    {
        File.WriteAllText(PathOf("file"), "");

        var (code, _, error) = BuildProgram.Run(
            BuildProgram.Repository, "--target", "Graph", "--store", PathOf("store"), "--results", PathOf("file"));

        code.ShouldBe(1);
        error.ShouldContain($"{Path.Combine(PathOf("file"), "embedded", "graph.dot")} can't be written: ");
    }

    [Fact]
    public void Graph_after_a_run_marks_the_stages_that_a_change_reaches()
    {
        string[] arguments = [.. paper.Arguments("store", "graph").Skip(2), "--set", "perturbation.steps=4"];

        var (code, output, error) = BuildProgram.Run(BuildProgram.Repository, ["--target", "Graph", .. arguments]);

        code.ShouldBe(0, error);
        output.ShouldContain("57 nodes of 30 stages: 25 up to date, 32 stale.\n");
        string text = File.ReadAllText(Path.Combine(paper.PathOf("graph"), "embedded", "graph.mmd"));

        StagesOf(text, "stale").ShouldBe(["OptimizePerturbation", "OptimizeWhiteBox"], ignoreOrder: true);
        StagesOf(text, "waiting").ShouldBe(
            [
                "ShufflePhases",
                "Evaluate",
                "AskProxy",
                "Bootstrap",
                "CompareContrasts",
                "RenderCurves",
                "RenderStudyTable",
                "RenderContrastsTable",
                "CollectMetrics",
                "RenderPerturbations",
                "RenderExamples",
                "JudgeClaims",
            ],
            ignoreOrder: true);
        File.ReadAllText(Path.Combine(paper.PathOf("graph"), "embedded", "graph.dot")).ShouldContain("parameters.steps: 2 -&gt; 4");
    }

    private static void SkipWhereThereIsNoShell() => Assert.SkipWhen(OperatingSystem.IsWindows(), "needs sh and env");

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);

    private string FileOf(string extension) => Path.Combine(PathOf("results"), "embedded", $"graph.{extension}");

    /// <summary>A program that is the only one that is installed.</summary>
    private void Program(string name, string script)
    {
        string path = Path.Combine(Directory.CreateDirectory(PathOf("programs")).FullName, name);
        File.WriteAllText(path, $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }
    }

    /// <summary>Runs the task where nothing is installed but the programs of a test.</summary>
    private (int ExitCode, string Output, string Error) Graph()
    {
        string dotnet = Environment.GetEnvironmentVariable("PATH")!
            .Split(':')
            .Select(path => Path.Combine(path, "dotnet"))
            .First(File.Exists);
        return BuildProgram.Start("env", BuildProgram.Repository,
        [
            $"PATH={PathOf("programs")}", dotnet, Path.Combine(AppContext.BaseDirectory, "Ttca.Build.dll"),
            "--target", "Graph", "--store", PathOf("store"), "--results", PathOf("results"),
        ]);
    }

    private static IEnumerable<string> StagesOf(string mermaid, string state) =>
        Regex.Matches(mermaid, @"subgraph g\d+\[""(\w+)""\]\n(.*?)  end\n", RegexOptions.Singleline)
            .Where(stage => stage.Groups[2].Value.Contains($":::{state}\n", StringComparison.Ordinal))
            .Select(stage => stage.Groups[1].Value);
}
