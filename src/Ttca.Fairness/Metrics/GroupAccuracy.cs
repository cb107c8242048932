namespace Ttca.Fairness;

/// <summary>Share of a group's images that are answered with their label.</summary>
/// <remarks>Fairlearn 0.12: <c>MetricFrame(metrics=accuracy_score).by_group</c>.</remarks>
/// <param name="Group">Such as <see cref="Outcomes.Subgroup"/>.</param>
/// <param name="Under">Condition of the group.</param>
/// <param name="GroupName">What the group is called, where the groups aren't majority and subgroup.</param>
public sealed record GroupAccuracy(int Group, string Under, string? GroupName = null) : Statistic
{
    public override string Name => GroupName is not null ? $"accuracy-group-{GroupName}" : Group switch
    {
        Outcomes.Majority => "accuracy-majority",
        Outcomes.Subgroup => "accuracy-subgroup",
        _ => $"accuracy-group-{Group}",
    };

    public override string Condition => Under;

    public override double ValueOf(Tally tally) => tally[Group, Under].Accuracy;

    public override int FewestImages(Tally tally) => ImagesOf(tally, Group);

    public override double LargestChange(Tally tally, double share) => share;
}
