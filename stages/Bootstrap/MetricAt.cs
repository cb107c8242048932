using Ttca.Fairness;

namespace Ttca.Stages;

/// <summary>Where a number stands among the cells of a study, such as the closure under <c>collective</c> in the third of them.</summary>
/// <param name="Cell">From 0.</param>
/// <param name="Metric">Its name, such as <c>closure</c>.</param>
/// <param name="Condition">What it was measured under.</param>
public sealed record MetricAt(int Cell, string Metric, string Condition)
{
    /// <exception cref="KeyNotFoundException">It was not estimated.</exception>
    public MetricEstimate In(IReadOnlyList<Metrics> cells)
    {
        ArgumentNullException.ThrowIfNull(cells);
        return cells[Cell][Metric, Condition];
    }
}
