using ScottPlot;
using SkiaSharp;

namespace Ttca.Reporting.Figures.Panels;

/// <summary>The legend above the panels, outside of all data: samples with what they mean, as many in a row as fit.</summary>
internal sealed class Legend
{
    private const float RowHeight = 12;
    private const float SampleGap = 4;
    private const float EntryGap = 14;

    private const float Step = 4;       // of the search for the narrowest width

    private readonly List<(LegendEntry Entry, IReadOnlyList<string> Lines, SKPoint Place)> _entries = [];

    /// <summary>
    /// In as few rows as the width allows, and these about as long as each other: none is left with a single entry that others had room
    /// for.
    /// </summary>
    public Legend(IEnumerable<LegendEntry> all, float width)
    {
        var measured = all.Select(entry => Measured.Of(entry, width)).ToList();
        int rows = RowsOf(measured, width).Count;
        var narrowest = width;
        while (narrowest > Step
            && RowsOf(measured, narrowest - Step) is var tried
            && tried.Count == rows
            && tried.All(row => WidthOf(row) <= narrowest - Step))
        {
            narrowest -= Step;
        }

        foreach (var row in RowsOf(measured, narrowest))
        {
            var x = 0f;
            foreach (var one in row)
            {
                _entries.Add((one.Entry, one.Lines, new SKPoint(x, Height)));
                x += one.Width + EntryGap;
            }

            Height += row.Max(one => one.Lines.Count) * RowHeight;
        }
    }

    /// <summary>Where the entries stand, with the room that each takes.</summary>
    internal IEnumerable<SKRect> Places => _entries.Select(one =>
        SKRect.Create(one.Place.X, one.Place.Y, Measured.WidthOf(one.Entry, one.Lines), one.Lines.Count * RowHeight));

    /// <summary>In points; 0 without entries.</summary>
    public float Height { get; private set; }

    public void Draw(SKCanvas canvas)
    {
        if (_entries.Count == 0)
        {
            return;
        }

        var size = new SKSize(MathF.Ceiling(Places.Max(place => place.Right)), Height);
        using var plot = PanelAxes.CreateInPoints(size);
        var samples = new Marks(plot);
        foreach (var (entry, lines, place) in _entries)
        {
            entry.AddSample?.Invoke(samples, new Coordinates(place.X, -place.Y - RowHeight / 2));
            CanvasText.DrawLines(
                canvas, lines, place.X + Measured.TextLeft(entry), place.Y + RowHeight / 2 + 2.8f, RowHeight, TextSize.Normal);
        }

        PanelAxes.Render(plot, canvas, SKRect.Create(size));
    }

    private static List<List<Measured>> RowsOf(List<Measured> all, float width)
    {
        List<List<Measured>> rows = [];
        foreach (var one in all)
        {
            if (rows.Count == 0 || WidthOf(rows[^1]) + EntryGap + one.Width > width)
            {
                rows.Add([]);
            }

            rows[^1].Add(one);
        }

        return rows;
    }

    private static float WidthOf(List<Measured> row) => row.Sum(one => one.Width) + (row.Count - 1) * EntryGap;

    private sealed record Measured(LegendEntry Entry, IReadOnlyList<string> Lines, float Width)
    {
        public static Measured Of(LegendEntry entry, float width)
        {
            var lines = CanvasText.WrapWithin(entry.Text, width - TextLeft(entry), TextSize.Normal);
            return new Measured(entry, lines, WidthOf(entry, lines));
        }

        public static float TextLeft(LegendEntry entry) => entry.SampleWidth > 0 ? entry.SampleWidth + SampleGap : 0;

        public static float WidthOf(LegendEntry entry, IReadOnlyList<string> lines) =>
            TextLeft(entry) + lines.Max(line => CanvasText.Width(line, TextSize.Normal));
    }
}

/// <summary>One sample of the legend.</summary>
/// <param name="Text">What it means.</param>
/// <param name="SampleWidth">In points; 0: none, words alone.</param>
/// <param name="AddSample">Adds the sample to a plot in points; the place is the middle of its left side.</param>
internal sealed record LegendEntry(string Text, float SampleWidth = 0, Action<Marks, Coordinates>? AddSample = null);
