using Ttca.Collective;
using Ttca.Fairness;

namespace Ttca.Stages.Tests;

/// <summary>The table of the study of fairness, of made-up metrics and tests.</summary>
public sealed class FairnessTableTests
{
    private static readonly string[] Names = [.. FairnessMetric.All(null).Select(metric => metric.Name)];

    [Fact]
    public void P_values_are_corrected_over_the_rows_of_all_groupings_and_undefined_ones_are_empty_and_not_counted()
    {
        // Before: 0.001 in one row of 7, 1 in the others; of race nothing can be exchanged. After: 0.04 everywhere, 14 x 0.04.
        var table = TableOf(
            ("subgroup", Tests(name => name == "accuracy-gap" ? 0.001 : 1, _ => 0.04, pair: null)),
            ("race", Tests(_ => double.NaN, _ => 0.04, pair: null)));

        string markdown = table.Render().Single(file => file.Extension == "md").Text;
        markdown.ShouldContain(
            @"| subgroup | Accuracy gap       |   0.10 |  0.20 | 0.10 [0.00, 0.30] |   0.05 |   0.30 | \< 0.007 | 0.560   | 0.560   |");
        markdown.ShouldContain(
            "| race     | Accuracy gap       |   0.10 |  0.20 | 0.10 [0.00, 0.30] |   0.05 |   0.30 |          | 0.560   | 0.560   |");
        markdown.ShouldContain("p: 1,000 permutations, Holm over each column (7, 14, 14).");
        markdown.ShouldNotContain("Fixed pair");
        markdown.ShouldNotContain("Eq. odds, m");     // equal to equal opportunity, here
    }

    [Theory]
    [InlineData(1, 10_000, "< 0.001")]          // 1 / 10,001: no permutation was as extreme
    [InlineData(1, 499, "< 0.002")]
    [InlineData(2, 499, "0.004")]
    [InlineData(2, 9_999, "< 0.001")]
    [InlineData(10_000, 9_999, "1.000")]
    public void P_value_below_what_can_be_found_or_shown_is_a_bound(int extreme, int permutations, string text) =>
        PValues.Adjusted(
            [new PermutationResult("accuracy-gap", Conditions.None, 0.1, extreme / (1.0 + permutations), permutations)]).ShouldBe(
            [text]);

    [Fact]
    public void Pair_that_was_fixed_beforehand_has_its_row_and_its_note()
    {
        var table = TableOf(("subgroup", Tests(_ => 1, _ => 1, pair: null)), ("race", Tests(_ => 1, _ => 1, new FixedPair(1, 0))));

        string markdown = table.Render().Single(file => file.Extension == "md").Text;
        markdown.ShouldContain("| race     | Fixed pair         |   0.10 |");
        markdown.ShouldContain("Fixed pair, race: White - Black.");
    }

    private static Ttca.Reporting.Tables.Table TableOf(params (string Name, GroupTests Tests)[] groupings) =>
        new RenderFairnessTable(
            "made-up", "10 members") { Question = "Is it fair?", Groupings = [], Metrics = [], Tests = [], Counts = null! }
            .TableOf(
                [.. groupings.Select(grouping => (grouping.Name, MetricsOf(grouping.Tests.Pair), grouping.Tests))],
                new GroupCounts(
                    [
                        .. groupings.Select(
                            _ => new GroupingCounts([new GroupCount("Black", [3, 4]), new GroupCount("White", [5, 6])], [], 0)),
                    ]));

    private static Metrics MetricsOf(FixedPair? pair) => new(
    [
        .. NamesWith(pair).SelectMany(name => new (string Condition, Estimate Estimate)[]
        {
            (Conditions.None, new Estimate(0.1, 0, 1)), (Conditions.Collective, new Estimate(0.2, 0, 1)),
            (
                "collective - none",
                new Estimate(0.1, 0, 0.3)), ("random - none", new Estimate(0.05, 0, 1)), ("preprocess - none", new Estimate(0.3, 0, 1)),
        }.Select(one => new MetricEstimate(name, one.Condition, one.Estimate, [], 100, 2, 100, 0))),
    ]);

    private static GroupTests Tests(Func<string, double> before, Func<string, double> later, FixedPair? pair) => new(
        ["Black", "White"],
        pair,
        [
            .. NamesWith(pair).SelectMany(name => new[]
            {
                new PermutationResult(
                    name,
                    Conditions.None,
                    0.1,
                    before(name),
                    1_000), new PermutationResult(name, Conditions.Collective, 0.2, later(name), 1_000),
                new PermutationResult(name, "collective - none", 0.1, later(name), 1_000),
            }),
        ]);

    private static string[] NamesWith(FixedPair? pair) => pair is null ? Names : [.. Names, FairnessMetric.OfPair(pair).Name];
}
