using SkiaSharp;

namespace Ttca.Reporting.Figures.Grids;

/// <summary>Some columns of an <see cref="ImageGrid"/>, with all its rows.</summary>
internal sealed class ImageBlock
{
    /// <summary>Distance of baselines over the size of the text.</summary>
    public const float Leading = 1.2f;

    private const float PointsPerPixel = 72f / Figure.PngDotsPerInch;
    private const float TextSizePoints = TextSize.Small;
    private const float LineHeight = TextSizePoints * Leading;
    private const float CaptionGap = 2;
    private const float RowGap = 4;
    private const int MostLines = 2;

    private readonly ImageGrid _grid;
    private readonly int[] _columns;
    private readonly float _left;
    private readonly float _pitch;
    private readonly int _factor;
    private readonly SKSize _image;
    private readonly float _titleHeight;
    private readonly List<float> _rowHeights;

    /// <param name="grid">What to show.</param>
    /// <param name="columns">Which of its columns.</param>
    /// <param name="left">Where the first column begins, right of the row titles, in points.</param>
    /// <param name="available">Room for an image's width, in points.</param>
    /// <param name="gap">Between columns, in points.</param>
    public ImageBlock(ImageGrid grid, int[] columns, float left, float available, float gap)
    {
        _grid = grid;
        _columns = columns;
        _left = left;
        var sample = grid.Rows[0].Cells[0].Image;
        _factor = Math.Max(1, (int)(available / PointsPerPixel / sample.Width));
        var width = Math.Min(available, _factor * sample.Width * PointsPerPixel);    // each pixel a whole number of the PNG's
        _image = new SKSize(width, width * sample.Height / sample.Width);
        _pitch = Snap(available + gap);
        _titleHeight = grid.ColumnTitles.Count == 0 ? 0 : columns.Max(c => TitleLines(c).Count) * LineHeight + CaptionGap;
        _rowHeights = grid.Rows.Select(RowHeight).ToList();
        Height = _titleHeight + _rowHeights.Sum() + (_rowHeights.Count - 1) * RowGap;
    }

    /// <summary>In points.</summary>
    public float Height { get; }

    public void Draw(SKCanvas canvas, float top)
    {
        for (var i = 0; i < _columns.Length && _grid.ColumnTitles.Count > 0; i++)
        {
            var lines = TitleLines(_columns[i]);
            DrawLines(
                canvas, lines, Left(i) + _image.Width / 2, top + _titleHeight - CaptionGap - lines.Count * LineHeight, SKTextAlign.Center);
        }

        var y = Snap(top + _titleHeight);
        for (var row = 0; row < _grid.Rows.Count; row++)
        {
            var title = CanvasText.Wrap(_grid.Rows[row].Title, _left - ImageGrid.RowTitleGap, TextSizePoints);
            DrawLines(canvas, title, 0, y + _image.Height / 2 - title.Count * LineHeight / 2, SKTextAlign.Left);
            for (var i = 0; i < _columns.Length; i++)
            {
                DrawCell(canvas, _grid.Rows[row].Cells[_columns[i]], SKRect.Create(new SKPoint(Left(i), y), _image));
            }

            y = Snap(y + _rowHeights[row] + RowGap);
        }
    }

    private float Left(int column) => Snap(_left + column * _pitch);

    private static float Snap(float points) => MathF.Round(points / PointsPerPixel) * PointsPerPixel;

    private IReadOnlyList<string> TitleLines(int column) => CanvasText.Wrap(_grid.ColumnTitles[column], _image.Width + 3, TextSizePoints);

    private List<string> CaptionLines(ImageCell cell)
    {
        var room = _image.Width + 3 - (cell.Verdict == Verdict.None ? 0 : VerdictMark.Width);
        return CanvasText.Wrap(cell.Caption ?? "", room, TextSizePoints, cell.Verdict == Verdict.Wrong).Take(MostLines).ToList();
    }

    private float RowHeight(ImageRow row)
    {
        var lines = _columns.Max(c => CaptionLines(row.Cells[c]).Count);
        return _image.Height + (lines > 0 ? CaptionGap + lines * LineHeight : 0);
    }

    private void DrawCell(SKCanvas canvas, ImageCell cell, SKRect place)
    {
        using var enlarged = cell.Image.Enlarge(_factor);
        canvas.DrawImage(enlarged, place, new SKSamplingOptions(SKFilterMode.Nearest));
        VerdictMark.DrawFrame(canvas, place, cell.Verdict);
        var lines = CaptionLines(cell);
        if (lines.Count == 0)
        {
            return;
        }

        var bold = cell.Verdict == Verdict.Wrong;
        var mark = cell.Verdict == Verdict.None ? 0 : VerdictMark.Width;
        var start = place.MidX - (mark + lines.Max(l => CanvasText.Width(l, TextSizePoints, bold))) / 2;
        VerdictMark.DrawSign(canvas, new SKPoint(start, place.Bottom + CaptionGap + TextSizePoints), cell.Verdict);
        DrawLines(canvas, lines, start + mark, place.Bottom + CaptionGap, SKTextAlign.Left, bold, VerdictMark.Colour(cell.Verdict));
    }

    private static void DrawLines(
        SKCanvas canvas, IReadOnlyList<string> lines, float x, float top, SKTextAlign align, bool bold = false, SKColor? colour = null)
    {
        for (var i = 0; i < lines.Count; i++)
        {
            CanvasText.Draw(canvas, lines[i], x, top + TextSizePoints + i * LineHeight, TextSizePoints, bold, align, colour);
        }
    }
}
