using Ttca.Fairness;

namespace Ttca.Stages;

/// <summary>
/// How often the platform answers with the class that an image of the subgroup claims wrongly, by submitting with that class's
/// perturbation. A perturbation pulls towards a label; this is the cost of its power.
/// </summary>
/// <param name="Submitted">What the claim is made with; <c>none</c> gives the rate of such errors without any perturbation.</param>
internal sealed record FalseClaimRate(string Submitted) : Statistic
{
    public override string Name => "false-claim-rate";

    public override string Condition => Submitted;

    public override double ValueOf(Tally tally) => tally[Outcomes.Subgroup, Submitted].TargetRate;

    public override int FewestImages(Tally tally) => ImagesOf(tally, Outcomes.Subgroup);

    public override double LargestChange(Tally tally, double share) => share;
}

/// <summary>
/// Share of the subgroup's images that are answered wrongly with a perturbation, and were answered rightly without: what its gain in
/// accuracy hides.
/// </summary>
/// <param name="Submitted">What the members submit with; <c>none</c> harms nobody, by definition.</param>
internal sealed record HarmedShare(string Submitted) : Statistic
{
    public override string Name => "harmed-share";

    public override string Condition => Submitted;

    public override double ValueOf(Tally tally)
    {
        ArgumentNullException.ThrowIfNull(tally);
        return tally[Outcomes.Subgroup, Submitted].NegativeFlipRate;
    }

    public override int FewestImages(Tally tally) => ImagesOf(tally, Outcomes.Subgroup);

    public override double LargestChange(Tally tally, double share) => Submitted == Conditions.None ? 0 : share;
}
