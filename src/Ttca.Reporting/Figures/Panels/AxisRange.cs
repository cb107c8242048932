using ScottPlot;

namespace Ttca.Reporting.Figures.Panels;

/// <summary>What an axis shows.</summary>
internal static class AxisRange
{
    private const float LabelGap = 3;

    /// <summary>From the least to the greatest value that the axis can show, with a margin where the axis sets no bound.</summary>
    /// <param name="axis">Its bounds come first.</param>
    /// <param name="values">Those that the axis can't show are left out.</param>
    /// <param name="margin">As a fraction of the range.</param>
    public static CoordinateRange Of(Axis axis, IEnumerable<double> values, double margin)
    {
        var positions = values.Where(axis.CanShow).Select(axis.Position).DefaultIfEmpty(0).ToList();
        var low = axis.Minimum is { } minimum ? axis.Position(minimum) : positions.Min();
        var high = axis.Maximum is { } maximum ? axis.Position(maximum) : positions.Max();
        var span = high > low ? high - low : 1;
        return new CoordinateRange(
            axis.Minimum is null ? low - margin * span : low,
            axis.Maximum is null ? high + margin * span : high > low ? high : low + span);
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
}
