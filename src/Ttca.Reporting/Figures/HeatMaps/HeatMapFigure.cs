using SkiaSharp;
using Ttca.Fairness;
using Ttca.Reporting.Figures.Panels;

namespace Ttca.Reporting.Figures.HeatMaps;

/// <summary>
/// Estimates over two things, such as closure of every proxy against every platform: a cell each, coloured by its value, which also stands
/// in it with its interval and a note.
/// </summary>
public sealed record HeatMapFigure : Figure
{
    private const float LegendGap = 5;
    private const float ScaleGap = 8;
    private const string IntervalSample = "[low, high]";

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

    /// <summary>Rows by columns.</summary>
    public required IReadOnlyList<IReadOnlyList<HeatMapCell>> Cells { get; init; }

    /// <summary>What the frame around marked cells means, for the legend; needed where a cell is marked.</summary>
    public string? MarkedMeans { get; init; }

    private IEnumerable<HeatMapCell> AllCells => Cells.SelectMany(row => row);

    /// <inheritdoc/>
    protected override FigureLayout Arrange()
    {
        Check();
        var scale = new HeatScale(AllCells.Select(c => c.Estimate.Value));
        var legend = new Legend(Explanations(), Width);
        var body = new HeatMapBody(this, scale, Width);
        var bar = new HeatScaleBar(ScaleTitle, scale);
        var top = legend.Height > 0 ? legend.Height + LegendGap : 0;
        return new FigureLayout(top + body.Height + ScaleGap + HeatScaleBar.Height, canvas =>
        {
            legend.Draw(canvas);
            body.Draw(canvas, top);
            bar.Draw(canvas, new SKPoint(body.Left, top + body.Height + ScaleGap));
        });
    }

    private IEnumerable<LegendEntry> Explanations()
    {
        if (AllCells.Any(c => c.Estimate.IsDefined && !double.IsNaN(c.Estimate.Low)))
        {
            yield return new LegendEntry("95 % interval", CanvasText.Width(IntervalSample, TextSize.Small), (canvas, at) =>
                CanvasText.Draw(canvas, IntervalSample, at.X, at.Y + 2.5f, TextSize.Small));
        }

        if (AllCells.Any(c => c.IsMarked))
        {
            yield return LegendEntries.Swatch(MarkedMeans!, HeatMapBody.DrawMark);
        }

        if (AllCells.Any(c => !double.IsFinite(c.Estimate.Value)))
        {
            yield return LegendEntries.Swatch("undefined", HeatMapBody.FillUndefined);
        }
    }

    private void Check()
    {
        if (Rows.Count == 0 || Columns.Count == 0)
        {
            throw new ArgumentException("a heat map needs at least one row and one column");
        }

        if (Cells.Count != Rows.Count)
        {
            throw new ArgumentException($"a heat map of {Rows.Count} rows got cells for {Cells.Count}");
        }

        for (var row = 0; row < Rows.Count; row++)
        {
            if (Cells[row].Count != Columns.Count)
            {
                throw new ArgumentException($"row '{Rows[row]}' has {Cells[row].Count} cells for {Columns.Count} columns");
            }
        }

        if (MarkedMeans is null && AllCells.Any(c => c.IsMarked))
        {
            throw new ArgumentException($"a heat map has marked cells, but {nameof(MarkedMeans)} doesn't say what that means");
        }
    }
}

/// <summary>One cell.</summary>
/// <param name="Estimate">Large, with the interval beneath; an undefined value (NaN, infinite) is said so on a hatched ground.</param>
/// <param name="Note">Small, beneath the interval, such as the fidelity; may be empty.</param>
/// <param name="IsMarked">A frame around the cell.</param>
public sealed record HeatMapCell(Estimate Estimate, string Note, bool IsMarked);
