using Ttca.Fairness;

namespace Ttca.Reporting.Figures;

/// <summary>A horizontal line with its label on it.</summary>
/// <param name="Label">Short; drawn beside the line where it covers the least.</param>
/// <param name="Y">Height on the y axis.</param>
public sealed record ReferenceLine(string Label, double Y)
{
    /// <summary>A number of an experiment, with its interval as a band behind the line.</summary>
    /// <param name="label">See <see cref="Label"/>.</param>
    /// <param name="metric">The number.</param>
    public static ReferenceLine Of(string label, MetricEstimate metric)
    {
        ArgumentNullException.ThrowIfNull(metric);
        return new ReferenceLine(label, metric.Estimate.Value) { Interval = metric.Estimate, Seeds = metric.PerSeed };
    }

    /// <summary>Of a number that was measured; null: the line is at a fixed height.</summary>
    public Estimate? Interval { get; init; }

    /// <summary>The value of each seed alone, small circles at the left.</summary>
    public IReadOnlyList<double> Seeds { get; init; } = [];
}
