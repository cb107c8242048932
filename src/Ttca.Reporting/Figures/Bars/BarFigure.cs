using Ttca.Fairness;
using Ttca.Reporting.Figures.Panels;

namespace Ttca.Reporting.Figures.Bars;

/// <summary>
/// Estimates side by side, such as closure under each defence: groups of bars that start at 0, each with its interval and its seeds, in
/// panels; where an axis has a break, only the bars' upper ends, since a bar without its foot misleads. One legend above all panels: a
/// series looks the same in each of them.
/// </summary>
public sealed record BarFigure : Figure
{
    /// <summary>At least one; with several, each gets a letter before its title.</summary>
    public required IReadOnlyList<BarPanel<MetricEstimate>> Panels { get; init; }

    public required Evidence Evidence { get; init; }

    /// <inheritdoc/>
    protected override FigureLayout Arrange()
    {
        if (Panels.Count == 0)
        {
            throw new ArgumentException("a bar figure needs at least one panel");
        }

        foreach (var panel in Panels)
        {
            panel.Check();
        }

        var looks = SeriesLook.ByName(Panels.SelectMany(p => p.Bars).Select(b => b.Series));
        var grid = PanelGrid.Of(Panels.Count, Width, Panels.Max(BarPlot.NarrowestWidth));
        var plots = Panels.Select((panel, i) => BarPlot.Of(panel, PanelGrid.Letter(i, Panels.Count), looks, grid.PanelWidth)).ToList();
        return grid.Arrange(new Legend(Explanations(looks, plots), Width), plots);
    }

    /// <summary>Only what the figure holds; the name of an only series would tell nothing.</summary>
    private IEnumerable<LegendEntry> Explanations(IReadOnlyDictionary<string, SeriesLook> looks, List<BarPlot> plots)
    {
        var bars = Panels.SelectMany(p => p.Bars).ToList();
        return
        [
            .. looks.Count > 1
                ? looks.Select(look => LegendEntries.Swatch(look.Key, (marks, area) => BarPlot.AddFilled(marks, area, look.Value)))
                : [],
            .. LegendEntries.OfEstimates(bars.Select(b => b.Value), plots.Any(p => p.HasOpenInterval), Evidence),
        ];
    }
}

/// <summary>One pair of axes with its groups of bars.</summary>
/// <typeparam name="T">
/// What a bar's height is: an estimate, or, while a figure is planned, where that will be found (<see cref="Select"/>).
/// </typeparam>
/// <param name="Title">What the panel shows; stands above it.</param>
/// <param name="Y">Linear, since bars start at 0.</param>
/// <param name="Groups">At least one, from left to right.</param>
/// <param name="References">Horizontal lines to compare with, such as the closure without a defence.</param>
public sealed record BarPanel<T>(string Title, Axis Y, IReadOnlyList<BarGroup<T>> Groups, IReadOnlyList<ReferenceLine<T>> References)
    where T : class
{
    internal IEnumerable<Bar<T>> Bars => Groups.SelectMany(g => g.Bars);

    /// <summary>The same panel with other values.</summary>
    public BarPanel<TOther> Select<TOther>(Func<T, TOther> value)
        where TOther : class => new(
            Title,
            Y,
            [
                .. Groups.Select(
                    group => new BarGroup<TOther>(
                        group.Label, [.. group.Bars.Select(bar => new Bar<TOther>(bar.Series, value(bar.Value)))])),
            ],
            [.. References.Select(line => line.Select(value))]);

    internal void Check()
    {
        if (Y.Scale != AxisScale.Linear)
        {
            throw new ArgumentException($"panel '{Title}': bars start at 0, which a {Y.Scale} axis doesn't have");
        }

        if (!Bars.Any())
        {
            throw new ArgumentException($"panel '{Title}' has no bars");
        }

        foreach (var group in Groups)
        {
            if (group.Bars.GroupBy(b => b.Series).FirstOrDefault(g => g.Count() > 1) is { } twice)
            {
                throw new ArgumentException(
                    $"panel '{Title}', group '{group.Label}' has {twice.Count()} bars of the series '{twice.Key}'; one is allowed");
            }
        }
    }
}

/// <summary>Bars that belong together.</summary>
/// <param name="Label">Beneath the axis, in several lines where it is long.</param>
/// <param name="Bars">From left to right.</param>
public sealed record BarGroup<T>(string Label, IReadOnlyList<Bar<T>> Bars);

/// <summary>One bar.</summary>
/// <param name="Series">Stands in the legend; decides the look (colour and hatch), which is shared between panels.</param>
/// <param name="Value">
/// With its interval, and its seeds as small circles; an undefined one (NaN, infinite) is a mark at 0 in place of a bar.
/// </param>
public sealed record Bar<T>(string Series, T Value);
