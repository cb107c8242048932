using Ttca.Fairness;
using Ttca.Reporting.Figures.Panels;

namespace Ttca.Reporting.Figures.Dots;

/// <summary>
/// Estimates before and after, such as each fairness metric without and with the perturbation: rows of dots with their intervals and
/// seeds, joined in pairs, in panels. One legend above all panels: a series looks the same in each of them.
/// </summary>
public sealed record DotFigure : Figure
{
    private const float NarrowestPanel = 68 * PointsPerMillimetre;

    /// <summary>At least one; with several, each gets a letter before its title.</summary>
    public required IReadOnlyList<DotPanel> Panels { get; init; }

    public required Evidence Evidence { get; init; }

    /// <inheritdoc/>
    protected override FigureLayout Arrange()
    {
        if (Panels.Count == 0)
        {
            throw new ArgumentException("a dot figure needs at least one panel");
        }

        foreach (var panel in Panels)
        {
            panel.Check();
        }

        var looks = SeriesLook.ByName(Panels.SelectMany(p => p.Dots).Select(d => d.Series));
        var grid = PanelGrid.Of(Panels.Count, Width, NarrowestPanel);
        var plots = Panels.Select((panel, i) => DotPlot.Of(panel, PanelGrid.Letter(i, Panels.Count), looks, grid.PanelWidth)).ToList();
        return grid.Arrange(new Legend(Explanations(looks, plots), Width), plots);
    }

    /// <summary>Only what the figure holds; the name of an only series would tell nothing.</summary>
    private IEnumerable<LegendEntry> Explanations(IReadOnlyDictionary<string, SeriesLook> looks, List<DotPlot> plots) =>
    [
        .. looks.Count > 1 ? looks.Select(look => LegendEntries.Marker(look.Key, look.Value)) : [],
        .. LegendEntries.OfEstimates(Panels.SelectMany(p => p.Dots).Select(d => d.Value), plots.Any(p => p.HasOpenInterval), Evidence),
        .. Panels.Where(p => p.Rows.Any(r => r.Mark is not null)).Select(p => p.MarkMeans!).Distinct().Select(DotPlot.MarkEntry),
    ];
}

/// <summary>One x axis with its rows.</summary>
public sealed record DotPanel
{
    /// <summary>What the panel shows; stands above it.</summary>
    public required string Title { get; init; }

    public required Axis X { get; init; }

    /// <summary>Whether 0 is shown, however far all else is from it: where differences are to be seen against it.</summary>
    public bool HasZero { get; init; }

    /// <summary>At least one, from top to bottom.</summary>
    public required IReadOnlyList<DotRow> Rows { get; init; }

    /// <summary>What a row's <see cref="DotRow.Mark"/> is, for the legend; needed where a row has one.</summary>
    public string? MarkMeans { get; init; }

    internal IEnumerable<Dot> Dots => Rows.SelectMany(r => r.Dots);

    internal void Check()
    {
        if (!Dots.Any())
        {
            throw new ArgumentException($"panel '{Title}' has no dots");
        }

        foreach (var row in Rows)
        {
            if (row.Dots.GroupBy(d => d.Series).FirstOrDefault(g => g.Count() > 1) is { } twice)
            {
                throw new ArgumentException(
                    $"panel '{Title}', row '{row.Label}' has {twice.Count()} dots of the series '{twice.Key}'; one is allowed");
            }

            if (row.Dots.FirstOrDefault(d => double.IsFinite(d.Value.Estimate.Value) && !X.CanShow(d.Value.Estimate.Value)) is { } bad)
            {
                throw new ArgumentException(
                    $"panel '{Title}', row '{row.Label}', series '{bad.Series}': {bad.Value.Estimate.Value} cannot stand on a "
                        + $"{X.Scale} axis");
            }

            if (row.Mark is not null && MarkMeans is null)
            {
                throw new ArgumentException(
                    $"panel '{Title}', row '{row.Label}' has a mark, but {nameof(MarkMeans)} doesn't say what it is");
            }
        }
    }
}

/// <summary>One row.</summary>
/// <param name="Label">Left of the row, in several lines where it is long.</param>
/// <param name="Dots">From top to bottom.</param>
/// <param name="Mark">A short line across the row, such as the rule of 0.8; null: none.</param>
public sealed record DotRow(string Label, IReadOnlyList<Dot> Dots, double? Mark = null)
{
    /// <summary>Whether a thin line joins the first dot with the last.</summary>
    public bool IsJoined { get; init; } = true;
}

/// <summary>One dot.</summary>
/// <param name="Series">Stands in the legend; decides the look (colour and marker), which is shared between panels.</param>
/// <param name="Value">
/// With its interval, and its seeds as small circles; an undefined one (NaN, infinite) is a mark at the panel's left edge.
/// </param>
public sealed record Dot(string Series, MetricEstimate Value);
