using ScottPlot;
using Ttca.Fairness;
using Ttca.Reporting.Figures.Panels;

namespace Ttca.Reporting.Figures.Lines;

/// <summary>What the axes of a panel show.</summary>
internal static class LineRanges
{
    private const double XMargin = 0.07;
    private const double BarMargin = 0.02;      // for each further series whose intervals stand beside each other
    private const double YMargin = 0.06;

    /// <param name="panel">Its series.</param>
    /// <param name="x">The axis.</param>
    /// <param name="ticks">All of them are shown.</param>
    /// <param name="hasBars">Whether intervals are bars.</param>
    /// <param name="free">Share of the width that is left free at the right.</param>
    public static CoordinateRange X(LinePanel<MetricEstimate> panel, Axis x, IReadOnlyList<AxisTick> ticks, bool hasBars, double free)
    {
        var margin = XMargin + (hasBars ? BarMargin * (panel.Series.Count - 1) : 0);
        var range = AxisRange.Of(x, ticks.Select(t => t.Value).Concat(panel.Series.SelectMany(s => s.Points).Select(p => p.X)), margin);
        return new CoordinateRange(range.Min, range.Min + (range.Max - range.Min) / (1 - free));
    }

    /// <summary>All that was measured.</summary>
    public static IEnumerable<MetricEstimate> Estimates(LinePanel<MetricEstimate> panel) =>
        [
            .. panel.Series.SelectMany(s => s.Points).Select(p => p.Value),
            .. panel.Bands.Select(b => b.Value),
            .. panel.References.Select(r => r.Value).OfType<MetricEstimate>(),
        ];

    /// <summary>All that is drawn: values and seeds, lines to compare with, and intervals as far as <see cref="Ends"/> says.</summary>
    private static List<double> Shown(LinePanel<MetricEstimate> panel)
    {
        List<double> points =
        [
            .. Estimates(panel).SelectMany(e => e.PerSeed.Append(e.Estimate.Value)),
            .. panel.References.Select(r => r.Height()),
            .. panel.Y.Ticks.Select(t => t.Value),
        ];
        return [.. points, .. Ends(panel, points)];
    }

    public static CoordinateRange Y(LinePanel<MetricEstimate> panel)
    {
        var shown = Shown(panel);
        return AxisRange.Of(panel.Y.For(shown), shown, YMargin);
    }

    /// <summary>
    /// Ends of intervals, but no farther beyond the points than these are apart: an interval that is far wider would press them into a
    /// line.
    /// </summary>
    private static IEnumerable<double> Ends(LinePanel<MetricEstimate> panel, List<double> points)
    {
        var ends = Estimates(panel).SelectMany(e => (double[])[e.Estimate.Low, e.Estimate.High]).Where(panel.Y.CanShow);
        var finite = points.Where(panel.Y.CanShow).ToList();
        if (panel.Y.Scale == AxisScale.Logarithmic || finite.Count == 0 || finite.Max() == finite.Min())
        {
            return ends;
        }

        var (low, high) = (finite.Min(), finite.Max());
        return ends.Select(end => Math.Clamp(end, low - (high - low), high + (high - low)));
    }
}
