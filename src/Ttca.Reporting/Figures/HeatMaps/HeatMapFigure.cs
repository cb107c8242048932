using SkiaSharp;
using Ttca.Fairness;
using Ttca.Reporting.Figures.Panels;

namespace Ttca.Reporting.Figures.HeatMaps;

/// <summary>
/// Estimates over two things, such as closure of every proxy against every platform: a cell each, coloured by its value, which also stands
/// in it with its interval and a note. Several maps of the same rows and columns, such as that of a control, stand side by side with one
/// scale.
/// </summary>
public sealed record HeatMapFigure : Figure
{
    private const float ScaleGap = 8;
    private const float NarrowestCell = 54;

    /// <summary>What the rows are; stands left of their names.</summary>
    public required string RowTitle { get; init; }

    /// <summary>What the columns are; stands above their names.</summary>
    public required string ColumnTitle { get; init; }

    /// <summary>What the colour shows, with its unit if it has one.</summary>
    public required string ScaleTitle { get; init; }

    /// <summary>Names from top to bottom.</summary>
    public required IReadOnlyList<string> Rows { get; init; }

    /// <summary>Names from left to right.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>At least one; with several, each gets a letter before its title.</summary>
    public required IReadOnlyList<HeatMapPanel> Panels { get; init; }

    public required Evidence Evidence { get; init; }

    /// <summary>What the frame around marked cells means, for the legend; needed where a cell is marked.</summary>
    public string? MarkedMeans { get; init; }

    private IEnumerable<HeatMapCell> AllCells => Panels.SelectMany(panel => panel.Cells).SelectMany(row => row);

    /// <inheritdoc/>
    protected override FigureLayout Arrange()
    {
        Check();
        var scale = new HeatScale(AllCells.Select(c => c.Estimate.Value));
        var grid = PanelGrid.Of(Panels.Count, Width, HeatMapBody.LeftOf(this) + Columns.Count * NarrowestCell);
        var bodies = Panels.Select((panel, i) => HeatMapBody.Of(this, panel, PanelGrid.Letter(i, Panels.Count), scale, grid.PanelWidth));
        var maps = grid.Arrange(new Legend(Explanations(), Width), bodies);
        var bar = new HeatScaleBar(ScaleTitle, scale);
        return new FigureLayout(maps.Height + ScaleGap + HeatScaleBar.Height, canvas =>
        {
            maps.Draw(canvas);
            bar.Draw(canvas, new SKPoint(HeatMapBody.LeftOf(this), maps.Height + ScaleGap));
        });
    }

    private IEnumerable<LegendEntry> Explanations()
    {
        if (AllCells.Any(c => c.Estimate.IsDefined && !double.IsNaN(c.Estimate.Low)))
        {
            yield return new LegendEntry($"[low, high]: {Evidence.IntervalName}");
        }

        if (AllCells.Any(c => c.IsMarked))
        {
            yield return LegendEntries.Swatch(MarkedMeans!, HeatMapBody.AddMark);
        }

        if (AllCells.Any(c => !double.IsFinite(c.Estimate.Value)))
        {
            yield return LegendEntries.Swatch("undefined", HeatMapBody.AddUndefined);
        }

        yield return LegendEntries.Sample(Evidence);
    }

    private void Check()
    {
        if (Rows.Count == 0 || Columns.Count == 0)
        {
            throw new ArgumentException("a heat map needs at least one row and one column");
        }

        if (Panels.FirstOrDefault(panel => panel.Cells.Count != Rows.Count) is { } odd)
        {
            throw new ArgumentException($"a heat map of {Rows.Count} rows got cells for {odd.Cells.Count}");
        }

        foreach (var (cells, name) in Panels.SelectMany(panel => panel.Cells.Zip(Rows)))
        {
            if (cells.Count != Columns.Count)
            {
                throw new ArgumentException($"row '{name}' has {cells.Count} cells for {Columns.Count} columns");
            }
        }

        if (MarkedMeans is null && AllCells.Any(c => c.IsMarked))
        {
            throw new ArgumentException($"a heat map has marked cells, but {nameof(MarkedMeans)} doesn't say what that means");
        }
    }
}

/// <summary>One map.</summary>
/// <param name="Title">What the map shows; stands above it.</param>
/// <param name="Cells">Rows by columns.</param>
public sealed record HeatMapPanel(string Title, IReadOnlyList<IReadOnlyList<HeatMapCell>> Cells);

/// <summary>One cell.</summary>
/// <param name="Estimate">Large, with the interval beneath; an undefined value (NaN, infinite) is said so on a hatched ground.</param>
/// <param name="Note">Small, beneath the interval, such as the fidelity; may be empty.</param>
/// <param name="IsMarked">A frame around the cell.</param>
public sealed record HeatMapCell(Estimate Estimate, string Note, bool IsMarked);
