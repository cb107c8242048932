using ScottPlot;
using Ttca.Fairness;
using Ttca.Reporting.Figures.Panels;

namespace Ttca.Reporting.Figures.Lines;

/// <summary>What is the same for every x.</summary>
/// <param name="value">The estimate.</param>
/// <param name="look">Its look.</param>
/// <param name="y">Its axis.</param>
/// <param name="frame">The panel.</param>
/// <param name="x">Where its interval and seeds stand.</param>
internal sealed class BandDrawing(MetricEstimate value, SeriesLook look, PanelAxis y, PanelFrame frame, double x)
{
    private const float SeedDistance = 3;   // beside the interval, so that it hides none
    private const double Opacity = 0.07;    // several lie on each other

    /// <summary>The interval across the panel; without bounds it would cover that.</summary>
    public void AddArea(Marks marks)
    {
        var (_, low, high) = value.Estimate;
        if (y.Axis.CanShow(value.Estimate.Value) && double.IsFinite(low) && double.IsFinite(high))
        {
            marks.AddArea(
                new CoordinateRect(frame.XRange.Min, frame.XRange.Max, y.End(low).Position, y.End(high).Position),
                look.Colour.WithAlpha(Opacity));
        }
    }

    public void Add(Marks marks)
    {
        marks.AddSeeds(
            value.PerSeed.Where(y.Shows).Select(seed => new Coordinates(x + frame.XDistance(SeedDistance), y.Axis.Position(seed))),
            look.Colour);
        if (!y.Axis.CanShow(value.Estimate.Value))
        {
            marks.AddUndefined(new Coordinates(x, frame.YRange.Min + frame.YDistance(4)), look.Colour);
            return;
        }

        marks.AddInterval(value.Estimate, y, position => new Coordinates(x, position), look.Colour);
        var middle = new Coordinates(x, y.Axis.Position(value.Estimate.Value));
        var left = new Coordinates(frame.XRange.Min, middle.Y);
        marks.AddLine(left, middle, look.Colour, SeriesLook.ReferenceWidth, look.Pattern);
        marks.Take(left, middle);
        marks.AddMarker(middle, look, SeriesLook.ReferenceMarkerSize);
    }
}
