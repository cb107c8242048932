using ScottPlot;
using SkiaSharp;
using Ttca.Fairness;
using Ttca.Reporting.Figures.Panels;

namespace Ttca.Reporting.Figures.Dots;

/// <summary>One panel of rows of dots; its y axis is in points, from the upper side down.</summary>
internal sealed class DotPlot : PanelPlot
{
    private const float BetweenDots = 9;            // from one dot of a row down to the next
    private const float AroundRow = 6;              // above the first and beneath the last dot
    private const float SeedDistance = 4.2f;        // beneath the interval, so that it hides none
    private const float LabelGap = 6;
    private const float WidestLabel = 0.34f;        // of the panel
    private const float MarkWidth = 1.6f;

    private readonly DotPanel _panel;
    private readonly IReadOnlyDictionary<string, SeriesLook> _looks;
    private readonly IReadOnlyList<RowPlace> _rows;

    private DotPlot(DotPanel panel, IReadOnlyDictionary<string, SeriesLook> looks, IReadOnlyList<RowPlace> rows, PanelLayout layout)
        : base(layout)
    {
        _panel = panel;
        _looks = looks;
        _rows = rows;
    }

    /// <param name="panel">What is drawn.</param>
    /// <param name="letter">Before its title.</param>
    /// <param name="looks">Of the series.</param>
    /// <param name="width">In points.</param>
    public static DotPlot Of(DotPanel panel, char? letter, IReadOnlyDictionary<string, SeriesLook> looks, float width)
    {
        var rows = RowsOf(panel, width);
        var left = LabelGap
            + rows.SelectMany(row => row.Label).Select(line => CanvasText.Width(line, TextSize.Small)).DefaultIfEmpty(0).Max();
        var title = new PanelTitle(panel.Title, letter, width - left);
        var margins = new PixelPadding(left, PanelAxes.RightMargin, PanelAxes.BottomMargin, title.Height);
        var area = new SKSize(width - left - PanelAxes.RightMargin, (float)-rows[^1].Bottom);
        return new DotPlot(
            panel, looks, rows, new PanelLayout(title, AxisOf(panel, area.Width), PanelAxis.Of("", rows[^1].Bottom, 0), margins, area));
    }

    /// <summary>Whether an interval goes on beyond the panel.</summary>
    public bool HasOpenInterval => _panel.Dots.Any(dot => X.IsOpen(dot.Value.Estimate));

    /// <summary>The legend's sample of a row's mark.</summary>
    public static LegendEntry MarkEntry(string text) => new(text, MarkWidth + 1, (marks, at) =>
        marks.AddLine(
            new Coordinates(at.X + MarkWidth / 2, at.Y + 4.5), new Coordinates(at.X + MarkWidth / 2, at.Y - 4.5), Marks.Ink, MarkWidth));

    /// <inheritdoc/>
    protected override void Add(Marks marks, PanelFrame frame)
    {
        foreach (var row in _rows.Where((_, i) => i % 2 == 1))       // every other row is shaded, to lead the eye from the label
        {
            marks.AddArea(new CoordinateRect(X.Range.Min, X.Range.Max, row.Bottom, row.Top), Marks.Ink.WithAlpha(0.05));
        }

        if (X.Axis.Scale == AxisScale.Linear && X.Range.Min < 0 && X.Range.Max > 0)     // what differences are seen against
        {
            marks.AddLine(new Coordinates(0, Y.Range.Min), new Coordinates(0, Y.Range.Max), Marks.Ink.WithAlpha(0.6), 0.7f);
        }

        foreach (var row in _rows)
        {
            AddRow(marks, row, frame);
        }
    }

    /// <inheritdoc/>
    protected override void DrawText(SKCanvas canvas, PanelFrame frame, Marks marks)
    {
        foreach (var row in _rows)
        {
            var first = frame.Y((row.Top + row.Bottom) / 2) - (row.Label.Count - 1) * TextSize.SmallLeading / 2 + 2.5f;
            CanvasText.DrawLines(
                canvas, row.Label, frame.Area.Left - LabelGap, first, TextSize.SmallLeading, TextSize.Small, SKTextAlign.Right);
        }
    }

    private static PanelAxis AxisOf(DotPanel panel, float width)
    {
        var values = panel.Dots.SelectMany(
            d => d.Value.PerSeed.Concat([d.Value.Estimate.Value, d.Value.Estimate.Low, d.Value.Estimate.High]));
        List<double> shown =
        [
            .. panel.HasZero ? [0.0] : Array.Empty<double>(),
            .. values,
            .. panel.Rows.Select(r => r.Mark).OfType<double>(),
            .. panel.X.Ticks.Select(t => t.Value),
        ];
        var range = AxisRange.Of(panel.X.For(shown), shown, margin: 0.05);
        var ticks = panel.X.Ticks.Count > 0 ? panel.X.Ticks : RoundTicks.On(panel.X, range, most: 6);
        return new PanelAxis(panel.X, range, AxisRange.WithoutOverlap(ticks, panel.X, range, width));
    }

    private static List<RowPlace> RowsOf(DotPanel panel, float width)
    {
        var rows = new List<RowPlace>();
        foreach (var row in panel.Rows)
        {
            var label = CanvasText.WrapWithin(row.Label, WidestLabel * width, TextSize.Small);
            var top = rows.Count == 0 ? 0 : rows[^1].Bottom;
            rows.Add(
                new RowPlace(
                    row,
                    label,
                    top,
                    top - Math.Max(
                        2 * AroundRow + (row.Dots.Count - 1) * BetweenDots + SeedDistance, label.Count * TextSize.SmallLeading + 4)));
        }

        return rows;
    }

    private void AddRow(Marks marks, RowPlace place, PanelFrame frame)
    {
        var row = place.Row;
        if (row.Mark is { } mark && X.Axis.CanShow(mark))
        {
            marks.AddLine(
                new Coordinates(X.Axis.Position(mark), place.Top - 1.5),
                new Coordinates(X.Axis.Position(mark), place.Bottom + 1.5),
                Marks.Ink,
                MarkWidth);
        }

        var first = (place.Top + place.Bottom + (row.Dots.Count - 1) * BetweenDots + SeedDistance) / 2;
        var dots = row.Dots.Select((dot, i) => (Dot: dot, Y: first - i * BetweenDots)).ToList();
        var joined = dots.Where(d => X.Shows(d.Dot.Value.Estimate.Value))
            .Select(d => new Coordinates(X.Axis.Position(d.Dot.Value.Estimate.Value), d.Y))
            .ToList();
        if (row.IsJoined && joined.Count > 1)
        {
            marks.AddLine(joined[0], joined[^1], Marks.Ink.WithAlpha(0.45), 0.6f);
        }

        dots.ForEach(dot => AddDot(marks, dot.Dot, dot.Y, frame));
    }

    private void AddDot(Marks marks, Dot dot, double y, PanelFrame frame)
    {
        var look = _looks[dot.Series];
        var estimate = dot.Value.Estimate;
        marks.AddSeeds(
            dot.Value.PerSeed.Where(X.Shows).Select(seed => new Coordinates(X.Axis.Position(seed), y - SeedDistance)), look.Colour);
        marks.AddInterval(estimate, X, x => new Coordinates(x, y), look.Colour);
        if (!double.IsFinite(estimate.Value))
        {
            marks.AddUndefined(new Coordinates(X.Range.Min + frame.XDistance(5), y), look.Colour);
        }
        else if (X.Shows(estimate.Value))
        {
            marks.AddMarker(new Coordinates(X.Axis.Position(estimate.Value), y), look, SeriesLook.MarkerSize);
        }
    }

    /// <summary>Where a row stands, in points below the upper side.</summary>
    private sealed record RowPlace(DotRow Row, IReadOnlyList<string> Label, double Top, double Bottom);
}
