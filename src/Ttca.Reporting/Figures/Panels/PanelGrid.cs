using SkiaSharp;

namespace Ttca.Reporting.Figures.Panels;

/// <summary>Panels of equal width side by side, in as many rows as they need, with one legend above all.</summary>
/// <param name="PerRow">Panels side by side.</param>
/// <param name="PanelWidth">In points.</param>
internal sealed record PanelGrid(int PerRow, float PanelWidth)
{
    private const float LegendGap = 5;
    private const float PanelGap = 14;

    /// <summary>As many panels side by side as there is room for.</summary>
    /// <param name="panels">At least one.</param>
    /// <param name="width">Room for all, in points.</param>
    /// <param name="narrowest">What one needs, in points.</param>
    public static PanelGrid Of(int panels, float width, float narrowest)
    {
        var perRow = Math.Clamp((int)((width + PanelGap) / (narrowest + PanelGap)), 1, panels);
        return new PanelGrid(perRow, (width - (perRow - 1) * PanelGap) / perRow);
    }

    /// <summary>Of the panel in its figure; an only one has none.</summary>
    public static char? Letter(int index, int panels) => panels > 1 ? (char)('a' + index) : null;

    public FigureLayout Arrange(Legend legend, IEnumerable<PanelPlot> plots)
    {
        var rows = plots.Chunk(PerRow).ToList();
        var top = legend.Height > 0 ? legend.Height + LegendGap : 0;
        var height = top + rows.Sum(RowHeight) + (rows.Count - 1) * PanelGap;
        return new FigureLayout(height, canvas => Draw(canvas, legend, rows, top));
    }

    private void Draw(SKCanvas canvas, Legend legend, List<PanelPlot[]> rows, float top)
    {
        legend.Draw(canvas);
        foreach (var row in rows)
        {
            var titles = row.Max(p => p.TitleHeight);
            for (var i = 0; i < row.Length; i++)
            {
                row[i].Draw(canvas, new SKPoint(i * (PanelWidth + PanelGap), top + titles - row[i].TitleHeight));
            }

            top += RowHeight(row) + PanelGap;
        }
    }

    private static float RowHeight(PanelPlot[] row) => row.Max(p => p.TitleHeight) + row.Max(p => p.Height - p.TitleHeight);
}
