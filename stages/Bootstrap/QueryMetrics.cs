using Ttca.Fairness;

namespace Ttca.Stages;

/// <summary>
/// Share of the subgroup's images that are answered rightly after at most some queries about each, failures counted as wrong.
/// </summary>
/// <param name="Submitted">A condition of <see cref="AttackedOutcomes"/>.</param>
/// <param name="Queries">From 1; null: as many as were allowed.</param>
internal sealed record AccuracyWithin(string Submitted, int? Queries = null) : Statistic
{
    public override string Name => "accuracy-subgroup";

    public override string Condition => Queries is { } queries ? $"{Submitted} within {queries}" : Submitted;

    public override double ValueOf(Tally tally)
    {
        var queries = tally.HistogramOf(Submitted);
        return (double)queries.Between(1, Queries ?? queries.Most) / queries.Images;
    }

    public override int FewestImages(Tally tally) => tally.HistogramOf(Submitted).Images;

    public override double LargestChange(Tally tally, double share) => share;
}

/// <summary>
/// Share of the images that were answered wrongly before whose answer is right after at most some queries. Undefined where none was wrong.
/// </summary>
/// <param name="Attack">A condition of <see cref="AttackedOutcomes"/>, whose first query is about the unchanged image.</param>
/// <param name="Queries">From 1.</param>
internal sealed record SuccessWithin(string Attack, int Queries) : Statistic
{
    public override string Name => "success-rate";

    public override string Condition => $"{Attack} within {Queries}";

    public override double ValueOf(Tally tally) => (double)tally.HistogramOf(Attack).Between(2, Queries) / FewestImages(tally);

    public override int FewestImages(Tally tally) => tally.HistogramOf(Attack) is var queries ? queries.Images - queries[1] : 0;

    // the first query changes nothing, by definition
    public override double LargestChange(Tally tally, double share) => Queries == 1 ? 0 : share;
}

/// <summary>
/// Mean queries that a user alone spends on an image, at the least cap with which the alone reach the accuracy of a pool. Images that are
/// right cost their queries up to then, and failures the whole cap. Undefined where the alone never reach it.
/// </summary>
/// <param name="Attack">A condition of <see cref="AttackedOutcomes"/>: what users do alone.</param>
/// <param name="Pooled">Another, with which the pool's images are answered rightly or never.</param>
internal sealed record QueriesAlone(string Attack, string Pooled) : Statistic
{
    public override string Name => "queries-alone";

    public override string Condition => $"{Attack} as good as {Pooled}";

    public override ValueRange Range => new(1, double.PositiveInfinity);

    public override double ValueOf(Tally tally)
    {
        var alone = tally.HistogramOf(Attack);
        var images = alone.Images;
        var needed = RightOf(tally, Pooled);
        var (right, spent) = (0, 0L);
        for (var query = 1; query <= alone.Most; query++)
        {
            spent += images - right;    // every image that isn't right yet asks once more
            right += alone[query];
            if (right >= needed)
            {
                return (double)spent / images;
            }
        }

        return double.NaN;
    }

    public override int FewestImages(Tally tally) => tally.HistogramOf(Attack).Images;

    /// <summary>
    /// None where the alone are as accurate as the pool with one query already, by more than the images that count: fewer than one query
    /// there is not. Else one image that is never right may keep them from it for good.
    /// </summary>
    public override double LargestChange(Tally tally, double share)
    {
        var alone = tally.HistogramOf(Attack);
        return alone[1] - RightOf(tally, Pooled) >= 2 * share * alone.Images ? 0 : double.PositiveInfinity;
    }

    /// <summary>Images that are right in the end.</summary>
    public static int RightOf(Tally tally, string condition) =>
        tally.HistogramOf(condition) is var queries ? queries.Between(1, queries.Most) : 0;
}

/// <summary>
/// Number of served images from which on pooling takes fewer queries than everyone's attacking alone with equal accuracy: the pool's
/// queries / <see cref="QueriesAlone"/>. 0 where the alone never reach the pool's accuracy, whatever they spend: pooling has no equal then.
/// Over several seeds it is the mean of theirs.
/// </summary>
/// <param name="Attack">What users do alone.</param>
/// <param name="Pooled">The pool's condition.</param>
/// <param name="PooledQueries">What the pool cost in all, from 1.</param>
internal sealed record BreakEvenInputs(string Attack, string Pooled, long PooledQueries) : Statistic
{
    private readonly QueriesAlone _alone = new(Attack, Pooled);

    public override string Name => "break-even-inputs";

    public override string Condition => _alone.Condition;

    public override ValueRange Range => new(0, PooledQueries);

    public override double ValueOf(Tally tally) => _alone.ValueOf(tally) is var alone && double.IsNaN(alone) ? 0 : PooledQueries / alone;

    public override int FewestImages(Tally tally) => _alone.FewestImages(tally);

    /// <summary>None where the alone miss the pool's accuracy by more than the images that count; else that of the queries.</summary>
    public override double LargestChange(Tally tally, double share) =>
        QueriesAlone.RightOf(tally, Pooled) - QueriesAlone.RightOf(tally, Attack) >= 2 * share * FewestImages(tally)
            ? 0
            : _alone.LargestChange(tally, share);
}
