using ScottPlot;
using SkiaSharp;

namespace Ttca.Reporting.Figures.Lines;

/// <summary>The legend above the panels, outside of all data: line with marker and name of each series, then what the small marks mean.</summary>
internal sealed class LineLegend
{
    private const float RowHeight = 12;
    private const float LineWidth = 24;     // of a sample
    private const float MarkWidth = 6;
    private const float SampleGap = 4;
    private const float EntryGap = 14;
    private const string SeedText = "one seed";
    private const string BandText = "95 % interval";
    private const string UndefinedText = "undefined";

    private readonly List<(Entry Entry, SKPoint Place)> entries = [];

    public LineLegend(IReadOnlyDictionary<string, SeriesLook> looks, bool someUndefined, float width)
    {
        var all = looks.Select(look => new Entry(look.Key, LineWidth, (canvas, at) => DrawSeries(canvas, at, look.Value))).ToList();
        all.Add(new Entry(BandText, LineWidth, DrawBand));
        all.Add(new Entry(SeedText, MarkWidth, DrawSeed));
        if (someUndefined)
        {
            all.Add(new Entry(UndefinedText, MarkWidth, DrawUndefined));
        }

        var place = new SKPoint(0, 0);
        foreach (var entry in all)
        {
            if (place.X > 0 && place.X + entry.Width > width)
            {
                place = new SKPoint(0, place.Y + RowHeight);
            }

            entries.Add((entry, place));
            place.X += entry.Width + EntryGap;
        }

        Height = place.Y + RowHeight;
    }

    /// <summary>In points.</summary>
    public float Height { get; }

    public void Draw(SKCanvas canvas)
    {
        foreach (var (entry, place) in entries)
        {
            var middle = place.Y + RowHeight / 2;
            entry.DrawSample(canvas, new SKPoint(place.X, middle));
            CanvasText.Draw(canvas, entry.Text, place.X + entry.SampleWidth + SampleGap, middle + 2.8f, TextSize.Normal);
        }
    }

    private static void DrawSeries(SKCanvas canvas, SKPoint at, SeriesLook look)
    {
        using var dash = look.Dash();
        using var line = new SKPaint
        {
            Color = look.Colour.ToSKColor(), IsStroke = true, StrokeWidth = SeriesLook.LineWidth, IsAntialias = true, PathEffect = dash,
        };
        canvas.DrawLine(at.X, at.Y, at.X + LineWidth, at.Y, line);
        DrawMarker(canvas, at, LineWidth, look.MarkerStyle(SeriesLook.MarkerSize));
    }

    private static void DrawBand(SKCanvas canvas, SKPoint at)
    {
        using var fill = new SKPaint { Color = Colors.Gray.WithAlpha(0.35).ToSKColor() };
        canvas.DrawRect(at.X, at.Y - 4, LineWidth, 8, fill);
    }

    private static void DrawSeed(SKCanvas canvas, SKPoint at) =>
        DrawMarker(canvas, at, MarkWidth, new MarkerStyle(MarkerShape.OpenCircle, SeriesLook.SeedSize, Colors.Gray) { LineWidth = 0.6f, LineColor = Colors.Gray });

    private static void DrawUndefined(SKCanvas canvas, SKPoint at) => DrawMarker(canvas, at, MarkWidth, LinePlot.UndefinedMarker(Colors.Gray));

    private static void DrawMarker(SKCanvas canvas, SKPoint at, float width, MarkerStyle marker)
    {
        using var paint = Paint.NewDisposablePaint();
        marker.Render(canvas, new Pixel(at.X + width / 2, at.Y), paint);
    }

    private sealed record Entry(string Text, float SampleWidth, Action<SKCanvas, SKPoint> DrawSample)
    {
        public float Width => SampleWidth + SampleGap + CanvasText.Width(Text, TextSize.Normal);
    }
}
