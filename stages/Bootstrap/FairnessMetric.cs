using System.Globalization;
using Ttca.Fairness;

namespace Ttca.Stages;

/// <summary>A metric of the study of fairness.</summary>
/// <param name="Title">As figures and tables call it.</param>
/// <param name="LargerIsFairer">Whether it is 1 where all groups are served perfectly, such as a ratio; else it is 0 at parity, such as a gap.</param>
/// <param name="Of">The metric of who submits what.</param>
internal sealed record FairnessMetric(string Title, bool LargerIsFairer, Func<Scenario, Statistic> Of)
{
    /// <summary>Whether the figure shows it; the table shows all.</summary>
    public bool InFigure { get; init; } = true;

    /// <summary>Whether it says nothing more where its numbers are those of a metric before it: as equalized odds, of which equal opportunity is a part.</summary>
    public bool MayRepeat { get; init; }

    /// <summary>Name in the metrics.</summary>
    public string Name => Of(Scenario.Everyone(Conditions.None)).Name;

    public static IReadOnlyList<FairnessMetric> All(int? positiveClass) =>
    [
        new("Worst group", LargerIsFairer: true, served => new WorstGroupAccuracy(served)),
        new("Accuracy ratio", LargerIsFairer: true, served => new DisparateImpact(served)),
        .. positiveClass is { } favourable
            ? (FairnessMetric[])[new(string.Create(CultureInfo.InvariantCulture, $"Ratio, class {favourable}"), LargerIsFairer: true, served => new DisparateImpact(served, favourable))]
            :
            [
                new("Ratio, least class", LargerIsFairer: true, served => new SelectionRatio(served)),
                new("Ratio, mean class", LargerIsFairer: true, served => new SelectionRatio(served, IsMean: true)) { InFigure = false },
            ],
        new("Accuracy gap", LargerIsFairer: false, served => new AccuracyGap(served)),
        new("Eq. opp., max", LargerIsFairer: false, served => new EqualOpportunityGap(served, OverClasses.Maximum)),
        new("Eq. opp., mean", LargerIsFairer: false, served => new EqualOpportunityGap(served, OverClasses.Mean)) { InFigure = false },
        new("Eq. odds, max", LargerIsFairer: false, served => new EqualizedOddsDifference(served, OverClasses.Maximum)) { MayRepeat = true },
        new("Eq. odds, mean", LargerIsFairer: false, served => new EqualizedOddsDifference(served, OverClasses.Mean)) { InFigure = false, MayRepeat = true },
    ];

    /// <summary>Without those that repeat one before them, wherever they are shown.</summary>
    /// <param name="metrics">In their order.</param>
    /// <param name="numbers">Of one grouping.</param>
    /// <param name="conditions">Under which they are shown.</param>
    public static IEnumerable<FairnessMetric> SayingMore(IEnumerable<FairnessMetric> metrics, Metrics numbers, IEnumerable<string> conditions)
    {
        var all = metrics.ToList();
        return all.Where((metric, i) => !metric.MayRepeat || !all.Take(i).Any(other => conditions.All(condition => AreEqual(numbers[metric.Name, condition].Estimate, numbers[other.Name, condition].Estimate))));
    }

    /// <summary>But for rounding: a false positive rate of one class is 1 - the true positive rate of the other.</summary>
    private static bool AreEqual(Estimate one, Estimate other) => AreEqual(one.Value, other.Value) && AreEqual(one.Low, other.Low) && AreEqual(one.High, other.High);

    private static bool AreEqual(double one, double other) => one.Equals(other) || Math.Abs(one - other) < 1e-9;

    /// <summary>The gap of two groups that are fixed beforehand.</summary>
    public static FairnessMetric OfPair(FixedPair pair) => new("Fixed pair", LargerIsFairer: false, served => new GroupGap(pair.Better, pair.Worse, served));
}

/// <summary>The groups of best and worst accuracy, of one half of the test images before anything is done; they are compared on the other half.</summary>
/// <param name="Better">Number of the group.</param>
/// <param name="Worse">Number of the group.</param>
public sealed record FixedPair(int Better, int Worse);
