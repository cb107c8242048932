using System.Text.Json;

namespace Ttca.EndToEnd.Tests;

/// <summary>The study of query budgets, as a user runs it, with a few queries and images.</summary>
public sealed class QueryBudgetTests(TinyPaper paper)
{
    private const string Study = "studies=[query-budget: { queries-per-image: 30, images: 12, tuning-images: 3, starting-shares: [0.1, 0.8] }]";

    [Fact]
    public void Query_budget_gives_its_figure_table_and_metrics_and_the_same_bytes_each_time()
    {
        var first = paper.Run("budget-store", "budget", "--set", Study);

        first.ExitCode.ShouldBe(0, first.Output + first.Error);
        first.ExecutedStages.ShouldContain("AttackPerUser");
        string results = Path.Combine(paper.PathOf("budget"), "embedded");
        File.Exists(Path.Combine(results, "figures", "query-budget.pdf")).ShouldBeTrue();
        File.ReadAllText(Path.Combine(results, "tables", "query-budget.md")).ShouldContain("tuned per seed on images of the collective: 0.");
        Metrics(results).ShouldBe(
            [
                "accuracy-subgroup none", "accuracy-subgroup pooled-5", "accuracy-subgroup pooled-10",
                .. Alone("square-alone"), .. Alone("hop-skip-jump-alone"),
            ],
            ignoreOrder: true);

        var second = paper.Run("second-budget-store", "second-budget", "--set", Study, "--jobs", "1");

        second.ExitCode.ShouldBe(0, second.Output + second.Error);
        paper.Contents("second-budget").ShouldBe(paper.Contents("budget"));
    }

    private static List<string> Metrics(string results)
    {
        using var metrics = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(results, "metrics.json")));
        var cell = metrics.RootElement.GetProperty("cells").EnumerateArray().Single();
        $"{cell.GetProperty("study")} {cell.GetProperty("variable")} {cell.GetProperty("value")}".ShouldBe("query-budget queries-per-image 30");
        var estimates = cell.GetProperty("metrics").GetProperty("estimates").EnumerateArray().ToList();
        estimates.ShouldAllBe(estimate => estimate.GetProperty("images").GetInt32() == 12);
        return [.. estimates.Select(estimate => $"{estimate.GetProperty("name")} {estimate.GetProperty("condition")}")];
    }

    private static IEnumerable<string> Alone(string attack) =>
    [
        .. new[] { 1, 2, 5, 10, 20, 30 }.SelectMany(queries => new[] { $"accuracy-subgroup {attack} within {queries}", $"success-rate {attack} within {queries}" }),
        .. new[] { 5, 10 }.SelectMany(members => new[] { $"queries-alone {attack} as good as pooled-{members}", $"break-even-inputs {attack} as good as pooled-{members}" }),
    ];
}
