namespace Ttca.Fairness.Tests;

/// <summary>Every metric of two groups, where the subgroup acts and the others are under none.</summary>
internal static class AllMetrics
{
    /// <summary>Under each condition, and less that under none.</summary>
    public static IReadOnlyList<Statistic> For(IReadOnlyList<string> conditions, int? positiveClass = null) =>
    [
        .. conditions.SelectMany(condition => Under(condition, positiveClass)),
        .. conditions
            .Where(condition => condition != "none")
            .SelectMany(
                condition => Under(condition, positiveClass).Zip(
                    Under("none", positiveClass), (after, before) => new PairedDifference(after, before))),
    ];

    public static IReadOnlyList<Statistic> Under(string condition, int? positiveClass = null)
    {
        var served = Scenario.Subgroup(condition, "none");
        return
        [
            new GroupAccuracy(Outcomes.Majority, condition),
            new GroupAccuracy(Outcomes.Subgroup, condition),
            new SubgroupGap(served),
            new AccuracyGap(served),
            new Closure(condition, "none"),
            new RemainingGap(condition, "none"),
            new WorstGroupAccuracy(served),
            new EqualOpportunityGap(served, OverClasses.Maximum),
            new EqualOpportunityGap(served, OverClasses.Mean),
            new EqualizedOddsDifference(served, OverClasses.Maximum),
            new EqualizedOddsDifference(served, OverClasses.Mean),
            new DisparateImpact(served),
            .. positiveClass is { } positive
                ? (Statistic[])[new DisparateImpact(served, positive)]
                : [new SelectionRatio(served), new SelectionRatio(served, IsMean: true)],
        ];
    }
}

/// <summary>How often the subgroup is answered with its targets.</summary>
internal sealed record TargetRate(string Under) : Statistic
{
    public override string Name => "target-rate";

    public override string Condition => Under;

    public override double ValueOf(Tally tally) => tally[Outcomes.Subgroup, Under].TargetRate;

    public override double LargestChange(Tally tally, double share) => share;
}
