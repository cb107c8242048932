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
    public static LegendEntry UprightBar(string interval) => new(interval, MarkWidth, (plot, at) =>
        plot.AddInterval(Right(at, MarkWidth / 2, -4.5f), Right(at, MarkWidth / 2, 4.5f), isOpenLow: false, isOpenHigh: false, Colors.Gray));

    /// <summary>An interval as a band.</summary>
    public static LegendEntry Band(string interval) => new(interval, LineWidth, (plot, at) => plot.AddArea(Area(at, LineWidth), Colors.Gray.WithAlpha(0.35)));

    /// <summary>How many images and seeds there are.</summary>
    public static LegendEntry Sample(Evidence evidence) => new(evidence.Sample);

    /// <summary>A series with line and marker.</summary>
    public static LegendEntry Line(string name, SeriesLook look) => new(name, LineWidth, (plot, at) =>
    {
        plot.AddLine(at, Right(at, LineWidth), look.Colour, SeriesLook.LineWidth, look.Pattern);
        plot.AddMarker(Right(at, LineWidth / 2), look, SeriesLook.MarkerSize);
    });

    /// <summary>What goes across a panel.</summary>
    public static LegendEntry Across(string name, SeriesLook look) => new(name, LineWidth, (plot, at) =>
    {
        plot.AddArea(Area(at, LineWidth), look.Colour.WithAlpha(SeriesLook.BandOpacity));
        plot.AddLine(at, Right(at, LineWidth), look.Colour, SeriesLook.ReferenceWidth, look.Pattern);
        plot.AddMarker(Right(at, LineWidth / 2), look, SeriesLook.ReferenceMarkerSize);
    });

    /// <summary>A series with a marker alone.</summary>
    public static LegendEntry Marker(string name, SeriesLook look) =>
        new(name, MarkWidth, (plot, at) => plot.AddMarker(Right(at, MarkWidth / 2), look, SeriesLook.MarkerSize));

    /// <summary>What fills an area.</summary>
    /// <param name="text">What it means.</param>
    /// <param name="fill">Fills the given area.</param>
    public static LegendEntry Swatch(string text, Action<Plot, CoordinateRect> fill) => new(text, SwatchWidth, (plot, at) => fill(plot, Area(at, SwatchWidth)));

    /// <summary>What marks of estimates mean, of those that occur.</summary>
    /// <param name="estimates">All of the figure.</param>
    /// <param name="someOpen">Some interval goes on beyond the panel.</param>
    /// <param name="evidence">What they rest on.</param>
    /// <param name="interval">How intervals are drawn; null: as bars.</param>
    public static IEnumerable<LegendEntry> OfEstimates(IEnumerable<MetricEstimate> estimates, bool someOpen, Evidence evidence, LegendEntry? interval = null)
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
            yield return new LegendEntry("one seed", MarkWidth, (plot, at) => plot.AddSeeds([Right(at, MarkWidth / 2)], Colors.Gray));
        }

        if (all.Any(e => !double.IsFinite(e.Estimate.Value)))
        {
            yield return new LegendEntry("undefined", MarkWidth, (plot, at) => plot.AddUndefined(Right(at, MarkWidth / 2), Colors.Gray));
        }

        yield return Sample(evidence);
    }

    private static LegendEntry LyingBar(string text, bool isOpen) => new(text, LineWidth, (plot, at) =>
        plot.AddInterval(Right(at, 0.5f), Right(at, LineWidth), isOpenLow: false, isOpen, Colors.Gray));

    private static Coordinates Right(Coordinates at, float distance, float up = 0) => new(at.X + distance, at.Y + up);

    private static CoordinateRect Area(Coordinates at, float width) => new(at.X + 0.5, at.X + width, at.Y - SwatchHeight / 2, at.Y + SwatchHeight / 2);
}
