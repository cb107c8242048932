using Ttca.Fairness;

namespace Ttca.Stages;

/// <summary>A metric of the study of fairness: one that has a heading.</summary>
/// <param name="Of">The metric of who submits what.</param>
internal sealed record FairnessMetric(Func<Scenario, Statistic> Of)
{
    private readonly Statistic _unchanged = Of(Scenario.Everyone(Conditions.None));

    /// <summary>Name in the metrics.</summary>
    public string Name => _unchanged.Name;

    /// <inheritdoc cref="Heading.Title"/>
    public string Title => Heading.Title;

    /// <inheritdoc cref="Heading.LargerIsFairer"/>
    public bool LargerIsFairer => Heading.LargerIsFairer;

    /// <inheritdoc cref="Heading.InFigure"/>
    public bool InFigure => Heading.InFigure;

    private Heading Heading => _unchanged.Heading!;

    /// <summary>Those of <see cref="StandardMetrics"/>, first those of which more is fairer.</summary>
    public static IReadOnlyList<FairnessMetric> All(int? positiveClass) =>
        [
            .. StandardMetrics.All(positiveClass)
                .Select(of => new FairnessMetric(of))
                .Where(metric => metric._unchanged.Heading is not null)
                .OrderByDescending(metric => metric.LargerIsFairer),
        ];

    /// <summary>Without those that repeat one before them, wherever they are shown.</summary>
    /// <param name="metrics">In their order.</param>
    /// <param name="numbers">Of one grouping.</param>
    /// <param name="conditions">Under which they are shown.</param>
    public static IEnumerable<FairnessMetric> SayingMore(
        IEnumerable<FairnessMetric> metrics, Metrics numbers, IEnumerable<string> conditions)
    {
        var all = metrics.ToList();
        return all.Where(
            (metric, i) => !metric.Heading.MayRepeat
                || !all
                    .Take(i)
                    .Any(
                        other => conditions.All(
                            condition => AreEqual(numbers[metric.Name, condition].Estimate, numbers[other.Name, condition].Estimate))));
    }

    /// <summary>But for rounding: a false positive rate of one class is 1 - the true positive rate of the other.</summary>
    private static bool AreEqual(Estimate one, Estimate other) =>
        AreEqual(one.Value, other.Value) && AreEqual(one.Low, other.Low) && AreEqual(one.High, other.High);

    private static bool AreEqual(double one, double other) => one.Equals(other) || Math.Abs(one - other) < 1e-9;

    /// <summary>The gap of two groups that are fixed beforehand.</summary>
    public static FairnessMetric OfPair(FixedPair pair) => new(served => new GroupGap(pair.Better, pair.Worse, served));
}

/// <summary>
/// The groups of best and worst accuracy, of one half of the test images before anything is done; they are compared on the other half.
/// </summary>
/// <param name="Better">Number of the group.</param>
/// <param name="Worse">Number of the group.</param>
public sealed record FixedPair(int Better, int Worse);
