using ScottPlot;
using Ttca.Fairness;

namespace Ttca.Reporting.Figures.Panels;

/// <summary>What several kinds of figure explain in their legends.</summary>
internal static class LegendEntries
{
    private const float LineWidth = 24;     // of a sample
    private const float MarkWidth = 6;
    private const float SwatchWidth = 14;
    private const float SwatchHeight = 8;

    /// <summary>An interval as a bar that lies.</summary>
    public static LegendEntry IntervalBar(string interval) => LyingBar(interval, isOpen: false);

    /// <summary>An interval as an upright bar.</summary>
    public static LegendEntry UprightBar(string interval) => new(interval, MarkWidth, (marks, at) =>
        marks.AddInterval(
            Right(at, MarkWidth / 2, -4.5f), Right(at, MarkWidth / 2, 4.5f), isOpenLow: false, isOpenHigh: false, Colors.Gray));

    /// <summary>An interval as a band.</summary>
    public static LegendEntry Band(string interval) => new(interval, LineWidth, (marks, at) =>
        marks.AddArea(Area(at, LineWidth), Colors.Gray.WithAlpha(0.35)));

    /// <summary>How many images and seeds there are.</summary>
    public static LegendEntry Sample(Evidence evidence) => new(evidence.Sample);

    /// <summary>A series with line and marker.</summary>
    public static LegendEntry Line(string name, SeriesLook look) => new(name, LineWidth, (marks, at) =>
    {
        marks.AddLine(at, Right(at, LineWidth), look.Colour, SeriesLook.LineWidth, look.Pattern);
        marks.AddMarker(Right(at, LineWidth / 2), look, SeriesLook.MarkerSize);
    });

    /// <summary>What goes across a panel.</summary>
    public static LegendEntry Across(string name, SeriesLook look) => new(name, LineWidth, (marks, at) =>
    {
        marks.AddArea(Area(at, LineWidth), look.Colour.WithAlpha(SeriesLook.BandOpacity));
        marks.AddLine(at, Right(at, LineWidth), look.Colour, SeriesLook.ReferenceWidth, look.Pattern);
        marks.AddMarker(Right(at, LineWidth / 2), look, SeriesLook.ReferenceMarkerSize);
    });

    /// <summary>A series with a marker alone.</summary>
    public static LegendEntry Marker(string name, SeriesLook look) =>
        new(name, MarkWidth, (marks, at) => marks.AddMarker(Right(at, MarkWidth / 2), look, SeriesLook.MarkerSize));

    /// <summary>What fills an area.</summary>
    /// <param name="text">What it means.</param>
    /// <param name="fill">Fills the given area.</param>
    public static LegendEntry Swatch(string text, Action<Marks, CoordinateRect> fill) => new(text, SwatchWidth, (marks, at) =>
        fill(marks, Area(at, SwatchWidth)));

    /// <summary>What marks of estimates mean, of those that occur.</summary>
    /// <param name="estimates">All of the figure.</param>
    /// <param name="someOpen">Some interval goes on beyond the panel.</param>
    /// <param name="evidence">What they rest on.</param>
    /// <param name="interval">How intervals are drawn; null: as bars.</param>
    public static IEnumerable<LegendEntry> OfEstimates(
        IEnumerable<MetricEstimate> estimates, bool someOpen, Evidence evidence, LegendEntry? interval = null)
    {
        var all = estimates.ToList();
        if (all.Any(e => e.Estimate.IsDefined && !double.IsNaN(e.Estimate.Low)))
        {
            yield return interval ?? IntervalBar(evidence.IntervalName);
        }

        if (someOpen)
        {
            yield return LyingBar("goes on beyond", isOpen: true);
        }

        if (all.Any(e => e.PerSeed.Any(double.IsFinite)))
        {
            yield return new LegendEntry("one seed", MarkWidth, (marks, at) => marks.AddSeeds([Right(at, MarkWidth / 2)], Colors.Gray));
        }

        if (all.Any(e => !double.IsFinite(e.Estimate.Value)))
        {
            yield return new LegendEntry("undefined", MarkWidth, (marks, at) => marks.AddUndefined(Right(at, MarkWidth / 2), Colors.Gray));
        }

        yield return Sample(evidence);
    }

    private static LegendEntry LyingBar(string text, bool isOpen) => new(text, LineWidth, (marks, at) =>
        marks.AddInterval(Right(at, 0.5f), Right(at, LineWidth), isOpenLow: false, isOpen, Colors.Gray));

    private static Coordinates Right(Coordinates at, float distance, float up = 0) => new(at.X + distance, at.Y + up);

    private static CoordinateRect Area(Coordinates at, float width) =>
        new(at.X + 0.5, at.X + width, at.Y - SwatchHeight / 2, at.Y + SwatchHeight / 2);
}
