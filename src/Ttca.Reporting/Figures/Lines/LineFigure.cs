using SkiaSharp;
using Ttca.Fairness;

namespace Ttca.Reporting.Figures.Lines;

/// <summary>
/// Estimates along one parameter, such as closure by collective size: a line with its confidence band per series, every seed as a small
/// point, reference lines, in panels side by side (beneath each other where the figure is narrow). One legend above all panels: a name
/// looks the same in each of them.
/// </summary>
public sealed record LineFigure : Figure
{
    private const float LegendGap = 5;
    private const float PanelGap = 14;
    private const float NarrowestPanel = 68 * PointsPerMillimetre;

    /// <summary>At least one; with several, each gets a letter before its title.</summary>
    public required IReadOnlyList<LinePanel> Panels { get; init; }

    /// <summary>Height of the area within the axes over its width.</summary>
    /// <value>0.7.</value>
    public double AspectRatio { get; init; } = 0.7;

    /// <inheritdoc/>
    protected override FigureLayout Arrange()
    {
        foreach (var panel in Panels)
        {
            panel.Check();
        }

        var looks = SeriesLook.ByName(Panels.SelectMany(p => p.Series).Select(s => s.Name));
        var legend = new LineLegend(looks, Panels.Any(p => p.Series.Any(s => s.Points.Any(q => double.IsNaN(q.Estimate.Value)))), Width);
        var perRow = Width / Panels.Count >= NarrowestPanel ? Panels.Count : 1;
        var panelWidth = (Width - (perRow - 1) * PanelGap) / perRow;
        var plots = Panels.Select((panel, i) => new LinePlot(panel, Panels.Count > 1 ? (char)('a' + i) : null, looks, panelWidth, (float)AspectRatio)).ToList();
        var rows = plots.Chunk(perRow).ToList();
        var height = legend.Height + LegendGap + rows.Sum(row => row.Max(p => p.Height)) + (rows.Count - 1) * PanelGap;
        return new FigureLayout(height, canvas => Draw(canvas, legend, rows, panelWidth));
    }

    private static void Draw(SKCanvas canvas, LineLegend legend, List<LinePlot[]> rows, float panelWidth)
    {
        legend.Draw(canvas);
        var top = legend.Height + LegendGap;
        foreach (var row in rows)
        {
            for (var i = 0; i < row.Length; i++)
            {
                row[i].Draw(canvas, new SKPoint(i * (panelWidth + PanelGap), top));
            }

            top += row.Max(p => p.Height) + PanelGap;
        }
    }
}

/// <summary>One pair of axes with its series.</summary>
public sealed record LinePanel
{
    /// <summary>What the panel shows; stands above it.</summary>
    public required string Title { get; init; }

    public required Axis X { get; init; }

    public required Axis Y { get; init; }

    /// <summary>At least one, each with its own name.</summary>
    public required IReadOnlyList<LineSeries> Series { get; init; }

    /// <summary>Horizontal lines to compare with, such as the majority's accuracy.</summary>
    public IReadOnlyList<ReferenceLine> References { get; init; } = [];

    internal void Check()
    {
        foreach (var series in Series)
        {
            if (series.Points.FirstOrDefault(p => !X.CanShow(p.X)) is { } bad)
            {
                throw new ArgumentException($"panel '{Title}', series '{series.Name}': x = {bad.X} cannot stand on a {X.Scale} axis");
            }
        }

        if (Series.GroupBy(s => s.Name).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"panel '{Title}' has {twice.Count()} series named '{twice.Key}'; names must differ");
        }
    }
}

/// <summary>One line of a panel.</summary>
/// <param name="Name">Stands in the legend; decides the look (colour, line, marker), which is shared between panels.</param>
/// <param name="Points">In any order.</param>
public sealed record LineSeries(string Name, IReadOnlyList<LinePoint> Points);

/// <summary>One estimate of a series.</summary>
/// <param name="X">Where on the x axis.</param>
/// <param name="Estimate">Value with interval; an undefined one (NaN) leaves a gap in the line and a mark at the panel's foot.</param>
/// <param name="Seeds">The value of each seed alone, drawn as small points; NaN (undefined) ones are left out.</param>
public sealed record LinePoint(double X, Estimate Estimate, IReadOnlyList<double> Seeds);

/// <summary>A horizontal line with its label on it.</summary>
/// <param name="Label">Short; drawn beside the line where it covers the least.</param>
/// <param name="Y">Height on the y axis.</param>
public sealed record ReferenceLine(string Label, double Y);
