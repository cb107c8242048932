namespace Ttca.Fairness;

/// <summary>Share of the images that were answered wrongly before whose answer is right after at most some queries. Undefined where none was wrong.</summary>
/// <param name="Attack">A condition of <see cref="QueryOutcomes"/>, whose first query is about the unchanged image.</param>
/// <param name="Queries">From 1.</param>
public sealed record SuccessWithin(string Attack, int Queries) : Statistic
{
    public override string Name => "success-rate";

    public override string Condition => $"{Attack} within {Queries}";

    public override double ValueOf(Tally tally)
    {
        var group = tally[Outcomes.Subgroup, Attack];
        var rightBefore = group.Answered(1);
        return (double)(QueryOutcomes.RightWithin(group, Queries) - rightBefore) / (group.Images - rightBefore);
    }

    internal override int FewestImages(Tally tally) => tally[Outcomes.Subgroup, Attack].Images - tally[Outcomes.Subgroup, Attack].Answered(1);

    internal override double LargestChange(Tally tally, double share) => Queries == 1 ? 0 : share;   // the first query changes nothing, by definition
}
