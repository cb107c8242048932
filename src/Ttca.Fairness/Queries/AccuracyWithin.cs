namespace Ttca.Fairness;

/// <summary>Share of the subgroup's images that are answered rightly after at most some queries about each, failures counted as wrong.</summary>
/// <param name="Submitted">A condition of <see cref="QueryOutcomes"/>.</param>
/// <param name="Queries">From 1; null: as many as were allowed.</param>
public sealed record AccuracyWithin(string Submitted, int? Queries = null) : Statistic
{
    public override string Name => "accuracy-subgroup";

    public override string Condition => Queries is { } queries ? $"{Submitted} within {queries}" : Submitted;

    public override double ValueOf(Tally tally)
    {
        var group = tally[Outcomes.Subgroup, Submitted];
        return (double)QueryOutcomes.RightWithin(group, Queries ?? tally.Classes - 1) / group.Images;
    }

    internal override int FewestImages(Tally tally) => ImagesOf(tally, Outcomes.Subgroup);

    internal override double LargestChange(Tally tally, double share) => share;
}
