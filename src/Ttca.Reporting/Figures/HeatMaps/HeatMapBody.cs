using System.Globalization;
using ScottPlot;
using SkiaSharp;
using Ttca.Fairness;
using Ttca.Reporting.Figures.Panels;

namespace Ttca.Reporting.Figures.HeatMaps;

/// <summary>
/// The cells with the names of rows and columns. A rectangle each: ScottPlot's heat map is a picture of one pixel a cell, which viewers of
/// vector files blur.
/// </summary>
internal sealed class HeatMapBody : PanelPlot
{
    private const float ValueSize = 9.5f;
    private const float Padding = 3;
    private const float VerticalPadding = 4.5f;
    private const float Gap = 1.5f;                 // between cells
    private const float MarkWidth = 1.6f;
    private const float EdgeWidth = 0.5f;
    private const float WidestCell = 120;
    private const float WidestRowName = 110;
    private const float TitleRoom = 12;             // of the names
    private const float NameGap = 5;

    private static readonly Color Grey = new("#D4D4D4");

    private readonly HeatMapFigure _figure;
    private readonly HeatMapPanel _panel;
    private readonly HeatScale _scale;
    private readonly IReadOnlyList<IReadOnlyList<string>> _columnNames;

    private HeatMapBody(
        HeatMapFigure figure, HeatMapPanel panel, HeatScale scale, IReadOnlyList<IReadOnlyList<string>> columnNames, PanelLayout layout)
        : base(layout)
    {
        _figure = figure;
        _panel = panel;
        _scale = scale;
        _columnNames = columnNames;
    }

    /// <param name="figure">Has the names.</param>
    /// <param name="panel">What is drawn.</param>
    /// <param name="letter">Before its title.</param>
    /// <param name="scale">Of the colours.</param>
    /// <param name="width">In points.</param>
    public static HeatMapBody Of(HeatMapFigure figure, HeatMapPanel panel, char? letter, HeatScale scale, float width)
    {
        var left = LeftOf(figure);
        var cell = Math.Min((width - left) / figure.Columns.Count, WidestCell);
        var columnNames = figure.Columns.Select(name => CanvasText.WrapWithin(name, cell - Padding, TextSize.Small)).ToList();
        var lines = figure.Panels.SelectMany(map => map.Cells).SelectMany(row => row).Max(c => SmallLines(c, cell).Count);
        var height = Math.Max(
            2 * VerticalPadding + ValueSize + lines * TextSize.SmallLeading + 1,
            NamesOfRows(figure).Max(l => l.Count) * TextSize.SmallLeading + 2);
        var title = new PanelTitle(panel.Title, letter, width - left);
        var area = new SKSize(figure.Columns.Count * cell, figure.Rows.Count * height);
        var margins = new PixelPadding(
            left, width - left - area.Width, 0, title.Height + TitleRoom + columnNames.Max(l => l.Count) * TextSize.SmallLeading + NameGap);
        return new HeatMapBody(figure, panel, scale, columnNames, new PanelLayout(
            title,
            PanelAxis.Of("", 0, figure.Columns.Count) with { HasLine = false },
            PanelAxis.Of("", -figure.Rows.Count, 0) with { HasLine = false },
            margins,
            area));
    }

    /// <summary>Where the cells of each map begin, in points from its left.</summary>
    public static float LeftOf(HeatMapFigure figure) =>
        TitleRoom
            + NameGap
            + NamesOfRows(figure).SelectMany(lines => lines).Select(line => CanvasText.Width(line, TextSize.Small)).DefaultIfEmpty(0).Max();

    /// <summary>The ground of a cell without a value.</summary>
    public static void AddUndefined(Marks marks, CoordinateRect area)
    {
        marks.AddHatching(new Hatching(area, Hatch.Rising, Grey, EdgeWidth));
        marks.AddArea(area, Colors.Transparent, Grey, EdgeWidth);
    }

    /// <summary>The frame around a marked cell: dark with a bright edge, so that it stands out on any colour.</summary>
    public static void AddMark(Marks marks, CoordinateRect area)
    {
        marks.AddArea(area, Colors.Transparent, Colors.White, 2 * MarkWidth);
        marks.AddArea(area, Colors.Transparent, Colors.Black, MarkWidth);
    }

    /// <inheritdoc/>
    protected override void Add(Marks marks, PanelFrame frame)
    {
        foreach (var (cell, row, column) in CellsByPlace())
        {
            var area = Inner(row, column, Gap / 2, frame);
            if (double.IsFinite(cell.Estimate.Value))
            {
                marks.AddArea(area, _scale.Colour(cell.Estimate.Value), Grey, EdgeWidth);     // seen around a white one
            }
            else
            {
                AddUndefined(marks, area);
            }
        }

        foreach (var (_, row, column) in CellsByPlace().Where(place => place.Cell.IsMarked))
        {
            AddMark(marks, Inner(row, column, (Gap + MarkWidth) / 2, frame));
        }
    }

    /// <inheritdoc/>
    protected override void DrawText(SKCanvas canvas, PanelFrame frame, Marks marks)
    {
        var area = frame.Area;
        var namesBottom = area.Top - NameGap;
        CanvasText.Draw(
            canvas,
            _figure.ColumnTitle,
            area.MidX,
            namesBottom - _columnNames.Max(l => l.Count) * TextSize.SmallLeading - TitleRoom + 8,
            TextSize.Normal,
            align: SKTextAlign.Center);
        foreach (var (column, name) in _columnNames.Index())
        {
            DrawLines(canvas, name, frame.X(column + 0.5), namesBottom - (name.Count - 1) * TextSize.SmallLeading, SKTextAlign.Center);
        }

        foreach (var (row, name) in NamesOfRows(_figure).Index())
        {
            DrawLines(
                canvas,
                name,
                area.Left - NameGap,
                frame.Y(-row - 0.5) - (name.Count - 1) * TextSize.SmallLeading / 2 + 2.5f,
                SKTextAlign.Right);
        }

        canvas.Save();
        canvas.Translate(area.Left - LeftOf(_figure) + 8, area.MidY);
        canvas.RotateDegrees(-90);
        CanvasText.Draw(canvas, _figure.RowTitle, 0, 0, TextSize.Normal, align: SKTextAlign.Center);
        canvas.Restore();
        foreach (var (cell, row, column) in CellsByPlace())
        {
            DrawValue(canvas, cell, new SKPoint(frame.X(column + 0.5), frame.Y(-row - 0.5)), area.Width / _figure.Columns.Count);
        }
    }

    private static List<IReadOnlyList<string>> NamesOfRows(HeatMapFigure figure) =>
        [.. figure.Rows.Select(name => CanvasText.WrapWithin(name, WidestRowName, TextSize.Small))];

    private IEnumerable<(HeatMapCell Cell, int Row, int Column)> CellsByPlace() =>
        _panel.Cells.Index().SelectMany(row => row.Item.Index().Select(cell => (cell.Item, row.Index, cell.Index)));

    private static CoordinateRect Inner(int row, int column, float inset, PanelFrame frame)
    {
        var (x, y) = (frame.XDistance(inset), frame.YDistance(inset));
        return new CoordinateRect(column + x, column + 1 - x, -row - 1 + y, -row - y);
    }

    private void DrawValue(SKCanvas canvas, HeatMapCell cell, SKPoint middle, float width)
    {
        var isDefined = double.IsFinite(cell.Estimate.Value);
        var colour = isDefined ? HeatScale.TextOn(_scale.Colour(cell.Estimate.Value)) : CanvasText.Ink;
        var lines = SmallLines(cell, width);
        var baseline = middle.Y - (lines.Count * TextSize.SmallLeading + 1) / 2 + ValueSize * 0.36f;
        CanvasText.Draw(
            canvas, isDefined
                ? Number(cell.Estimate.Value)
                : "undefined", middle.X, baseline, isDefined ? ValueSize : TextSize.Small, bold: isDefined,
            align: SKTextAlign.Center, colour: colour);
        DrawLines(canvas, lines, middle.X, baseline + TextSize.SmallLeading + 1, SKTextAlign.Center, colour);
    }

    private static void DrawLines(
        SKCanvas canvas, IReadOnlyList<string> lines, float x, float first, SKTextAlign align, SKColor? colour = null) =>
        CanvasText.DrawLines(canvas, lines, x, first, TextSize.SmallLeading, TextSize.Small, align, colour);

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
