using ScottPlot;
using Ttca.Fairness;

namespace Ttca.Reporting.Figures.Panels;

/// <summary>What stands for estimates on a plot, in the same look in each kind of figure and in its legend.</summary>
internal sealed class Marks(Plot plot)
{
    private const float IntervalWidth = 0.9f;
    private const float CapSize = 3.6f;
    private const float ArrowSize = 2.6f;
    private const float ReferenceSeeds = 4;     // points from the left

    private readonly List<Coordinates> _taken = [];

    /// <summary>Of what belongs to no series.</summary>
    public static Color Ink { get; } = Color.FromSKColor(CanvasText.Ink);

    /// <summary>Places that labels should leave free: markers, seeds, intervals and the lines of series.</summary>
    public IReadOnlyList<Coordinates> Taken => _taken;

    /// <summary>Says of a line that labels should leave it free.</summary>
    public void Take(Coordinates from, Coordinates to) =>
        _taken.AddRange(
            Enumerable.Range(0, 25)
                .Select(i => i / 24.0)
                .Select(t => new Coordinates(from.X + t * (to.X - from.X), from.Y + t * (to.Y - from.Y))));

    /// <summary>The values of single seeds.</summary>
    public void AddSeeds(IEnumerable<Coordinates> places, Color colour)
    {
        Coordinates[] all = [.. places];
        var circles = plot.Add.Markers(all, MarkerShape.OpenCircle, SeriesLook.SeedSize, colour);
        circles.MarkerLineWidth = 0.6f;
        circles.MarkerLineColor = colour;
        _taken.AddRange(all);
    }

    /// <summary>A value in the look of its series.</summary>
    public void AddMarker(Coordinates place, SeriesLook look, float size) => AddMarker(place, look.MarkerStyle(size));

    /// <summary>Something that should be a number and isn't.</summary>
    public void AddUndefined(
        Coordinates place,
        Color colour) => AddMarker(place, new MarkerStyle(MarkerShape.Eks, 4.5f, colour) { LineWidth = 1.1f, LineColor = colour });

    public void AddLine(Coordinates from, Coordinates to, Color colour, float width, LinePattern? pattern = null)
    {
        var line = plot.Add.Line(from, to);
        line.LineStyle = new LineStyle(width, colour, pattern ?? LinePattern.Solid);
        line.MarkerSize = 0;
    }

    /// <summary>The line of a series through its values.</summary>
    public void AddCurve(Coordinates[] values, SeriesLook look)
    {
        var line = plot.Add.Scatter(values);
        line.LineStyle = new LineStyle(SeriesLook.LineWidth, look.Colour, look.Pattern);
        line.MarkerStyle = look.MarkerStyle(SeriesLook.MarkerSize);
        foreach (var (value, next) in values.Zip(values.Skip(1).Append(values[^1])))
        {
            Take(value, next);
        }
    }

    /// <summary>A plain area, without an edge where that has no width.</summary>
    public void AddArea(CoordinateRect area, Color colour, Color edge = default, float edgeWidth = 0)
    {
        var rectangle = plot.Add.Rectangle(area);
        rectangle.FillColor = colour;
        rectangle.LineStyle = new LineStyle(edgeWidth, edge);
    }

    /// <summary>An area between two lines.</summary>
    public void AddBand(double[] xs, double[] lows, double[] highs, Color colour)
    {
        var band = plot.Add.FillY(xs, lows, highs);
        band.FillColor = colour;
        band.LineWidth = 0;
        band.MarkerSize = 0;
        foreach (var (x, low, high) in xs.Zip(lows, highs))
        {
            Take(new Coordinates(x, low), new Coordinates(x, high));
        }
    }

    public void AddHatching(Hatching hatching) => plot.Add.Plottable(hatching);

    /// <summary>The interval of an estimate; none where it has none.</summary>
    /// <param name="estimate">Whose it is.</param>
    /// <param name="axis">Along which it lies.</param>
    /// <param name="place">Where a position on that axis is.</param>
    /// <param name="colour">Of all lines.</param>
    public void AddInterval(Estimate estimate, PanelAxis axis, Func<double, Coordinates> place, Color colour)
    {
        if (double.IsFinite(estimate.Value) && !double.IsNaN(estimate.Low) && !double.IsNaN(estimate.High))
        {
            var (low, high) = (axis.End(estimate.Low), axis.End(estimate.High));
            AddInterval(place(low.Position), place(high.Position), low.IsBeyond, high.IsBeyond, colour);
        }
    }

    /// <summary>
    /// An interval as a line, with a short line across an end and an arrow where it goes on beyond the panel: ScottPlot's error bars have
    /// no such end.
    /// </summary>
    public void AddInterval(Coordinates low, Coordinates high, bool isOpenLow, bool isOpenHigh, Color colour)
    {
        Take(low, high);
        if (!isOpenLow && !isOpenHigh)
        {
            AddLine(low, high, colour, IntervalWidth);      // an arrow has its own
        }

        var cap = low.X == high.X ? MarkerShape.HorizontalBar : MarkerShape.VerticalBar;
        foreach (var (end, other, isOpen) in new[] { (low, high, isOpenLow), (high, low, isOpenHigh) })
        {
            if (isOpen)
            {
                AddArrow(other, end, colour);
            }
            else
            {
                AddMarker(end, new MarkerStyle(cap, CapSize, colour) { LineWidth = IntervalWidth, LineColor = colour });
            }
        }
    }

    /// <summary>Lines to compare with, and beneath them the intervals and at the left the seeds of those that were measured.</summary>
    public void AddReferences(IReadOnlyList<ReferenceLine<MetricEstimate>> references, PanelFrame frame, PanelAxis y)
    {
        var (left, right) = (frame.XRange.Min, frame.XRange.Max);
        foreach (var reference in references.Where(reference => y.Axis.CanShow(reference.Height())))
        {
            if (reference.Value?.Estimate is { } interval && double.IsFinite(interval.Low) && double.IsFinite(interval.High))
            {
                AddArea(new CoordinateRect(left, right, y.End(interval.Low).Position, y.End(interval.High).Position), Ink.WithAlpha(0.08));
            }

            var seeds = reference.Value?.PerSeed ?? [];
            AddSeeds(
                seeds.Where(y.Shows).Select(seed => new Coordinates(left + frame.XDistance(ReferenceSeeds), y.Axis.Position(seed))), Ink);
            var height = y.Axis.Position(reference.Height());
            AddLine(
                new Coordinates(left, height),
                new Coordinates(right, height),
                Ink.WithAlpha(0.75),
                SeriesLook.ReferenceWidth,
                SeriesLook.ReferencePattern);
        }
    }

    private void AddMarker(Coordinates place, MarkerStyle style)
    {
        plot.Add.Marker(place).MarkerStyle = style;
        _taken.Add(place);
    }

    private void AddArrow(Coordinates from, Coordinates to, Color colour)
    {
        var arrow = plot.Add.Arrow(from, to);
        arrow.ArrowShape = ArrowShape.SingleLine.GetShape();
        arrow.ArrowLineColor = colour;
        arrow.ArrowLineWidth = IntervalWidth;
        arrow.ArrowheadLength = ArrowSize;
        arrow.ArrowheadWidth = 1.4f * ArrowSize;
    }
}
