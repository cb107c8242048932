using Ttca.Fairness;

namespace Ttca.Stages;

/// <summary>A perturbation at growing strengths.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Conditions">From no perturbation to full strength, two at least, each with claims.</param>
internal sealed record StrengthPath(string Name, IReadOnlyList<string> Conditions)
{
    public double FullRate(Tally tally) => tally[Outcomes.Subgroup, Conditions[^1]].TargetRate;

    /// <summary>
    /// The subgroup's accuracy at the least strength with which its false claims are as frequent as this. Between two strengths both are a
    /// straight line, which is what the subgroup has of which a share uses the one and the rest the other. That without a perturbation,
    /// where as many claims are answered so by chance.
    /// </summary>
    /// <param name="tally">Of one seed.</param>
    /// <param name="rate">At most <see cref="FullRate"/>.</param>
    public double AccuracyAt(Tally tally, double rate)
    {
        var before = tally[Outcomes.Subgroup, Conditions[0]];
        if (before.TargetRate >= rate)
        {
            return before.Accuracy;
        }

        foreach (var condition in Conditions.Skip(1))
        {
            var after = tally[Outcomes.Subgroup, condition];
            if (after.TargetRate >= rate)
            {
                return before.Accuracy
                    + (rate - before.TargetRate) / (after.TargetRate - before.TargetRate) * (after.Accuracy - before.Accuracy);
            }

            before = after;
        }

        throw new ArgumentOutOfRangeException(nameof(rate), rate, $"{Name} never makes so many false claims");
    }
}

/// <summary>
/// The subgroup's accuracy with a perturbation where it and another make false claims equally often: whichever makes more at full strength
/// is weakened until it makes as few as the other. So what both gain is compared at an equal price.
/// </summary>
/// <param name="Path">Whose accuracy it is.</param>
/// <param name="Other">With which it is matched.</param>
internal sealed record MatchedAccuracy(StrengthPath Path, StrengthPath Other) : Statistic
{
    public override string Name => "accuracy-subgroup";

    public override string Condition => $"{Path.Name} at the false claims of {Other.Name}";

    public override double ValueOf(Tally tally)
    {
        ArgumentNullException.ThrowIfNull(tally);
        return Path.AccuracyAt(tally, Math.Min(Path.FullRate(tally), Other.FullRate(tally)));
    }

    public override int FewestImages(Tally tally) => ImagesOf(tally, Outcomes.Subgroup);

    /// <summary>Nothing bounds it: where a path is flat, one more claim may need any strength.</summary>
    public override double LargestChange(Tally tally, double share) => double.PositiveInfinity;
}

/// <summary>
/// The false-claim rate at which <see cref="MatchedAccuracy"/> compares two perturbations: the lower of theirs at full strength.
/// </summary>
internal sealed record MatchedFalseClaimRate(StrengthPath Path, StrengthPath Other) : Statistic
{
    public override string Name => "false-claim-rate";

    public override string Condition => $"{Path.Name} at the false claims of {Other.Name}";

    public override double ValueOf(Tally tally)
    {
        ArgumentNullException.ThrowIfNull(tally);
        return Math.Min(Path.FullRate(tally), Other.FullRate(tally));
    }

    public override int FewestImages(Tally tally) => ImagesOf(tally, Outcomes.Subgroup);

    public override double LargestChange(Tally tally, double share) => share;
}
