using ScottPlot;
using SkiaSharp;
using Ttca.Fairness;
using Ttca.Reporting.Figures.Panels;

namespace Ttca.Reporting.Figures.Lines;

/// <summary>The parts of one series in one panel.</summary>
internal sealed class SeriesDrawing
{
    private const float NearestSeeds = 4.2f;    // points from the line's marker, so that it hides none
    private const float SeedSpacing = 3.2f;     // points between the seeds of two series
    private const float BarSpacing = 7;         // points between the intervals of two series, where these are bars and there is room
    private const float LeastBarSpacing = 4;
    private const float BesideBar = 3;          // points from a bar to its seeds

    private readonly SeriesLook look;
    private readonly LinePanel<MetricEstimate> panel;
    private readonly Axis x;
    private readonly PanelFrame frame;
    private readonly bool hasBars;
    private readonly double shift;
    private readonly double seedShift;
    private readonly List<LinePoint<MetricEstimate>> points;

    public SeriesDrawing(LineSeries<MetricEstimate> series, SeriesLook look, LinePanel<MetricEstimate> panel, Axis x, PanelFrame frame, int index, bool hasBars)
    {
        this.look = look;
        this.panel = panel;
        this.x = x;
        this.frame = frame;
        points = series.Points.OrderBy(p => p.X).ToList();
        this.hasBars = hasBars;
        shift = hasBars ? frame.XDistance((index - (panel.Series.Count - 1) / 2f) * Math.Clamp(0.8f * Closest() / panel.Series.Count, LeastBarSpacing, BarSpacing)) : 0;
        seedShift = hasBars ? frame.XDistance(BesideBar) : SeedShift(index);
    }

    /// <summary>Where intervals are no bars.</summary>
    public void AddBand(Plot plot)
    {
        if (hasBars)
        {
            return;
        }

        foreach (var run in Runs(points, p => !double.IsNaN(p.Value.Estimate.Low) && !double.IsNaN(p.Value.Estimate.High)))
        {
            if (run.Count == 1)
            {
                AddErrorBar(plot, run[0]);  // a band needs two ends
                continue;
            }

            var band = plot.Add.FillY(
                run.Select(Position).ToArray(),
                run.Select(p => Bound(p.Value.Estimate.Low)).ToArray(),
                run.Select(p => Bound(p.Value.Estimate.High)).ToArray());
            band.FillColor = look.Colour.WithAlpha(SeriesLook.BandOpacity);
            band.LineWidth = 0;
            band.MarkerSize = 0;
        }
    }

    /// <summary>Intervals as bars, with an arrow where one goes on beyond the panel.</summary>
    public void DrawBars(SKCanvas canvas)
    {
        foreach (var point in points.Where(p => hasBars && panel.Y.CanShow(p.Value.Estimate.Value) && !double.IsNaN(p.Value.Estimate.Low) && !double.IsNaN(p.Value.Estimate.High)))
        {
            var (x, low, high) = (frame.X(Position(point)), panel.Y.Within(point.Value.Estimate.Low, frame), panel.Y.Within(point.Value.Estimate.High, frame));
            IntervalBar.Draw(canvas, new SKPoint(x, low.Y), new SKPoint(x, high.Y), low.IsBeyond, high.IsBeyond, look.Colour.ToSKColor());
        }
    }

    public void AddSeeds(Plot plot)
    {
        var seeds = points
            .SelectMany(p => p.Value.PerSeed.Where(panel.Y.CanShow).Select(y => new Coordinates(Position(p) + seedShift, panel.Y.Position(y))))
            .ToArray();
        var marks = plot.Add.Markers(seeds, MarkerShape.OpenCircle, SeriesLook.SeedSize, look.Colour.WithAlpha(0.8));
        marks.MarkerLineWidth = 0.6f;
        marks.MarkerLineColor = look.Colour.WithAlpha(0.8);
    }

    public void AddLine(Plot plot)
    {
        foreach (var run in Runs(points, p => panel.Y.CanShow(p.Value.Estimate.Value)))
        {
            var line = plot.Add.Scatter(run.Select(p => new Coordinates(Position(p), panel.Y.Position(p.Value.Estimate.Value))).ToArray());
            line.LineStyle = new LineStyle(SeriesLook.LineWidth, look.Colour, look.Pattern);
            line.MarkerStyle = look.MarkerStyle(SeriesLook.MarkerSize);
        }
    }

    /// <summary>An undefined estimate stands at the foot of the panel, so that a gap isn't taken for "not measured".</summary>
    public void AddUndefined(Plot plot)
    {
        var foot = frame.YRange.Min + 0.025 * (frame.YRange.Max - frame.YRange.Min);
        foreach (var point in points.Where(p => double.IsNaN(p.Value.Estimate.Value)))
        {
            var mark = plot.Add.Marker(new Coordinates(Position(point) + seedShift, foot));
            mark.MarkerStyle = LegendEntries.UndefinedMarker(look.Colour);
        }
    }

    /// <summary>Places on the canvas that a label should leave free: the line, its points and their intervals.</summary>
    public static IEnumerable<SKPoint> Obstacles(LineSeries<MetricEstimate> series, Axis x, Axis y, PanelFrame frame)
    {
        var ordered = series.Points.OrderBy(p => p.X).ToList();
        foreach (var run in Runs(ordered, p => y.CanShow(p.Value.Estimate.Value)))
        {
            var line = run.Select(p => new SKPoint(frame.X(x.Position(p.X)), frame.Y(y.Position(p.Value.Estimate.Value)))).ToList();
            foreach (var place in line.Zip(line.Skip(1)).SelectMany(part => LabelPlacement.Along(part.First, part.Second)))
            {
                yield return place;
            }
        }

        foreach (var point in ordered)
        {
            foreach (var value in point.Value.PerSeed.Concat([point.Value.Estimate.Value]).Where(y.CanShow))
            {
                yield return new SKPoint(frame.X(x.Position(point.X)), frame.Y(y.Position(value)));
            }

            foreach (var place in LabelPlacement.Along(point.Value.Estimate, y, frame, frame.X(x.Position(point.X))))
            {
                yield return place;
            }
        }
    }

    private void AddErrorBar(Plot plot, LinePoint<MetricEstimate> point)
    {
        var bar = plot.Add.Line(
            Position(point), Bound(point.Value.Estimate.Low), Position(point), Bound(point.Value.Estimate.High));
        bar.LineStyle = new LineStyle(2.5f, look.Colour.WithAlpha(2 * SeriesLook.BandOpacity));
        bar.MarkerSize = 0;
    }

    private double Position(LinePoint<MetricEstimate> point) => x.Position(point.X) + shift;

    /// <summary>An interval without a bound on one side (infinite) goes to the edge of the panel.</summary>
    private double Bound(double value) =>
        panel.Y.CanShow(value) ? panel.Y.Position(value) : value > 0 ? frame.YRange.Max : frame.YRange.Min;

    /// <summary>The series' seeds stand alternately left and right of the true x, nearer where the x values are close together.</summary>
    private double SeedShift(int index)
    {
        var farthest = NearestSeeds + SeedSpacing * ((panel.Series.Count - 1) / 2);
        var distance = (NearestSeeds + SeedSpacing * (index / 2)) * Math.Min(1, 0.4f * Closest() / farthest);
        return frame.XDistance(index % 2 == 0 ? -distance : distance);
    }

    /// <summary>Points between the two x values that stand closest together.</summary>
    private float Closest()
    {
        var places = panel.Series.SelectMany(s => s.Points).Select(p => frame.X(x.Position(p.X))).Distinct().Order().ToList();
        return places.Zip(places.Skip(1), (a, b) => b - a).DefaultIfEmpty(float.PositiveInfinity).Min();
    }

    /// <summary>The longest stretches of consecutive points that fulfil the condition.</summary>
    private static IEnumerable<List<LinePoint<MetricEstimate>>> Runs(List<LinePoint<MetricEstimate>> points, Predicate<LinePoint<MetricEstimate>> condition)
    {
        var run = new List<LinePoint<MetricEstimate>>();
        foreach (var point in points)
        {
            if (condition(point))
            {
                run.Add(point);
            }
            else if (run.Count > 0)
            {
                yield return run;
                run = [];
            }
        }

        if (run.Count > 0)
        {
            yield return run;
        }
    }
}
