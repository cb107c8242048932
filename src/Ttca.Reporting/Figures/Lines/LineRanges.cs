using ScottPlot;
using Ttca.Reporting.Figures.Panels;

namespace Ttca.Reporting.Figures.Lines;

/// <summary>What the axes of a panel show.</summary>
internal static class LineRanges
{
    private const double XMargin = 0.07;
    private const double YMargin = 0.06;

    public static CoordinateRange X(LinePanel panel, IReadOnlyList<AxisTick> ticks) =>
        AxisRange.Of(panel.X, ticks.Select(t => t.Value).Concat(panel.Series.SelectMany(s => s.Points).Select(p => p.X)), XMargin);

    public static CoordinateRange Y(LinePanel panel)
    {
        var estimates = panel.Series.SelectMany(s => s.Points);
        var values = estimates.SelectMany(p => p.Seeds.Concat([p.Estimate.Value, p.Estimate.Low, p.Estimate.High]));
        return AxisRange.Of(panel.Y, values.Concat(panel.References.Select(r => r.Y)).Concat(panel.Y.Ticks.Select(t => t.Value)), YMargin);
    }
}
