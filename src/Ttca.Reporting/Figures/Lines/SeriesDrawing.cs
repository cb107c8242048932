using ScottPlot;
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

    private readonly SeriesLook _look;
    private readonly LinePanel<MetricEstimate> _panel;
    private readonly PanelAxis _x;
    private readonly PanelAxis _y;
    private readonly PanelFrame _frame;
    private readonly bool _hasBars;
    private readonly double _shift;
    private readonly double _seedShift;
    private readonly List<LinePoint<MetricEstimate>> _points;

    public SeriesDrawing(
        LineSeries<MetricEstimate> series,
        SeriesLook look,
        LinePanel<MetricEstimate> panel,
        PanelAxis x,
        PanelAxis y,
        PanelFrame frame,
        int index,
        bool hasBars)
    {
        _look = look;
        _panel = panel;
        _x = x;
        _y = y;
        _frame = frame;
        _points = series.Points.OrderBy(p => p.X).ToList();
        _hasBars = hasBars;
        _shift = hasBars
            ? frame.XDistance(
                (index - (panel.Series.Count - 1) / 2f) * Math.Clamp(0.8f * Closest() / panel.Series.Count, LeastBarSpacing, BarSpacing))
            : 0;
        _seedShift = hasBars ? frame.XDistance(BesideBar) : SeedShift(index);
    }

    /// <summary>Where intervals are no bars.</summary>
    public void AddBand(Marks marks)
    {
        if (_hasBars)
        {
            return;
        }

        foreach (var run in Runs(_points, p => !double.IsNaN(p.Value.Estimate.Low) && !double.IsNaN(p.Value.Estimate.High)))
        {
            if (run.Count == 1)
            {
                AddThickLine(marks, run[0]);
                continue;
            }

            marks.AddBand(
                [.. run.Select(Position)],
                [.. run.Select(p => _y.End(p.Value.Estimate.Low).Position)],
                [.. run.Select(p => _y.End(p.Value.Estimate.High).Position)],
                _look.Colour.WithAlpha(SeriesLook.BandOpacity));
        }
    }

    /// <summary>Intervals as bars.</summary>
    public void AddBars(Marks marks)
    {
        foreach (var point in _points.Where(p => _hasBars && _y.Axis.CanShow(p.Value.Estimate.Value)))
        {
            marks.AddInterval(point.Value.Estimate, _y, position => new Coordinates(Position(point), position), _look.Colour);
        }
    }

    public void AddSeeds(Marks marks) => marks.AddSeeds(
        _points.SelectMany(
            p => p.Value.PerSeed.Where(_y.Axis.CanShow).Select(seed => new Coordinates(Position(p) + _seedShift, _y.Axis.Position(seed)))),
        _look.Colour.WithAlpha(0.8));

    public void AddLine(Marks marks)
    {
        foreach (var run in Runs(_points, p => _y.Axis.CanShow(p.Value.Estimate.Value)))
        {
            marks.AddCurve([.. run.Select(p => new Coordinates(Position(p), _y.Axis.Position(p.Value.Estimate.Value)))], _look);
        }
    }

    /// <summary>An undefined estimate stands at the foot of the panel, so that a gap isn't taken for "not measured".</summary>
    public void AddUndefined(Marks marks)
    {
        foreach (var point in _points.Where(p => double.IsNaN(p.Value.Estimate.Value)))
        {
            marks.AddUndefined(new Coordinates(Position(point) + _seedShift, _frame.YRange.Min + _frame.YDistance(4)), _look.Colour);
        }
    }

    /// <summary>A band needs two ends: the interval of a single point is a thick line.</summary>
    private void AddThickLine(Marks marks, LinePoint<MetricEstimate> point)
    {
        var low = new Coordinates(Position(point), _y.End(point.Value.Estimate.Low).Position);
        var high = new Coordinates(Position(point), _y.End(point.Value.Estimate.High).Position);
        marks.AddLine(low, high, _look.Colour.WithAlpha(2 * SeriesLook.BandOpacity), width: 2.5f);
        marks.Take(low, high);
    }

    private double Position(LinePoint<MetricEstimate> point) => _x.Axis.Position(point.X) + _shift;

    /// <summary>The series' seeds stand alternately left and right of the true x, nearer where the x values are close together.</summary>
    private double SeedShift(int index)
    {
        var farthest = NearestSeeds + SeedSpacing * ((_panel.Series.Count - 1) / 2);
        var distance = (NearestSeeds + SeedSpacing * (index / 2)) * Math.Min(1, 0.4f * Closest() / farthest);
        return _frame.XDistance(index % 2 == 0 ? -distance : distance);
    }

    /// <summary>Points between the two x values that stand closest together.</summary>
    private float Closest()
    {
        var places = _panel.Series.SelectMany(s => s.Points).Select(p => _frame.X(_x.Axis.Position(p.X))).Distinct().Order().ToList();
        return places.Zip(places.Skip(1), (a, b) => b - a).DefaultIfEmpty(float.PositiveInfinity).Min();
    }

    /// <summary>The longest stretches of consecutive points that fulfil the condition.</summary>
    private static IEnumerable<List<LinePoint<MetricEstimate>>> Runs(
        List<LinePoint<MetricEstimate>> points, Predicate<LinePoint<MetricEstimate>> condition)
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
