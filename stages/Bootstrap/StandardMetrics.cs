using Ttca.Fairness;

namespace Ttca.Stages;

/// <summary>The metrics that every study reports.</summary>
internal static class StandardMetrics
{
    /// <summary>What is compared: the collective with no perturbation and with random signs, and these with none.</summary>
    private static readonly ConditionPair[] Differences =
        [new(Conditions.Collective, Conditions.None), new(Conditions.Collective, Conditions.Random), new(Conditions.Random, Conditions.None)];

    /// <summary>
    /// For each condition the accuracy of both groups, gaps, closure, what remains of the gap, worst group, equal opportunity, equalized odds, disparate impact and
    /// false claims and harmed images, where the members act and the majority doesn't; the majority's accuracy if it joined; and the paired differences
    /// <c>collective - none</c>, <c>collective - random</c> and <c>random - none</c>.
    /// </summary>
    /// <param name="conditions">Those of the outcomes: <c>none</c>, and any of <c>collective</c>, <c>random</c>, <c>white-box</c>, ...</param>
    /// <param name="positiveClass">The class that is favourable to be given, if one is declared.</param>
    /// <exception cref="ArgumentException"><c>none</c> is missing: nothing can be compared.</exception>
    public static IReadOnlyList<Statistic> For(IReadOnlyCollection<string> conditions, int? positiveClass = null)
    {
        ArgumentNullException.ThrowIfNull(conditions);
        if (!conditions.Contains(Conditions.None))
        {
            throw new ArgumentException($"no condition '{Conditions.None}' to compare with (there are: {string.Join(", ", conditions)})", nameof(conditions));
        }

        var differences =
            from compared in Differences
            where conditions.Contains(compared.After) && conditions.Contains(compared.Before)
            from pair in Under(compared.After, positiveClass).Zip(Under(compared.Before, positiveClass))
            select new PairedDifference(pair.First, pair.Second);
        return [.. conditions.SelectMany(condition => Under(condition, positiveClass)), .. differences];
    }

    /// <summary>The metrics where the members submit with a condition.</summary>
    public static IReadOnlyList<Statistic> Under(string condition, int? positiveClass = null)
    {
        var members = Conditions.Members(condition);
        return
        [
            new GroupAccuracy(Outcomes.Majority, condition),    // as if it joined: the others' accuracy otherwise is that under "none"
            new GroupAccuracy(Outcomes.Subgroup, condition),
            new SubgroupGap(members),
            new AccuracyGap(members),
            new Closure(condition, Conditions.None),
            new RemainingGap(condition, Conditions.None),
            new WorstGroupAccuracy(members),
            new EqualOpportunityGap(members, OverClasses.Maximum),
            new EqualOpportunityGap(members, OverClasses.Mean),
            new EqualizedOddsDifference(members, OverClasses.Maximum),
            new EqualizedOddsDifference(members, OverClasses.Mean),
            new DisparateImpact(members),
            .. positiveClass is { } positive ? (Statistic[])[new DisparateImpact(members, positive)] : [new SelectionRatio(members), new SelectionRatio(members, IsMean: true)],
            new FalseClaimRate(condition),
            new HarmedShare(condition),
        ];
    }
}
