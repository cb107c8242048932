namespace Ttca.Fairness;

/// <summary>Mean accuracy of the groups, each with the same weight however many images it has.</summary>
public sealed record MeanGroupAccuracy(Scenario Scenario) : Statistic
{
    public override string Name => "mean-group-accuracy";

    public override string Condition => Scenario.Name;

    public override Heading Heading => new("Mean of groups", LargerIsFairer: true); // leave it out: then it is in metrics.json only

    public override double ValueOf(Tally tally) =>
        Enumerable.Range(0, tally.Groups).Average(group => Scenario.Of(tally, group).Accuracy); // NaN where a group has no images

    // Where all resamples agree, the interval is the rule of three's: a share of the images of each group moves the mean by as much.
    public override double LargestChange(Tally tally, double share) => share;
}
