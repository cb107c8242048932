using Ttca.Configuration;
using Ttca.Pipeline;

namespace Ttca.Stages.Tests;

/// <summary>The plan of the study of query budgets.</summary>
public sealed class QueryBudgetTests
{
    private const string Study =
        "studies=[collective-size, query-budget: { queries-per-image: 30, images: 8, tuning-images: 2, starting-shares: [0.1, 0.8] }]";

    [Fact]
    public void Study_adds_two_attacks_per_seed_and_shares_the_pools_with_the_study_of_sizes()
    {
        var alone = Plan("studies=[collective-size]").CountBy(node => node.StageName).ToDictionary();
        var both = Plan(Study).CountBy(node => node.StageName).ToDictionary();

        both.Where(count => alone.GetValueOrDefault(
            count.Key) != count.Value).ToDictionary(count => count.Key, count => count.Value).ShouldBe(
            new Dictionary<string, int>
            {
                ["AttackPerUser"] = 3 * 2,
                ["BootstrapQueryBudget"] = 1,
                ["RenderCurves"] = 2,
                ["RenderQueryBudgetTable"] = 1,
                ["CompareQueryBudget"] = 1,
                ["RenderContrastsTable"] = 2,
            },
            ignoreOrder: true);
    }

    [Fact]
    public void Starting_shares_are_no_part_of_hop_skip_jump()
    {
        var before = Plan(Study).Where(node => node.StageName == "AttackPerUser").Select(node => node.Id);
        var after = Plan(Study.Replace("0.1, 0.8", "0.2, 0.8", StringComparison.Ordinal))
            .Where(node => node.StageName == "AttackPerUser")
            .Select(node => node.Id);

        after.Intersect(before).Count().ShouldBe(3);
    }

    [Theory]
    [InlineData(1, new[] { 1 })]
    [InlineData(7, new[] { 1, 2, 5, 7 })]
    [InlineData(100, new[] { 1, 2, 5, 10, 20, 50, 100 })]
    [InlineData(10_000, new[] { 1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000 })]
    public void Budgets_are_round_and_end_with_the_cap(int cap, int[] budgets) => BootstrapQueryBudget.Budgets(cap).ShouldBe(budgets);

    [Theory]
    [InlineData("0, 0.5")]
    [InlineData("0.5, 1.5")]
    [InlineData("0.5, 0.5")]
    public void Starting_shares_that_are_none_are_refused(string shares) =>
        Should.Throw<ConfigurationException>(() => Plan($"studies=[query-budget: {{ starting-shares: [{shares}] }}]"))
            .Message.ShouldContain("must be different numbers above 0, up to 1");

    private static IReadOnlyList<Node> Plan(string studies) => ExperimentPlan.Of(
        ConfigurationReader.ReadFile<Experiment>(
            Path.Combine(RepositoryFolder.Path, "experiments", "embedded.yaml"),
            ["replicates.platforms=3", "replicates.proxies=1", studies])).Nodes;
}
