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
    private readonly PanelAxis x;
    private readonly PanelAxis y;
    private readonly PanelFrame frame;
    private readonly bool hasBars;
    private readonly double shift;
    private readonly double seedShift;
    private readonly List<LinePoint<MetricEstimate>> points;

    public SeriesDrawing(LineSeries<MetricEstimate> series, SeriesLook look, LinePanel<MetricEstimate> panel, PanelAxis x, PanelAxis y, PanelFrame frame, int index, bool hasBars)
    {
        this.look = look;
        this.panel = panel;
        this.x = x;
        this.y = y;
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
                AddThickLine(plot, run[0]);
                continue;
            }

            var band = plot.Add.FillY(
                run.Select(Position).ToArray(),
                run.Select(p => y.End(p.Value.Estimate.Low).Position).ToArray(),
                run.Select(p => y.End(p.Value.Estimate.High).Position).ToArray());
            band.FillColor = look.Colour.WithAlpha(SeriesLook.BandOpacity);
            band.LineWidth = 0;
            band.MarkerSize = 0;
        }
    }

    /// <summary>Intervals as bars.</summary>
    public void AddBars(Plot plot)
    {
        foreach (var point in points.Where(p => hasBars && y.Axis.CanShow(p.Value.Estimate.Value)))
        {
            plot.AddInterval(point.Value.Estimate, y, position => new Coordinates(Position(point), position), look.Colour);
        }
    }

    public void AddSeeds(Plot plot) => plot.AddSeeds(
        points.SelectMany(p => p.Value.PerSeed.Where(y.Axis.CanShow).Select(seed => new Coordinates(Position(p) + seedShift, y.Axis.Position(seed)))), look.Colour.WithAlpha(0.8));

    public void AddLine(Plot plot)
    {
        foreach (var run in Runs(points, p => y.Axis.CanShow(p.Value.Estimate.Value)))
        {
            var line = plot.Add.Scatter(run.Select(p => new Coordinates(Position(p), y.Axis.Position(p.Value.Estimate.Value))).ToArray());
            line.LineStyle = new LineStyle(SeriesLook.LineWidth, look.Colour, look.Pattern);
            line.MarkerStyle = look.MarkerStyle(SeriesLook.MarkerSize);
        }
    }

    /// <summary>An undefined estimate stands at the foot of the panel, so that a gap isn't taken for "not measured".</summary>
    public void AddUndefined(Plot plot)
    {
        foreach (var point in points.Where(p => double.IsNaN(p.Value.Estimate.Value)))
        {
            plot.AddUndefined(new Coordinates(Position(point) + seedShift, frame.YRange.Min + frame.YDistance(4)), look.Colour);
        }
    }

    /// <summary>Places on the canvas that a label should leave free: the line, its points and their intervals.</summary>
    public static IEnumerable<SKPoint> Obstacles(LineSeries<MetricEstimate> series, Axis x, PanelAxis y, PanelFrame frame)
    {
        var ordered = series.Points.OrderBy(p => p.X).ToList();
        foreach (var run in Runs(ordered, p => y.Axis.CanShow(p.Value.Estimate.Value)))
        {
            var line = run.Select(p => Place(p.X, p.Value.Estimate.Value)).ToList();
            foreach (var place in line.Zip(line.Skip(1)).SelectMany(part => LabelPlacement.Along(part.First, part.Second)))
            {
                yield return place;
            }
        }

        foreach (var point in ordered)
        {
            foreach (var value in point.Value.PerSeed.Concat([point.Value.Estimate.Value]).Where(y.Axis.CanShow))
            {
                yield return Place(point.X, value);
            }

            foreach (var place in LabelPlacement.Along(point.Value.Estimate, y, frame, frame.X(x.Position(point.X))))
            {
                yield return place;
            }
        }

        SKPoint Place(double at, double value) => new(frame.X(x.Position(at)), frame.Y(y.Axis.Position(value)));
    }

    /// <summary>A band needs two ends: the interval of a single point is a thick line.</summary>
    private void AddThickLine(Plot plot, LinePoint<MetricEstimate> point) => plot.AddLine(
        new Coordinates(Position(point), y.End(point.Value.Estimate.Low).Position),
        new Coordinates(Position(point), y.End(point.Value.Estimate.High).Position),
        look.Colour.WithAlpha(2 * SeriesLook.BandOpacity),
        width: 2.5f);

    private double Position(LinePoint<MetricEstimate> point) => x.Axis.Position(point.X) + shift;

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
        var places = panel.Series.SelectMany(s => s.Points).Select(p => frame.X(x.Axis.Position(p.X))).Distinct().Order().ToList();
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
