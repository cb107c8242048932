using System.Globalization;
using System.Text.Json.Serialization;

namespace Ttca.Fairness;

/// <summary>A number with its interval.</summary>
/// <param name="Value">The estimate; NaN: undefined.</param>
/// <param name="Low">Lower end of the interval; NaN: no interval. Infinite where the data set no bound on this side.</param>
/// <param name="High">Upper end.</param>
public sealed record Estimate(double Value, double Low, double High)
{
    public static Estimate Undefined { get; } = new(double.NaN, double.NaN, double.NaN);

    public bool IsDefined => !double.IsNaN(Value);

    /// <summary>Such as <c>0.812 [0.790, 0.833]</c>, <c>0.425 [-∞, ∞]</c>, or <c>undefined</c>.</summary>
    public override string ToString() => ToString(decimals: 3);

    /// <summary>The same with other decimals.</summary>
    public string ToString(int decimals)
    {
        string format = $"F{decimals}";
        string Text(double number) =>
            double.IsInfinity(number) ? number > 0 ? "∞" : "-∞" : number.ToString(format, CultureInfo.InvariantCulture);
        return IsDefined ? $"{Text(Value)} [{Text(Low)}, {Text(High)}]" : "undefined";
    }
}

/// <summary>How an interval was made, which says what it generalises to. All are 95 %, and end where the metric's range does.</summary>
public enum IntervalKind
{
    /// <summary>The bootstrap's percentiles, over seeds and test images: other platforms and other images.</summary>
    Percentile,

    /// <summary>
    /// Student's t over the values of each seed, with what shared test images move in all of them: other platforms and other images, from 2
    /// to 5 seeds, which are too few for percentiles.
    /// </summary>
    StudentT,

    /// <summary>The bootstrap's percentiles of a single seed, over test images: other images, and no other platform.</summary>
    PercentileOfImages,
}

/// <summary>A metric over all seeds of one cell of a study.</summary>
/// <param name="Name">Of the metric, such as <c>closure</c>.</param>
/// <param name="Condition">Of the metric, such as <c>after</c>; a paired difference is named <c>after - before</c>.</param>
/// <param name="Estimate">
/// The mean over seeds (of a <see cref="Statistic.Ratio"/>, the ratio of two means), with the interval that <paramref name="Seeds"/> allow.
/// </param>
/// <param name="PerSeed">The metric of each seed alone, the mean over its proxies, in the seeds' order; NaN where it is undefined.</param>
/// <param name="Images">Test images of each seed, of all groups; the fewest where seeds differ.</param>
/// <param name="Seeds">Replicates.</param>
/// <param name="Resamples">Of the bootstrap.</param>
/// <param name="UndefinedResamples">
/// Those in which the metric was undefined; the percentile interval is widened by them, see <see cref="HierarchicalBootstrap"/>.
/// </param>
public sealed record MetricEstimate(
    string Name, string Condition, Estimate Estimate, double[] PerSeed, int Images, int Seeds, int Resamples, int UndefinedResamples)
{
    /// <summary>Of each seed; its value is their mean.</summary>
    public int Proxies { get; init; } = 1;

    /// <summary>
    /// What the interval of <see cref="Estimate"/> is. Few seeds whose values are all equal have no t-interval, but the percentile one.
    /// </summary>
    public IntervalKind Interval { get; init; }

    /// <summary>
    /// The same value with the bootstrap's percentile interval, however few the seeds: of 3, its ends are about the smallest and the
    /// largest of them.
    /// </summary>
    public Estimate Percentile { get; init; } = Estimate;

    /// <summary>
    /// Whether the bootstrap's interval has no width, since all resamples agree: its ends are those of the rule of three
    /// (<see cref="RuleOfThree"/>) then, and decide nothing.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsWithoutSpread { get; init; }
}
