namespace Ttca.Fairness;

/// <summary>Share of a group's images that are answered with their label.</summary>
/// <remarks>Fairlearn 0.12: <c>MetricFrame(metrics=accuracy_score).by_group</c>.</remarks>
/// <param name="Group">Such as <see cref="Outcomes.Subgroup"/>.</param>
/// <param name="Submitted">What the group submits with.</param>
public sealed record GroupAccuracy(int Group, string Submitted) : Statistic
{
    public override string Name => Group switch
    {
        Outcomes.Majority => "accuracy-majority",
        Outcomes.Subgroup => "accuracy-subgroup",
        _ => $"accuracy-group-{Group}",
    };

    public override string Condition => Submitted;

    public override double ValueOf(Tally tally) => tally[Group, Submitted].Accuracy;
}
