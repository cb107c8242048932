using SkiaSharp;

namespace Ttca.Reporting.Figures.Panels;

/// <summary>The legend above the panels, outside of all data: samples with what they mean, as many in a row as fit.</summary>
internal sealed class Legend
{
    private const float RowHeight = 12;
    private const float SampleGap = 4;
    private const float EntryGap = 14;

    private readonly List<(LegendEntry Entry, IReadOnlyList<string> Lines, SKPoint Place)> entries = [];

    public Legend(IEnumerable<LegendEntry> all, float width)
    {
        var place = new SKPoint(0, 0);
        var rowHeight = 0f;
        foreach (var entry in all)
        {
            var lines = CanvasText.Wrap(entry.Text, width - entry.SampleWidth - SampleGap, TextSize.Normal);
            var entryWidth = entry.SampleWidth + SampleGap + lines.Max(line => CanvasText.Width(line, TextSize.Normal));
            if (place.X > 0 && place.X + entryWidth > width)
            {
                place = new SKPoint(0, place.Y + rowHeight);
                rowHeight = 0;
            }

            entries.Add((entry, lines, place));
            place.X += entryWidth + EntryGap;
            rowHeight = Math.Max(rowHeight, lines.Count * RowHeight);
        }

        Height = place.Y + rowHeight;
    }

    /// <summary>In points; 0 without entries.</summary>
    public float Height { get; }

    public void Draw(SKCanvas canvas)
    {
        foreach (var (entry, lines, place) in entries)
        {
            var middle = place.Y + RowHeight / 2;
            entry.DrawSample(canvas, new SKPoint(place.X, middle));
            for (var i = 0; i < lines.Count; i++)
            {
                CanvasText.Draw(canvas, lines[i], place.X + entry.SampleWidth + SampleGap, middle + i * RowHeight + 2.8f, TextSize.Normal);
            }
        }
    }
}

/// <summary>One sample of the legend.</summary>
/// <param name="Text">What it means.</param>
/// <param name="SampleWidth">In points.</param>
/// <param name="DrawSample">Draws the sample; the point is the middle of its left side.</param>
internal sealed record LegendEntry(string Text, float SampleWidth, Action<SKCanvas, SKPoint> DrawSample);
