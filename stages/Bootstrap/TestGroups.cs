using Ttca.Collective;
using Ttca.Datasets;
using Ttca.Fairness;
using Ttca.Pipeline;

namespace Ttca.Stages;

/// <summary>Permutation tests of each metric of fairness: is there a gap before, is there one after, and do they differ?</summary>
[PartOf("Bootstrap")]
public sealed record TestGroups(int Permutations, int Classes) : IStage<GroupTests>
{
    /// <summary>Its values are the groups; <c>class</c> for the classes, null for majority and subgroup.</summary>
    public string? Attribute { get; init; }

    /// <inheritdoc cref="BootstrapParameters.PositiveClass"/>
    public int? PositiveClass { get; init; }

    /// <summary>Where there is an attribute.</summary>
    public Node<ImageSet>? Test { get; init; }

    // For each seed one evaluation for each proxy, in the same order.
    public required IReadOnlyList<Node<Evaluation>> None { get; init; }
    public required IReadOnlyList<Node<Evaluation>> Collective { get; init; }

    public GroupTests Run(StageContext context)
    {
        var seeds = None.Zip(Collective, (none, collective) => (Evaluation[])[context.Load(none), context.Load(collective)]);
        var outcomes = new GroupedOutcomes(Classes, Attribute, Test is null ? null : context.Load(Test), seeds);
        return new GroupTests(
            outcomes.Names,
            outcomes.Pair,
            [
                .. Compare(outcomes.All, FairnessMetric.All(PositiveClass), context),
                .. outcomes.Pair is { } pair ? Compare(outcomes.Measuring, [FairnessMetric.OfPair(pair)], context) : [],
            ]);
    }

    private IEnumerable<PermutationResult> Compare(
        IReadOnlyList<Outcomes> seeds, IReadOnlyList<FairnessMetric> metrics, StageContext context)
    {
        var (before, after) = (Scenario.Everyone(Conditions.None), Scenario.Everyone(Conditions.Collective));
        (Func<Scenario, Statistic>, Tail)[] gaps =
        [
            .. metrics.Select(metric => (metric.Of, metric.LargerIsFairer ? Tail.Small : Tail.Large)),
        ];
        return
        [
            .. GapPermutationTest.Run(seeds, before, gaps, Permutations, context.Seed, context.Threads),
            .. GapPermutationTest.Run(seeds, after, gaps, Permutations, context.Seed, context.Threads),
            .. PairedPermutationTest.Run(
                seeds, after, before, [.. metrics.Select(metric => metric.Of)], Permutations, context.Seed, context.Threads),
        ];
    }
}

/// <summary>What the tests found.</summary>
/// <param name="Groups">Names of the groups.</param>
/// <param name="Pair">The groups that were fixed beforehand; null where none could be.</param>
/// <param name="Tests">By metric and condition.</param>
public sealed record GroupTests(IReadOnlyList<string> Groups, FixedPair? Pair, IReadOnlyList<PermutationResult> Tests)
{
    /// <exception cref="KeyNotFoundException">It was not tested.</exception>
    public PermutationResult this[string name, string condition] =>
        Tests.FirstOrDefault(test => test.Name == name && test.Condition == condition)
        ?? throw new KeyNotFoundException($"no test of '{name}' under '{condition}'");
}
