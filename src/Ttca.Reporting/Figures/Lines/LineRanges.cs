using ScottPlot;

namespace Ttca.Reporting.Figures.Lines;

/// <summary>What the axes of a panel show.</summary>
internal static class LineRanges
{
    private const double XMargin = 0.07;
    private const double YMargin = 0.06;
    private const float LabelGap = 3;

    public static CoordinateRange X(LinePanel panel, IReadOnlyList<AxisTick> ticks) =>
        Of(panel.X, ticks.Select(t => t.Value).Concat(panel.Series.SelectMany(s => s.Points).Select(p => p.X)), XMargin);

    public static CoordinateRange Y(LinePanel panel)
    {
        var estimates = panel.Series.SelectMany(s => s.Points);
        var values = estimates.SelectMany(p => p.Seeds.Concat([p.Estimate.Value, p.Estimate.Low, p.Estimate.High]));
        return Of(panel.Y, values.Concat(panel.References.Select(r => r.Y)).Concat(panel.Y.Ticks.Select(t => t.Value)), YMargin);
    }

    /// <summary>Drops labels, not marks, that would stand closer than <see cref="LabelGap"/> points to the one before.</summary>
    public static IReadOnlyList<AxisTick> WithoutOverlap(IReadOnlyList<AxisTick> ticks, Axis axis, CoordinateRange range, float width)
    {
        var kept = new List<AxisTick>();
        var free = float.NegativeInfinity;
        foreach (var tick in ticks.OrderBy(t => t.Value))
        {
            var half = CanvasText.Width(tick.Label, TextSize.Small) / 2;
            var centre = (float)((axis.Position(tick.Value) - range.Min) / (range.Max - range.Min)) * width;
            var fits = centre - half >= free;
            kept.Add(fits ? tick : tick with { Label = "" });
            free = fits ? centre + half + LabelGap : free;
        }

        return kept;
    }

    private static CoordinateRange Of(Axis axis, IEnumerable<double> values, double margin)
    {
        var positions = values.Where(axis.CanShow).Select(axis.Position).DefaultIfEmpty(0).ToList();
        var low = axis.Minimum is { } minimum ? axis.Position(minimum) : positions.Min();
        var high = axis.Maximum is { } maximum ? axis.Position(maximum) : positions.Max();
        var span = high > low ? high - low : 1;
        return new CoordinateRange(
            axis.Minimum is null ? low - margin * span : low,
            axis.Maximum is null ? high + margin * span : high > low ? high : low + span);
    }
}
