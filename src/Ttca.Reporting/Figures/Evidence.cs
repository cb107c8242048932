using Ttca.Fairness;

namespace Ttca.Reporting.Figures;

/// <summary>What the numbers of a figure rest on; stands in its legend.</summary>
/// <param name="Interval">What the intervals are.</param>
/// <param name="Sample">How many images and seeds, see <see cref="SampleOf"/>.</param>
public sealed record Evidence(IntervalKind Interval, string Sample)
{
    /// <summary>That of several metrics; where they differ, from the fewest to the most images and seeds.</summary>
    public static Evidence Of(IReadOnlyCollection<MetricEstimate> shown)
    {
        ArgumentNullException.ThrowIfNull(shown);
        var kinds = shown.Select(metric => HierarchicalBootstrap.KindOf(metric.Seeds)).ToHashSet();
        return new Evidence(
            kinds.Contains(IntervalKind.StudentT)
                ? IntervalKind.StudentT
                : kinds.Contains(IntervalKind.Percentile) ? IntervalKind.Percentile : IntervalKind.PercentileOfImages,
            SampleOf([.. shown.Select(metric => (metric.Images, metric.Seeds, metric.Proxies))]));
    }

    /// <summary>Such as <c>2,000 images × 5 seeds</c>, or <c>2,000 images × 5 seeds × 2 proxies</c>.</summary>
    public static string SampleOf(params IReadOnlyCollection<(int Images, int Seeds, int Proxies)> tested)
    {
        ArgumentNullException.ThrowIfNull(tested);
        var proxies = tested.Any(one => one.Proxies > 1) ? $" × {Between(tested, one => one.Proxies, "proxy")}" : "";
        return $"{Between(tested, one => one.Images, "image")} × {Between(tested, one => one.Seeds, "seed")}{proxies}";
    }

    /// <summary>Such as <c>95 % t-interval</c>.</summary>
    public string IntervalName => Interval switch
    {
        IntervalKind.StudentT => "95 % t-interval",
        IntervalKind.PercentileOfImages => "95 % percentile interval, over images only",
        _ => "95 % percentile interval",
    };

    /// <summary>Whether seeds are so few that their values and their mean are the result, and a band would claim too much.</summary>
    internal bool IsOfFewSeeds => Interval == IntervalKind.StudentT;

    private static string Between<T>(IReadOnlyCollection<T> all, Func<T, int> number, string unit) =>
        Quantity.Between(all.Min(number), all.Max(number), unit);
}
