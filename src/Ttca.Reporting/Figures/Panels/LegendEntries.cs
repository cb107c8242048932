using ScottPlot;
using SkiaSharp;
using Ttca.Fairness;

namespace Ttca.Reporting.Figures.Panels;

/// <summary>What several kinds of figure explain in their legends.</summary>
internal static class LegendEntries
{
    public const float LineWidth = 24;      // of a sample
    private const float MarkWidth = 6;
    private const float SwatchWidth = 14;
    private const float SwatchHeight = 8;
    private static readonly SKColor Grey = Colors.Gray.ToSKColor();

    public static LegendEntry Seed { get; } = new("one seed", MarkWidth, (canvas, at) =>
        DrawMarker(canvas, at, MarkWidth, new MarkerStyle(MarkerShape.OpenCircle, SeriesLook.SeedSize, Colors.Gray) { LineWidth = 0.6f, LineColor = Colors.Gray }));

    public static LegendEntry Undefined { get; } = new("undefined", MarkWidth, (canvas, at) => DrawMarker(canvas, at, MarkWidth, UndefinedMarker(Colors.Gray)));

    public static LegendEntry Band(string interval) => new(interval, LineWidth, (canvas, at) =>
    {
        using var fill = new SKPaint { Color = Colors.Gray.WithAlpha(0.35).ToSKColor() };
        canvas.DrawRect(at.X, at.Y - 4, LineWidth, 8, fill);
    });

    public static LegendEntry IntervalBar(string interval) => new(interval, LineWidth, (canvas, at) =>
        Panels.IntervalBar.Draw(canvas, at, new SKPoint(at.X + LineWidth, at.Y), openLow: false, openHigh: false, Grey));

    public static LegendEntry OpenIntervalBar { get; } = new("goes on beyond", LineWidth, (canvas, at) =>
        Panels.IntervalBar.Draw(canvas, at, new SKPoint(at.X + LineWidth, at.Y), openLow: false, openHigh: true, Grey));

    /// <summary>How many images and seeds there are.</summary>
    public static LegendEntry Sample(Evidence evidence) => new(evidence.Sample, 0, (_, _) => { });

    /// <summary>A series with line and marker.</summary>
    public static LegendEntry Line(string name, SeriesLook look) => new(name, LineWidth, (canvas, at) =>
    {
        using var dash = look.Dash();
        using var line = new SKPaint
        {
            Color = look.Colour.ToSKColor(), IsStroke = true, StrokeWidth = SeriesLook.LineWidth, IsAntialias = true, PathEffect = dash,
        };
        DashedLine.Draw(canvas, at, new SKPoint(at.X + LineWidth, at.Y), line);
        DrawMarker(canvas, at, LineWidth, look.MarkerStyle(SeriesLook.MarkerSize));
    });

    /// <summary>What goes across a panel.</summary>
    public static LegendEntry Across(string name, SeriesLook look) => new(name, LineWidth, (canvas, at) =>
    {
        using var fill = new SKPaint { Color = look.Colour.WithAlpha(SeriesLook.BandOpacity).ToSKColor() };
        canvas.DrawRect(at.X, at.Y - 4, LineWidth, 8, fill);
        using var dash = look.Dash();
        using var line = new SKPaint { Color = look.Colour.ToSKColor(), IsStroke = true, StrokeWidth = SeriesLook.ReferenceWidth, IsAntialias = true, PathEffect = dash };
        DashedLine.Draw(canvas, at, new SKPoint(at.X + LineWidth, at.Y), line);
        DrawMarker(canvas, at, LineWidth, look.MarkerStyle(SeriesLook.ReferenceMarkerSize));
    });

    /// <summary>An interval as an upright bar.</summary>
    public static LegendEntry UprightBar(string interval) => new(interval, MarkWidth, (canvas, at) => Panels.IntervalBar.Draw(
        canvas, new SKPoint(at.X + MarkWidth / 2, at.Y + 4.5f), new SKPoint(at.X + MarkWidth / 2, at.Y - 4.5f), openLow: false, openHigh: false, Grey));

    /// <summary>A series with a marker alone.</summary>
    public static LegendEntry Marker(string name, SeriesLook look) =>
        new(name, MarkWidth, (canvas, at) => DrawMarker(canvas, at, MarkWidth, look.MarkerStyle(SeriesLook.MarkerSize)));

    /// <summary>What fills an area.</summary>
    /// <param name="text">What it means.</param>
    /// <param name="fill">Fills the given area.</param>
    public static LegendEntry Swatch(string text, Action<SKCanvas, SKRect> fill) =>
        new(text, SwatchWidth, (canvas, at) => fill(canvas, SKRect.Create(at.X, at.Y - SwatchHeight / 2, SwatchWidth, SwatchHeight)));

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
            yield return OpenIntervalBar;
        }

        if (all.Any(e => e.PerSeed.Any(double.IsFinite)))
        {
            yield return Seed;
        }

        if (all.Any(e => !double.IsFinite(e.Estimate.Value)))
        {
            yield return Undefined;
        }

        yield return Sample(evidence);
    }

    /// <summary>How an undefined estimate is marked.</summary>
    public static MarkerStyle UndefinedMarker(Color colour) => new(MarkerShape.Eks, 4.5f, colour) { LineWidth = 1.1f, LineColor = colour };

    private static void DrawMarker(SKCanvas canvas, SKPoint at, float width, MarkerStyle marker) =>
        CanvasMarker.Draw(canvas, new SKPoint(at.X + width / 2, at.Y), marker);
}
