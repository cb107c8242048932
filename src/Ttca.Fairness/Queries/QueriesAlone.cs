namespace Ttca.Fairness;

/// <summary>
/// Mean queries that a user alone spends on an image, at the least cap with which the alone reach the accuracy of a pool. Images that are right
/// cost their queries up to then, and failures the whole cap. Undefined where the alone never reach it.
/// </summary>
/// <param name="Attack">A condition of <see cref="QueryOutcomes"/>: what users do alone.</param>
/// <param name="Pooled">Another, with which the pool's images are answered rightly or never.</param>
public sealed record QueriesAlone(string Attack, string Pooled) : Statistic
{
    public override string Name => "queries-alone";

    public override string Condition => $"{Attack} as good as {Pooled}";

    public override ValueRange Range => new(1, double.PositiveInfinity);

    public override double ValueOf(Tally tally)
    {
        var alone = tally[Outcomes.Subgroup, Attack];
        var images = alone.Images;
        var needed = QueryOutcomes.RightWithin(tally[Outcomes.Subgroup, Pooled], tally.Classes - 1);
        var (right, spent) = (0, 0L);
        for (var query = 1; query < tally.Classes; query++)
        {
            spent += images - right;    // every image that isn't right yet asks once more
            right += alone.Answered(query);
            if (right >= needed)
            {
                return (double)spent / images;
            }
        }

        return double.NaN;
    }

    internal override int FewestImages(Tally tally) => ImagesOf(tally, Outcomes.Subgroup);

    /// <summary>
    /// None where the alone are as accurate as the pool with one query already, by more than the images that count: fewer than one query there is not. Else one image
    /// that is never right may keep them from it for good.
    /// </summary>
    internal override double LargestChange(Tally tally, double share)
    {
        var alone = tally[Outcomes.Subgroup, Attack];
        var pooled = QueryOutcomes.RightWithin(tally[Outcomes.Subgroup, Pooled], tally.Classes - 1);
        return alone.Answered(1) - pooled >= 2 * share * alone.Images ? 0 : double.PositiveInfinity;
    }
}

/// <summary>
/// Number of served images from which on pooling takes fewer queries than everyone's attacking alone with equal accuracy: the pool's queries /
/// <see cref="QueriesAlone"/>. 0 where the alone never reach the pool's accuracy, whatever they spend: pooling has no equal then. Over several seeds it is the mean of theirs.
/// </summary>
/// <param name="Attack">What users do alone.</param>
/// <param name="Pooled">The pool's condition.</param>
/// <param name="PooledQueries">What the pool cost in all, from 1.</param>
public sealed record BreakEvenInputs(string Attack, string Pooled, long PooledQueries) : Statistic
{
    private readonly QueriesAlone _alone = new(Attack, Pooled);

    public override string Name => "break-even-inputs";

    public override string Condition => _alone.Condition;

    public override ValueRange Range => new(0, PooledQueries);

    public override double ValueOf(Tally tally) => _alone.ValueOf(tally) is var alone && double.IsNaN(alone) ? 0 : PooledQueries / alone;

    internal override int FewestImages(Tally tally) => _alone.FewestImages(tally);

    /// <summary>None where the alone miss the pool's accuracy by more than the images that count; else that of the queries.</summary>
    internal override double LargestChange(Tally tally, double share)
    {
        var alone = tally[Outcomes.Subgroup, Attack];
        var missing = QueryOutcomes.RightWithin(tally[Outcomes.Subgroup, Pooled], tally.Classes - 1) - QueryOutcomes.RightWithin(alone, tally.Classes - 1);
        return missing >= 2 * share * alone.Images ? 0 : _alone.LargestChange(tally, share);
    }
}
