using ScottPlot;
using SkiaSharp;
using Ttca.Fairness;
using Ttca.Reporting.Figures.Panels;

namespace Ttca.Reporting.Figures.Bars;

/// <summary>One panel of bars.</summary>
internal sealed class BarPlot : PanelPlot
{
    private const float AreaHeight = 138;
    private const float LeastWidth = 118;           // of the area within the axes
    private const float NarrowestBar = 7;
    private const float WidestBar = 26;
    private const float BetweenBars = 1.2f;
    private const float BetweenGroups = 9;
    private const float BetweenLabels = 6;
    private const float AboveLabels = 3;
    private const float LongestWord = 60;
    private const float SeedPlace = 0.3f;           // right of the middle, in widths of the bar, so that the interval hides none
    private const float TileHeight = 5;             // of what stands for a bar without a foot
    private const double Tint = 0.30;

    private readonly BarPanel<MetricEstimate> _panel;
    private readonly IReadOnlyDictionary<string, SeriesLook> _looks;
    private readonly IReadOnlyList<IReadOnlyList<string>> _labels;

    private BarPlot(
        BarPanel<MetricEstimate> panel,
        IReadOnlyDictionary<string, SeriesLook> looks,
        IReadOnlyList<IReadOnlyList<string>> labels,
        PanelLayout layout)
        : base(layout)
    {
        _panel = panel;
        _looks = looks;
        _labels = labels;
    }

    /// <param name="panel">What is drawn.</param>
    /// <param name="letter">Before its title.</param>
    /// <param name="looks">Of the series.</param>
    /// <param name="width">In points.</param>
    public static BarPlot Of(BarPanel<MetricEstimate> panel, char? letter, IReadOnlyDictionary<string, SeriesLook> looks, float width)
    {
        var y = AxisOf(panel);
        var left = PanelAxes.LeftMargin(y.Ticks);
        var area = new SKSize(width - left - PanelAxes.RightMargin, AreaHeight);
        var slot = area.Width / panel.Groups.Count;
        var labels = panel.Groups.Select(group => CanvasText.WrapWithin(group.Label, slot - BetweenLabels, TextSize.Small)).ToList();
        var title = new PanelTitle(panel.Title, letter, width - left);
        var margins = new PixelPadding(
            left, PanelAxes.RightMargin, AboveLabels + labels.Max(l => l.Count) * TextSize.SmallLeading, title.Height);
        return new BarPlot(panel, looks, labels, new PanelLayout(title, PanelAxis.Of("", 0, panel.Groups.Count), y, margins, area));
    }

    /// <summary>Whether an interval goes on beyond the panel.</summary>
    public bool HasOpenInterval => _panel.Bars.Any(bar => Y.IsOpen(bar.Value.Estimate));

    /// <summary>The least width at which bars and the words beneath them are legible, in points.</summary>
    public static float NarrowestWidth(BarPanel<MetricEstimate> panel)
    {
        var word = panel.Groups.SelectMany(g => g.Label.Split(' ')).Max(w => CanvasText.Width(w, TextSize.Small));
        var slot = Math.Max(
            panel.Groups.Max(g => g.Bars.Count) * NarrowestBar + BetweenGroups, Math.Min(word, LongestWord) + BetweenLabels);
        return PanelAxes.LeftMargin(AxisOf(panel).Ticks) + PanelAxes.RightMargin + Math.Max(LeastWidth, panel.Groups.Count * slot);
    }

    /// <summary>How a series fills its bars: a tint, on which seeds and intervals stay visible, with its hatch.</summary>
    public static void AddFilled(Marks marks, CoordinateRect area, SeriesLook look)
    {
        marks.AddArea(
            area, Colors.White.InterpolateRgb(look.Colour, look.Hatch == Hatch.None ? 2 * Tint : Tint), look.Colour, edgeWidth: 0.8f);
        if (look.Hatch != Hatch.None)
        {
            marks.AddHatching(new Hatching(area, look.Hatch, look.Colour));
        }
    }

    /// <inheritdoc/>
    protected override void Add(Marks marks, PanelFrame frame)
    {
        var bars = _panel.Groups.SelectMany((group, i) => Places(group, i, frame)).ToList();
        bars.ForEach(bar => AddBar(marks, bar, frame));
        if (Y.Range.Min < 0 && Y.Range.Max > 0)
        {
            marks.AddLine(new Coordinates(X.Range.Min, 0), new Coordinates(X.Range.Max, 0), Marks.Ink, 0.7f);
        }

        marks.AddReferences(_panel.References, frame, Y);
        bars.ForEach(bar => AddMarks(marks, bar, frame));
    }

    /// <inheritdoc/>
    protected override void DrawText(SKCanvas canvas, PanelFrame frame, Marks marks)
    {
        foreach (var (group, lines) in _labels.Index())
        {
            CanvasText.DrawLines(
                canvas,
                lines,
                frame.X(group + 0.5),
                frame.Area.Bottom + AboveLabels + TextSize.SmallLeading - 1,
                TextSize.SmallLeading,
                TextSize.Small,
                SKTextAlign.Center);
        }

        ReferenceLabels.Draw(canvas, frame, Y, _panel.References, marks, onPaper: true);
    }

    private static PanelAxis AxisOf(BarPanel<MetricEstimate> panel)
    {
        var range = Range(panel);
        return new PanelAxis(panel.Y, range, panel.Y.Ticks.Count > 0 ? panel.Y.Ticks : RoundTicks.On(panel.Y, range, most: 6));
    }

    private static CoordinateRange Range(BarPanel<MetricEstimate> panel)
    {
        var estimates = panel.Bars.Select(b => b.Value).Concat(panel.References.Select(r => r.Value).OfType<MetricEstimate>());
        var values = estimates.SelectMany(e => e.PerSeed.Concat([e.Estimate.Value, e.Estimate.Low, e.Estimate.High]))
            .Concat(panel.References.Select(r => r.Height())).Concat(panel.Y.Ticks.Select(t => t.Value)).Where(double.IsFinite).ToList();
        if (panel.Y.IsBroken(values))
        {
            return AxisRange.Of(panel.Y.For(values), values, margin: 0.1);
        }

        values.Add(0);
        if (values.All(value => value == 0))
        {
            values.Add(panel.Y.Maximum ?? 1);
        }

        // Bars stand on the edge of the panel, unless some hang from 0.
        var axis = panel.Y with
        {
            Minimum = panel.Y.Minimum ?? (values.Min() == 0 ? 0 : null),
            Maximum = panel.Y.Maximum ?? (values.Max() == 0 ? 0 : null),
        };
        return AxisRange.Of(axis, values, margin: 0.07);
    }

    /// <summary>The bars of a group with their middles and their width.</summary>
    private IEnumerable<(Bar<MetricEstimate> Bar, double X, double Width)> Places(
        BarGroup<MetricEstimate> group, int index, PanelFrame frame)
    {
        var slot = frame.Area.Width / _panel.Groups.Count;
        var width = frame.XDistance(Math.Min((slot - BetweenGroups) / _panel.Groups.Max(g => g.Bars.Count), WidestBar));
        return group.Bars.Select((bar, i) => (bar, index + 0.5 + (i - (group.Bars.Count - 1) / 2.0) * width, width));
    }

    private void AddBar(Marks marks, (Bar<MetricEstimate> Bar, double X, double Width) place, PanelFrame frame)
    {
        var (value, look) = (place.Bar.Value.Estimate.Value, _looks[place.Bar.Series]);
        var half = (place.Width - frame.XDistance(BetweenBars)) / 2;
        var end = Y.End(value).Position;
        var (from, to) = IsBroken
            ? (end - frame.YDistance(TileHeight / 2), end + frame.YDistance(TileHeight / 2))
            : (Math.Min(Foot, end), Math.Max(Foot, end));
        if (double.IsFinite(value) && from != to)
        {
            AddFilled(marks, new CoordinateRect(place.X - half, place.X + half, from, to), look);
            marks.Take(new Coordinates(place.X, from), new Coordinates(place.X, to));
        }
    }

    private void AddMarks(Marks marks, (Bar<MetricEstimate> Bar, double X, double Width) place, PanelFrame frame)
    {
        var (bar, x, width) = place;
        if (!double.IsFinite(bar.Value.Estimate.Value))
        {
            marks.AddUndefined(new Coordinates(x, Foot + frame.YDistance(4)), _looks[bar.Series].Colour);
        }

        marks.AddInterval(bar.Value.Estimate, Y, y => new Coordinates(x, y), Marks.Ink);
        marks.AddSeeds(bar.Value.PerSeed.Where(Y.Shows).Select(seed => new Coordinates(x + SeedPlace * width, seed)), Marks.Ink);
    }

    /// <summary>Whether 0, where bars start, isn't shown.</summary>
    private bool IsBroken => Y.Range.Min > 0;

    private double Foot => Y.End(0).Position;
}
