using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Ttca.EndToEnd.Tests;

public sealed class GraphTests(TinyPaper paper) : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("ttca-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Graph_in_an_empty_store_draws_every_node_as_stale_and_runs_none()
    {
        string[] arguments = ["--target", "Graph", "--store", PathOf("store"), "--results", PathOf("results")];

        var (code, output, error) = BuildProgram.Run(BuildProgram.Repository, arguments);

        code.ShouldBe(0, error);
        string svg = Path.Combine(PathOf("results"), "embedded", "graph.svg");
        string mermaid = Path.Combine(PathOf("results"), "embedded", "graph.mmd");
        output.ShouldContain($"{svg}\n{mermaid}\n254 nodes of 40 stages: 0 up to date, 254 stale.\n");
        var classes = XDocument.Load(svg).Descendants().Where(element => element.Name.LocalName == "rect").Select(rect => (string?)rect.Attribute("class")).ToList();
        classes.Count(name => name == "stale row").ShouldBe(254 + 1);   // one is in the legend
        classes.Count(name => name == "waiting row").ShouldBe(1);
        classes.Count(name => name == "uptodate row").ShouldBe(1);
        Regex.Count(File.ReadAllText(mermaid), ":::stale\n").ShouldBe(254);
        Directory.Exists(PathOf("store")).ShouldBeFalse();
    }

    [Fact]
    public void Graph_where_results_cannot_be_written_says_so()
    {
        File.WriteAllText(PathOf("file"), "");

        var (code, _, error) = BuildProgram.Run(BuildProgram.Repository, "--target", "Graph", "--store", PathOf("store"), "--results", PathOf("file"));

        code.ShouldBe(1);
        error.ShouldContain($"{Path.Combine(PathOf("file"), "embedded", "graph.svg")} can't be written: ");
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
            ["ShufflePhases", "Evaluate", "AskProxy", "Bootstrap", "CompareContrasts", "RenderCurves", "RenderStudyTable", "RenderContrastsTable", "CollectMetrics", "RenderPerturbations", "RenderExamples", "JudgeClaims"], ignoreOrder: true);
        File.ReadAllText(Path.Combine(paper.PathOf("graph"), "embedded", "graph.svg")).ShouldContain("parameters.steps: 2 -&gt; 4");
    }

    private string PathOf(string name) => Path.Combine(folder.FullName, name);

    private static IEnumerable<string> StagesOf(string mermaid, string state) =>
        Regex.Matches(mermaid, @"subgraph g\d+\[""(\w+)""\]\n(.*?)  end\n", RegexOptions.Singleline)
            .Where(stage => stage.Groups[2].Value.Contains($":::{state}\n", StringComparison.Ordinal))
            .Select(stage => stage.Groups[1].Value);
}
