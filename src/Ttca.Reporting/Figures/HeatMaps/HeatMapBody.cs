using System.Globalization;
using SkiaSharp;
using Ttca.Fairness;
using Ttca.Reporting.Figures.Panels;

namespace Ttca.Reporting.Figures.HeatMaps;

/// <summary>The cells with the names of rows and columns.</summary>
internal sealed class HeatMapBody : IPanelPlot
{
    private const float Leading = 8.4f;
    private const float ValueSize = 9.5f;
    private const float Padding = 3;
    private const float VerticalPadding = 4.5f;
    private const float WidestCell = 120;
    private const float WidestRowName = 110;
    private const float NamesTitleHeight = 12;
    private const float NameGap = 5;

    private readonly HeatMapFigure figure;
    private readonly HeatMapPanel panel;
    private readonly PanelTitle title;
    private readonly float left;
    private readonly HeatScale scale;
    private readonly List<IReadOnlyList<string>> rowNames;
    private readonly List<IReadOnlyList<string>> columnNames;
    private readonly SKSize cell;
    private readonly float namesHeight;

    public HeatMapBody(HeatMapFigure figure, HeatMapPanel panel, char? letter, HeatScale scale, float width)
    {
        this.figure = figure;
        this.panel = panel;
        this.scale = scale;
        title = new PanelTitle(panel.Title, letter, width);
        rowNames = NamesOfRows(figure);
        left = LeftOf(figure);
        var cellWidth = Math.Min((width - left) / figure.Columns.Count, WidestCell);
        columnNames = figure.Columns.Select(name => CanvasText.WrapWithin(name, cellWidth - Padding, TextSize.Small)).ToList();
        namesHeight = columnNames.Max(lines => lines.Count) * Leading;
        var lines = figure.Panels.SelectMany(map => map.Cells).SelectMany(row => row).Max(c => SmallLines(c, cellWidth).Count);
        cell = new SKSize(cellWidth, Math.Max(2 * VerticalPadding + ValueSize + lines * Leading + 1, rowNames.Max(l => l.Count) * Leading + 2));
    }

    /// <inheritdoc/>
    public float Height => title.Height + Above + figure.Rows.Count * cell.Height;

    /// <inheritdoc/>
    public float TitleHeight => title.Height;

    private float Above => NamesTitleHeight + namesHeight + NameGap;

    /// <summary>Where the cells of each map begin, in points from its left.</summary>
    public static float LeftOf(HeatMapFigure figure) =>
        NamesTitleHeight + NameGap + NamesOfRows(figure).SelectMany(lines => lines).Select(line => CanvasText.Width(line, TextSize.Small)).DefaultIfEmpty(0).Max();

    /// <inheritdoc/>
    public void Draw(SKCanvas canvas, SKPoint origin)
    {
        title.Draw(canvas, new SKPoint(origin.X + left, origin.Y));
        canvas.Save();
        canvas.Translate(origin.X, 0);
        DrawBody(canvas, origin.Y + title.Height);
        canvas.Restore();
    }

    private static List<IReadOnlyList<string>> NamesOfRows(HeatMapFigure figure) => [.. figure.Rows.Select(name => CanvasText.WrapWithin(name, WidestRowName, TextSize.Small))];

    private void DrawBody(SKCanvas canvas, float top)
    {
        DrawNames(canvas, top);
        var places =
            (from row in Enumerable.Range(0, figure.Rows.Count)
             from column in Enumerable.Range(0, figure.Columns.Count)
             select (Cell: panel.Cells[row][column], Place: SKRect.Create(
                 left + column * cell.Width, top + Above + row * cell.Height, cell.Width, cell.Height))).ToList();
        places.ForEach(p => DrawCell(canvas, p.Cell, Inner(p.Place)));
        places.Where(p => p.Cell.IsMarked).ToList().ForEach(p => DrawMark(canvas, Inner(p.Place)));
    }

    /// <summary>The ground of a cell without a value.</summary>
    public static void FillUndefined(SKCanvas canvas, SKRect area)
    {
        using var paper = new SKPaint { Color = SKColors.White };
        canvas.DrawRect(area, paper);
        var grey = new SKColor(0xD4, 0xD4, 0xD4);
        Hatching.Draw(canvas, area, Hatch.Rising, grey, lineWidth: 0.5f);
        using var outline = new SKPaint { Color = grey, IsStroke = true, StrokeWidth = 0.5f, IsAntialias = true };
        canvas.DrawRect(area, outline);
    }

    /// <summary>The frame around a marked cell: dark with a bright inner edge, so that it stands out on any colour.</summary>
    public static void DrawMark(SKCanvas canvas, SKRect area)
    {
        const float dark = 1.6f, bright = 0.7f;
        using var inner = new SKPaint { Color = SKColors.White, IsStroke = true, StrokeWidth = bright, IsAntialias = true };
        canvas.DrawRect(SKRect.Inflate(area, -dark - bright / 2, -dark - bright / 2), inner);
        using var outer = new SKPaint { Color = SKColors.Black, IsStroke = true, StrokeWidth = dark, IsAntialias = true };
        canvas.DrawRect(SKRect.Inflate(area, -dark / 2, -dark / 2), outer);
    }

    private static SKRect Inner(SKRect place) => SKRect.Inflate(place, -0.75f, -0.75f);

    private void DrawNames(SKCanvas canvas, float top)
    {
        CanvasText.Draw(canvas, figure.ColumnTitle, left + figure.Columns.Count * cell.Width / 2, top + 8, TextSize.Normal, align: SKTextAlign.Center);
        for (var column = 0; column < columnNames.Count; column++)
        {
            var first = top + NamesTitleHeight + namesHeight - (columnNames[column].Count - 1) * Leading;
            DrawLines(canvas, columnNames[column], left + (column + 0.5f) * cell.Width, first, SKTextAlign.Center, CanvasText.Ink);
        }

        for (var row = 0; row < rowNames.Count; row++)
        {
            var first = top + Above + (row + 0.5f) * cell.Height - (rowNames[row].Count - 1) * Leading / 2 + 2.5f;
            DrawLines(canvas, rowNames[row], left - NameGap, first, SKTextAlign.Right, CanvasText.Ink);
        }

        canvas.Save();
        canvas.Translate(8, top + Above + figure.Rows.Count * cell.Height / 2);
        canvas.RotateDegrees(-90);
        CanvasText.Draw(canvas, figure.RowTitle, 0, 0, TextSize.Normal, align: SKTextAlign.Center);
        canvas.Restore();
    }

    private void DrawCell(SKCanvas canvas, HeatMapCell shown, SKRect place)
    {
        var isDefined = double.IsFinite(shown.Estimate.Value);
        var ground = isDefined ? scale.Colour(shown.Estimate.Value) : SKColors.White;
        if (isDefined)
        {
            using var fill = new SKPaint { Color = ground };
            canvas.DrawRect(place, fill);
        }
        else
        {
            FillUndefined(canvas, place);
        }

        var colour = HeatScale.TextOn(ground);
        var lines = SmallLines(shown, cell.Width);
        var baseline = place.MidY - (lines.Count * Leading + 1) / 2 + ValueSize * 0.36f;
        CanvasText.Draw(
            canvas, isDefined ? Number(shown.Estimate.Value) : "undefined", place.MidX, baseline, isDefined ? ValueSize : TextSize.Small, bold: isDefined,
            align: SKTextAlign.Center, colour: colour);
        DrawLines(canvas, lines, place.MidX, baseline + Leading + 1, SKTextAlign.Center, colour);
    }

    private static void DrawLines(SKCanvas canvas, IReadOnlyList<string> lines, float x, float first, SKTextAlign align, SKColor colour)
    {
        for (var i = 0; i < lines.Count; i++)
        {
            CanvasText.Draw(canvas, lines[i], x, first + i * Leading, TextSize.Small, align: align, colour: colour);
        }
    }

    /// <summary>What stands beneath the value: its interval, then the note.</summary>
    private static List<string> SmallLines(HeatMapCell cell, float width)
    {
        var estimate = cell.Estimate;
        var hasInterval = double.IsFinite(estimate.Value) && !double.IsNaN(estimate.Low) && !double.IsNaN(estimate.High);
        var interval = hasInterval ? $"[{Number(estimate.Low)}, {Number(estimate.High)}]" : "";
        return [.. Wrap(interval), .. Wrap(cell.Note)];

        IReadOnlyList<string> Wrap(string text) => CanvasText.WrapWithin(text, width - 2 * Padding, TextSize.Small);
    }

    private static string Number(double value) =>
        double.IsInfinity(value) ? value > 0 ? "∞" : $"{AxisTick.Minus}∞" :
        value.ToString("0.00;-0.00;0.00", CultureInfo.InvariantCulture).Replace('-', AxisTick.Minus);
}
