using Ttca.Collective;
using Ttca.Fairness;
using Ttca.Pipeline;
using Ttca.Stages.Studies;

namespace Ttca.Stages;

/// <summary>What pools and users alone reach on the same test images, by queries, with intervals over all seeds and these images.</summary>
[PartOf("Bootstrap")]
public sealed record BootstrapQueryBudget(int Resamples, int QueriesPerImage) : IEstimatesMetrics
{
    public const string SquareAlone = "square-alone";
    public const string HopSkipJumpAlone = "hop-skip-jump-alone";

    public static IReadOnlyList<string> Alone { get; } = [SquareAlone, HopSkipJumpAlone];

    /// <summary>The attack of a condition, as tables call it.</summary>
    public static string NameOf(string attack) => attack == SquareAlone ? "Square Attack" : "HopSkipJump";

    public required IReadOnlyList<Pool> Pools { get; init; }

    /// <summary>One for each seed.</summary>
    public required IReadOnlyList<Node<UserAttacks>> Square { get; init; }

    public required IReadOnlyList<Node<UserAttacks>> HopSkipJump { get; init; }

    /// <summary>For each seed, one for each pool.</summary>
    public required IReadOnlyList<Node<Evaluation>> Pooled { get; init; }

    public Metrics Run(StageContext context)
    {
        var seeds = AttackedOutcomes.Load(context, QueriesPerImage, Pools, Square, HopSkipJump, Pooled);
        return new Metrics(HierarchicalBootstrap.Run(seeds, [.. Statistics()], Resamples, context.Seed, context.Threads));
    }

    /// <summary>The numbers of queries that the figures show: 1, 2, 5, 10, 20, .. up to the cap, and the cap.</summary>
    public static IReadOnlyList<int> Budgets(int cap)
    {
        int[] powersOfTen = [1, 10, 100, 1_000, 10_000];
        return [.. powersOfTen.SelectMany(power => (int[])[power, 2 * power, 5 * power]).TakeWhile(budget => budget < cap), cap];
    }

    /// <inheritdoc/>
    public IEnumerable<(string Metric, string Condition)> Estimated() => Statistics().Names();

    private IEnumerable<Statistic> Statistics()
    {
        yield return new AccuracyWithin(Conditions.None);
        foreach (var pool in Pools)
        {
            yield return new AccuracyWithin(pool.Condition());
        }

        foreach (string attack in Alone)
        {
            foreach (int queries in Budgets(QueriesPerImage))
            {
                yield return new AccuracyWithin(attack, queries);
                yield return new SuccessWithin(attack, queries);
            }

            foreach (var pool in Pools)
            {
                yield return new QueriesAlone(attack, pool.Condition());
                yield return new BreakEvenInputs(attack, pool.Condition(), pool.Queries);
            }
        }
    }
}
