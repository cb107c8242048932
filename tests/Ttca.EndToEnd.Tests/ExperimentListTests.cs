using System.Text.Json;

namespace Ttca.EndToEnd.Tests;

/// <summary>Two experiments in one plan, in the store of the first run: only what is new to it runs.</summary>
public sealed class ExperimentListTests(TinyPaper paper)
{
    [Fact]
    public void Paper_of_a_list_gives_each_experiment_what_it_has_alone_and_the_whole_what_compares_them()
    {
        string embedded = Path.Combine(BuildProgram.Repository, "experiments", "embedded.yaml");
        string second = paper.PathOf("second.yaml"), list = paper.PathOf("both.yaml");
        File.WriteAllText(second, File.ReadAllText(embedded).Replace("\nname: embedded\n", "\nname: second\n", StringComparison.Ordinal));
        File.WriteAllText(list, $"name: both\nexperiments: ['{embedded}', second.yaml]\n");
        string[] more = ["--experiment", list, "--set", "second.collective.sizes=[5]"];

        string store = paper.CopyOfStore("list");
        var run = paper.Run(store, "list-results", more);

        run.ExitCode.ShouldBe(0, run.Output + run.Error);
        run.ExecutedStages.ShouldNotContain("TrainPlatform");
        run.Output.ShouldMatch(@"\nClaims, embedded:\nC1 .*(\n.*){6}\nClaims, second:\nC1 ");
        paper.Contents("list-results/both/embedded").ShouldBe(paper.Contents("results/embedded"));
        string whole = Path.Combine(paper.PathOf("list-results"), "both");
        FilesOf(whole).ShouldBe(
            [
                "claims.csv",
                "claims.html",
                "claims.json",
                "claims.md",
                "claims.tex",
                "metrics.json",
                "paper.tex",
                "provenance.json",
                "report.html",
            ]);
        Directory.EnumerateFiles(Path.Combine(whole, "figures")).Select(Path.GetFileName)
            .ShouldBe(["collective-size.pdf", "collective-size.png", "collective-size.svg", "collective-size.txt"], ignoreOrder: true);
        using var metrics = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(whole, "metrics.json")));
        metrics.RootElement.GetProperty("cells").EnumerateArray().Select(cell =>
            $"{cell.GetProperty("study")} {cell.GetProperty("value")}").ShouldBe(
            [
                "embedded/collective-size 5", "embedded/collective-size 10", "embedded/epsilon 8/255", "embedded/epsilon 16/255",
                "second/collective-size 5", "second/epsilon 8/255", "second/epsilon 16/255",
            ]);

        string table = Path.Combine(whole, "second", "tables", "epsilon.tex");
        string[] why = paper.Arguments(store, "list-results", [.. more, "--node", table]);
        why[Array.IndexOf(why, "Paper")] = "Why";
        BuildProgram.Run(BuildProgram.Repository, why).Output.ShouldMatch(@"RenderStudyTable-[0-9a-f]+ .*is up to date: made ");
    }

    /// <summary>Those of a folder itself but the PDF, which not every machine can make.</summary>
    private static IEnumerable<string> FilesOf(string folder) =>
        Directory.EnumerateFiles(folder)
            .Select(path => Path.GetFileName(path))
            .Where(name => name != "paper.pdf")
            .Order(StringComparer.Ordinal);
}
