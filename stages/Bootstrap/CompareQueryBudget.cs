using System.Globalization;
using Ttca.Collective;
using Ttca.Fairness;
using Ttca.Pipeline;
using Ttca.Reporting;
using Ttca.Stages.Studies;

namespace Ttca.Stages;

/// <summary>
/// The contrasts of the study of query budgets: the accuracy that each pool reaches on the attacked images less that of their users alone,
/// where these ask as often about each image as a member asked for the pool, and where they ask as often as they may.
/// </summary>
[PartOf("Bootstrap")]
public sealed record CompareQueryBudget(int Resamples, int QueriesPerImage) : IStage<Contrasts>
{
    public required IReadOnlyList<Pool> Pools { get; init; }

    /// <inheritdoc cref="BootstrapQueryBudget.Square"/>
    public required IReadOnlyList<Node<UserAttacks>> Square { get; init; }

    public required IReadOnlyList<Node<UserAttacks>> HopSkipJump { get; init; }

    /// <inheritdoc cref="BootstrapQueryBudget.Pooled"/>
    public required IReadOnlyList<Node<Evaluation>> Pooled { get; init; }

    public Contrasts Run(StageContext context)
    {
        var seeds = AttackedOutcomes.Load(context, QueriesPerImage, Pools, Square, HopSkipJump, Pooled);
        return new Contrasts(
            [
                .. from pool in Pools
                   from attack in BootstrapQueryBudget.Alone
                   from queries in Budgets(pool)
                   select Compare(seeds, pool, attack, queries, context.Seed, context.Threads),
            ]);
    }

    /// <param name="seeds">Of <see cref="AttackedOutcomes"/>.</param>
    /// <param name="pool">After.</param>
    /// <param name="attack">Before: what users do alone.</param>
    /// <param name="queries">How often they may ask about an image.</param>
    /// <param name="seed">Of the random numbers.</param>
    /// <param name="threads">Most threads at a time.</param>
    internal MeasuredContrast Compare(IReadOnlyList<Counts> seeds, Pool pool, string attack, int queries, long seed, int threads)
    {
        var difference = new PairedDifference(new AccuracyWithin(pool.Condition(), queries), new AccuracyWithin(attack, queries));
        return new MeasuredContrast(
            $"pool of {pool.Members} - {BootstrapQueryBudget.NameOf(attack)} alone, {Quantity.Of(queries, "query")}",
            HierarchicalBootstrap.Run(seeds, [difference], Resamples, seed, threads)[0],
            PairedPermutationTest.Run(
                seeds,
                Scenario.Everyone(pool.Condition()),
                Scenario.Everyone(attack),
                [served => new AccuracyWithin(served.Name, queries)],
                Resamples,
                seed,
                threads)[0]);
    }

    private IEnumerable<int> Budgets(Pool pool) => new[] { Math.Min(pool.QueriesPerMember, QueriesPerImage), QueriesPerImage }.Distinct();
}
