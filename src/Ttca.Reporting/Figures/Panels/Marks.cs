using ScottPlot;
using Ttca.Fairness;

namespace Ttca.Reporting.Figures.Panels;

/// <summary>What stands for estimates, in the same look in each kind of figure and in its legend.</summary>
internal static class Marks
{
    private const float IntervalWidth = 0.9f;
    private const float CapSize = 3.6f;
    private const float ArrowSize = 2.6f;

    /// <summary>Of what belongs to no series.</summary>
    public static Color Ink { get; } = Color.FromSKColor(CanvasText.Ink);

    /// <summary>The values of single seeds.</summary>
    public static void AddSeeds(this Plot plot, IEnumerable<Coordinates> places, Color colour)
    {
        var circles = plot.Add.Markers(places.ToArray(), MarkerShape.OpenCircle, SeriesLook.SeedSize, colour);
        circles.MarkerLineWidth = 0.6f;
        circles.MarkerLineColor = colour;
    }

    /// <summary>A value in the look of its series.</summary>
    public static void AddMarker(this Plot plot, Coordinates place, SeriesLook look, float size) => plot.Add.Marker(place).MarkerStyle = look.MarkerStyle(size);

    /// <summary>Something that should be a number and isn't.</summary>
    public static void AddUndefined(this Plot plot, Coordinates place, Color colour) =>
        plot.Add.Marker(place).MarkerStyle = new MarkerStyle(MarkerShape.Eks, 4.5f, colour) { LineWidth = 1.1f, LineColor = colour };

    public static void AddLine(this Plot plot, Coordinates from, Coordinates to, Color colour, float width, LinePattern? pattern = null)
    {
        var line = plot.Add.Line(from, to);
        line.LineStyle = new LineStyle(width, colour, pattern ?? LinePattern.Solid);
        line.MarkerSize = 0;
    }

    /// <summary>A plain area, without an edge where that has no width.</summary>
    public static void AddArea(this Plot plot, CoordinateRect area, Color colour, Color edge = default, float edgeWidth = 0)
    {
        var rectangle = plot.Add.Rectangle(area);
        rectangle.FillColor = colour;
        rectangle.LineStyle = new LineStyle(edgeWidth, edge);
    }

    /// <summary>The interval of an estimate; none where it has none.</summary>
    /// <param name="plot">Gets it.</param>
    /// <param name="estimate">Whose it is.</param>
    /// <param name="axis">Along which it lies.</param>
    /// <param name="place">Where a position on that axis is.</param>
    /// <param name="colour">Of all lines.</param>
    public static void AddInterval(this Plot plot, Estimate estimate, PanelAxis axis, Func<double, Coordinates> place, Color colour)
    {
        if (double.IsFinite(estimate.Value) && !double.IsNaN(estimate.Low) && !double.IsNaN(estimate.High))
        {
            var (low, high) = (axis.End(estimate.Low), axis.End(estimate.High));
            plot.AddInterval(place(low.Position), place(high.Position), low.IsBeyond, high.IsBeyond, colour);
        }
    }

    /// <summary>An interval as a line, with a short line across an end and an arrow where it goes on beyond the panel: ScottPlot's error bars have no such end.</summary>
    public static void AddInterval(this Plot plot, Coordinates low, Coordinates high, bool isOpenLow, bool isOpenHigh, Color colour)
    {
        if (!isOpenLow && !isOpenHigh)
        {
            plot.AddLine(low, high, colour, IntervalWidth);     // an arrow has its own
        }

        var cap = low.X == high.X ? MarkerShape.HorizontalBar : MarkerShape.VerticalBar;
        foreach (var (end, other, isOpen) in new[] { (low, high, isOpenLow), (high, low, isOpenHigh) })
        {
            if (isOpen)
            {
                AddArrow(plot, other, end, colour);
            }
            else
            {
                plot.Add.Marker(end).MarkerStyle = new MarkerStyle(cap, CapSize, colour) { LineWidth = IntervalWidth, LineColor = colour };
            }
        }
    }

    /// <summary>Lines to compare with, and beneath them the intervals and at the left the seeds of those that were measured.</summary>
    public static void AddReferences(this Plot plot, IReadOnlyList<ReferenceLine<MetricEstimate>> references, PanelFrame frame, PanelAxis y)
    {
        var (left, right) = (frame.XRange.Min, frame.XRange.Max);
        foreach (var reference in references.Where(reference => y.Axis.CanShow(reference.Height())))
        {
            if (reference.Value?.Estimate is { } interval && double.IsFinite(interval.Low) && double.IsFinite(interval.High))
            {
                plot.AddArea(new CoordinateRect(left, right, y.End(interval.Low).Position, y.End(interval.High).Position), Ink.WithAlpha(0.08));
            }

            plot.AddSeeds(reference.Seeds().Where(y.Shows).Select(seed => new Coordinates(left + frame.XDistance(ReferenceLabels.SeedPlace), y.Axis.Position(seed))), Ink);
            var height = y.Axis.Position(reference.Height());
            plot.AddLine(new Coordinates(left, height), new Coordinates(right, height), Ink.WithAlpha(0.75), SeriesLook.ReferenceWidth, SeriesLook.ReferencePattern);
        }
    }

    private static void AddArrow(Plot plot, Coordinates from, Coordinates to, Color colour)
    {
        var arrow = plot.Add.Arrow(from, to);
        arrow.ArrowShape = ArrowShape.SingleLine.GetShape();
        arrow.ArrowLineColor = colour;
        arrow.ArrowLineWidth = IntervalWidth;
        arrow.ArrowheadLength = ArrowSize;
        arrow.ArrowheadWidth = 1.4f * ArrowSize;
    }
}
