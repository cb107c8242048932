namespace Ttca.Fairness;

/// <summary>Share of the subgroup's images that are answered wrongly with a perturbation, and were answered rightly without: what its gain in accuracy hides.</summary>
/// <param name="Submitted">What the members submit with; <c>none</c> harms nobody, by definition.</param>
public sealed record HarmedShare(string Submitted) : Statistic
{
    public override string Name => "harmed-share";

    public override string Condition => Submitted;

    public override double ValueOf(Tally tally)
    {
        ArgumentNullException.ThrowIfNull(tally);
        return tally[Outcomes.Subgroup, Submitted].HarmedShare;
    }

    internal override int FewestImages(Tally tally) => ImagesOf(tally, Outcomes.Subgroup);

    internal override double LargestChange(Tally tally, double share) => Submitted == Scenario.Unchanged ? 0 : share;
}
