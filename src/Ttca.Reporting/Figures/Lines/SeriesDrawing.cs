using ScottPlot;
using SkiaSharp;
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
    private readonly LinePanel panel;
    private readonly PanelFrame frame;
    private readonly bool hasBars;
    private readonly double shift;
    private readonly double seedShift;
    private readonly List<LinePoint> points;

    public SeriesDrawing(LineSeries series, SeriesLook look, LinePanel panel, PanelFrame frame, int index, bool hasBars)
    {
        this.look = look;
        this.panel = panel;
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

        foreach (var run in Runs(points, p => !double.IsNaN(p.Estimate.Low) && !double.IsNaN(p.Estimate.High)))
        {
            if (run.Count == 1)
            {
                AddErrorBar(plot, run[0]);  // a band needs two ends
                continue;
            }

            var band = plot.Add.FillY(
                run.Select(Position).ToArray(),
                run.Select(p => Bound(p.Estimate.Low)).ToArray(),
                run.Select(p => Bound(p.Estimate.High)).ToArray());
            band.FillColor = look.Colour.WithAlpha(SeriesLook.BandOpacity);
            band.LineWidth = 0;
            band.MarkerSize = 0;
        }
    }

    /// <summary>Intervals as bars, with an arrow where one goes on beyond the panel.</summary>
    public void DrawBars(SKCanvas canvas)
    {
        foreach (var point in points.Where(p => hasBars && panel.Y.CanShow(p.Estimate.Value) && !double.IsNaN(p.Estimate.Low) && !double.IsNaN(p.Estimate.High)))
        {
            var (x, low, high) = (frame.X(Position(point)), panel.Y.Within(point.Estimate.Low, frame), panel.Y.Within(point.Estimate.High, frame));
            IntervalBar.Draw(canvas, new SKPoint(x, low.Y), new SKPoint(x, high.Y), low.IsBeyond, high.IsBeyond, look.Colour.ToSKColor());
        }
    }

    public void AddSeeds(Plot plot)
    {
        var seeds = points
            .SelectMany(p => p.Seeds.Where(panel.Y.CanShow).Select(y => new Coordinates(Position(p) + seedShift, panel.Y.Position(y))))
            .ToArray();
        var marks = plot.Add.Markers(seeds, MarkerShape.OpenCircle, SeriesLook.SeedSize, look.Colour.WithAlpha(0.8));
        marks.MarkerLineWidth = 0.6f;
        marks.MarkerLineColor = look.Colour.WithAlpha(0.8);
    }

    public void AddLine(Plot plot)
    {
        foreach (var run in Runs(points, p => panel.Y.CanShow(p.Estimate.Value)))
        {
            var line = plot.Add.Scatter(run.Select(p => new Coordinates(Position(p), panel.Y.Position(p.Estimate.Value))).ToArray());
            line.LineStyle = new LineStyle(SeriesLook.LineWidth, look.Colour, look.Pattern);
            line.MarkerStyle = look.MarkerStyle(SeriesLook.MarkerSize);
        }
    }

    /// <summary>An undefined estimate stands at the foot of the panel, so that a gap isn't taken for "not measured".</summary>
    public void AddUndefined(Plot plot)
    {
        var foot = frame.YRange.Min + 0.025 * (frame.YRange.Max - frame.YRange.Min);
        foreach (var point in points.Where(p => double.IsNaN(p.Estimate.Value)))
        {
            var mark = plot.Add.Marker(new Coordinates(Position(point) + seedShift, foot));
            mark.MarkerStyle = LegendEntries.UndefinedMarker(look.Colour);
        }
    }

    /// <summary>Places on the canvas that a label should leave free: the line, its points and their intervals.</summary>
    public static IEnumerable<SKPoint> Obstacles(LineSeries series, LinePanel panel, PanelFrame frame)
    {
        var ordered = series.Points.OrderBy(p => p.X).ToList();
        foreach (var run in Runs(ordered, p => panel.Y.CanShow(p.Estimate.Value)))
        {
            var line = run.Select(p => new SKPoint(frame.X(panel.X.Position(p.X)), frame.Y(panel.Y.Position(p.Estimate.Value)))).ToList();
            foreach (var place in line.Zip(line.Skip(1)).SelectMany(part => LabelPlacement.Along(part.First, part.Second)))
            {
                yield return place;
            }
        }

        foreach (var point in ordered)
        {
            foreach (var y in point.Seeds.Concat([point.Estimate.Value]).Where(panel.Y.CanShow))
            {
                yield return new SKPoint(frame.X(panel.X.Position(point.X)), frame.Y(panel.Y.Position(y)));
            }

            foreach (var place in LabelPlacement.Along(point.Estimate, panel.Y, frame, frame.X(panel.X.Position(point.X))))
            {
                yield return place;
            }
        }
    }

    private void AddErrorBar(Plot plot, LinePoint point)
    {
        var bar = plot.Add.Line(
            Position(point), Bound(point.Estimate.Low), Position(point), Bound(point.Estimate.High));
        bar.LineStyle = new LineStyle(2.5f, look.Colour.WithAlpha(2 * SeriesLook.BandOpacity));
        bar.MarkerSize = 0;
    }

    private double Position(LinePoint point) => panel.X.Position(point.X) + shift;

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
        var places = panel.Series.SelectMany(s => s.Points).Select(p => frame.X(panel.X.Position(p.X))).Distinct().Order().ToList();
        return places.Zip(places.Skip(1), (a, b) => b - a).DefaultIfEmpty(float.PositiveInfinity).Min();
    }

    /// <summary>The longest stretches of consecutive points that fulfil the condition.</summary>
    private static IEnumerable<List<LinePoint>> Runs(List<LinePoint> points, Predicate<LinePoint> condition)
    {
        var run = new List<LinePoint>();
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
