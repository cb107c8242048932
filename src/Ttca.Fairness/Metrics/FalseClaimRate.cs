namespace Ttca.Fairness;

/// <summary>
/// How often the platform answers with the class that an image of the subgroup claims wrongly, by submitting with that class's perturbation. A perturbation
/// pulls towards a label; this is the cost of its power.
/// </summary>
/// <param name="Submitted">What the claim is made with; <c>none</c> gives the rate of such errors without any perturbation.</param>
public sealed record FalseClaimRate(string Submitted) : Statistic
{
    public override string Name => "false-claim-rate";

    public override string Condition => Submitted;

    public override double ValueOf(Tally tally) => tally[Outcomes.Subgroup, Submitted].FalseClaimRate;

    internal override int FewestImages(Tally tally) => ImagesOf(tally, Outcomes.Subgroup);

    internal override double LargestChange(Tally tally, double share) => share;
}
