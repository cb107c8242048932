using Ttca.Fairness;

namespace Ttca.Stages;

/// <summary>The metrics that studies report. A new one is a class and a line of <see cref="All"/>: the rest it says itself.</summary>
/// <remarks>
/// It is named here, not found by reflection: a key holds the code that a stage reaches, and what a stage finds in an assembly by looking
/// through it would be all of that assembly.
/// </remarks>
internal static class StandardMetrics
{
    /// <summary>What is compared: the collective with no perturbation and with random signs, and these with none.</summary>
    private static readonly ConditionPair[] Differences =
        [
            new(Conditions.Collective, Conditions.None),
            new(Conditions.Collective, Conditions.Random),
            new(Conditions.Random, Conditions.None),
        ];

    /// <summary>
    /// Each metric, of the scenario that it is given, in the order of <c>metrics.json</c>. Those with a heading compare any number of
    /// groups, the others a subgroup that acts with the majority.
    /// </summary>
    /// <param name="positiveClass">The class that is favourable to be given, if one is declared.</param>
    public static IReadOnlyList<Func<Scenario, Statistic>> All(int? positiveClass) =>
    [
        // as if it joined: the others' accuracy otherwise is that under "none"
        served => new GroupAccuracy(Outcomes.Majority, served.Acting),
        served => new GroupAccuracy(Outcomes.Subgroup, served.Acting),
        served => new SubgroupGap(served),
        served => new AccuracyGap(served),
        served => new Closure(served.Acting, Conditions.None),
        served => new RemainingGap(served.Acting, Conditions.None),
        served => new WorstGroupAccuracy(served),
        served => new EqualOpportunityGap(served, OverClasses.Maximum),
        served => new EqualOpportunityGap(served, OverClasses.Mean),
        served => new EqualizedOddsDifference(served, OverClasses.Maximum),
        served => new EqualizedOddsDifference(served, OverClasses.Mean),
        served => new DisparateImpact(served),
        .. positiveClass is { } positive
            ? (Func<Scenario, Statistic>[])[served => new DisparateImpact(served, positive)]
            : [served => new SelectionRatio(served), served => new SelectionRatio(served, IsMean: true)],
        served => new FalseClaimRate(served.Acting),
        served => new HarmedShare(served.Acting),
    ];

    /// <summary>
    /// All for each condition, where the members act and the majority doesn't, and the paired differences <c>collective - none</c>,
    /// <c>collective - random</c> and <c>random - none</c>.
    /// </summary>
    /// <param name="conditions">
    /// Those of the outcomes: <c>none</c>, and any of <c>collective</c>, <c>random</c>, <c>white-box</c>, ...
    /// </param>
    /// <param name="positiveClass">The class that is favourable to be given, if one is declared.</param>
    /// <exception cref="ArgumentException"><c>none</c> is missing: nothing can be compared.</exception>
    public static IReadOnlyList<Statistic> For(IReadOnlyCollection<string> conditions, int? positiveClass = null)
    {
        if (!conditions.Contains(Conditions.None))
        {
            throw new ArgumentException(
                $"no condition '{Conditions.None}' to compare with (there are: {string.Join(", ", conditions)})", nameof(conditions));
        }

        var differences = Differences.Where(pair => conditions.Contains(pair.After) && conditions.Contains(pair.Before)).SelectMany(
            pair => Of(pair, positiveClass));
        return [.. conditions.SelectMany(condition => Under(condition, positiveClass)), .. differences];
    }

    /// <summary>The differences of a pair of conditions.</summary>
    public static IEnumerable<Statistic> Of(ConditionPair pair, int? positiveClass) =>
        Under(pair.After, positiveClass).Zip(Under(pair.Before, positiveClass), (after, before) => new PairedDifference(after, before));

    private static IEnumerable<Statistic> Under(string condition, int? positiveClass) =>
        All(positiveClass).Select(metric => metric(Conditions.Members(condition)));
}
