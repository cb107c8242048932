using Ttca.Fairness;
using Ttca.Reporting.Figures.Panels;

namespace Ttca.Reporting.Figures.Lines;

/// <summary>
/// Estimates along one parameter, such as closure by collective size: a line with its intervals per series (a band; bars where seeds are
/// few), every seed as a small point, what doesn't depend on the parameter as a band across, in panels side by side, as many as there is
/// room for. One legend above all panels: a name looks the same in each of them.
/// </summary>
public sealed record LineFigure : Figure
{
    private const float NarrowestPanel = 68 * PointsPerMillimetre;

    /// <summary>The variable, the same in each panel.</summary>
    public required Axis X { get; init; }

    /// <summary>At least one; with several, each gets a letter before its title.</summary>
    public required IReadOnlyList<LinePanel<MetricEstimate>> Panels { get; init; }

    public required Evidence Evidence { get; init; }

    /// <inheritdoc/>
    protected override FigureLayout Arrange()
    {
        foreach (var panel in Panels)
        {
            Check(panel);
        }

        var looks = SeriesLook.ByName(
            [.. Panels.SelectMany(p => p.Series).Select(s => s.Name), .. Panels.SelectMany(p => p.Bands).Select(b => b.Name)]);
        var grid = PanelGrid.Of(Panels.Count, Width, NarrowestPanel);
        var plots = Panels.Select(
            (panel, i) => LinePlot.Of(
                panel,
                X with { Title = panel.XTitle ?? X.Title },
                Evidence.IsOfFewSeeds,
                PanelGrid.Letter(i, Panels.Count),
                looks,
                grid.PanelWidth)).ToList();
        return grid.Arrange(new Legend(Explanations(looks, plots), Width), plots);
    }

    private void Check(LinePanel<MetricEstimate> panel)
    {
        foreach (var series in panel.Series)
        {
            if (series.Points.FirstOrDefault(p => !X.CanShow(p.X)) is { } bad)
            {
                throw new ArgumentException($"panel '{panel.Title}', series '{series.Name}': x = {bad.X} cannot stand on a {X.Scale} axis");
            }
        }

        if (panel.Series.Select(s => s.Name)
            .Concat(panel.Bands.Select(b => b.Name))
            .GroupBy(name => name)
            .FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"panel '{panel.Title}' has {twice.Count()} series named '{twice.Key}'; names must differ");
        }
    }

    private IEnumerable<LegendEntry> Explanations(IReadOnlyDictionary<string, SeriesLook> looks, List<LinePlot> plots) =>
    [
        .. looks.Select(
            look => Panels.Any(p => p.Series.Any(s => s.Name == look.Key))
                ? LegendEntries.Line(look.Key, look.Value)
                : LegendEntries.Across(look.Key, look.Value)),
        .. LegendEntries.OfEstimates(
            Panels.SelectMany(LineRanges.Estimates),
            plots.Any(p => p.HasOpenInterval),
            Evidence,
            Evidence.IsOfFewSeeds ? LegendEntries.UprightBar(Evidence.IntervalName) : LegendEntries.Band(Evidence.IntervalName)),
    ];
}

/// <summary>One pair of axes with its series.</summary>
/// <typeparam name="T">
/// What stands at a point: an estimate, or, while a figure is planned, where that will be found (<see cref="Select"/>).
/// </typeparam>
/// <param name="Title">What the panel shows; stands above it.</param>
/// <param name="Y">What is measured.</param>
/// <param name="Series">At least one, each with its own name; the first is on top.</param>
/// <param name="References">Horizontal lines to compare with, such as the majority's accuracy.</param>
public sealed record LinePanel<T>(string Title, Axis Y, IReadOnlyList<LineSeries<T>> Series, IReadOnlyList<ReferenceLine<T>> References)
    where T : class
{
    /// <summary>Where x has another title than in the other panels.</summary>
    public string? XTitle { get; init; }

    /// <summary>What doesn't depend on x, such as a control that is the same for every collective size; named as series are.</summary>
    public IReadOnlyList<ReferenceBand<T>> Bands { get; init; } = [];

    /// <summary>The same panel with other values.</summary>
    public LinePanel<TOther> Select<TOther>(Func<T, TOther> value)
        where TOther : class => new(
            Title,
            Y,
            [
                .. Series.Select(
                    series => new LineSeries<TOther>(
                        series.Name, [.. series.Points.Select(point => new LinePoint<TOther>(point.X, value(point.Value)))])),
            ],
            [.. References.Select(line => line.Select(value))])
        {
            XTitle = XTitle,
            Bands = [.. Bands.Select(band => new ReferenceBand<TOther>(band.Name, value(band.Value)))],
        };
}

/// <summary>
/// An estimate that is the same for every x: a line across the panel with its interval as a band, and at the right its seeds.
/// </summary>
/// <param name="Name">Stands in the legend.</param>
/// <param name="Value">An undefined one (NaN) is a mark at the panel's foot.</param>
public sealed record ReferenceBand<T>(string Name, T Value);

/// <summary>One line of a panel.</summary>
/// <param name="Name">Stands in the legend; decides the look (colour, line, marker), which is shared between panels.</param>
/// <param name="Points">In any order.</param>
public sealed record LineSeries<T>(string Name, IReadOnlyList<LinePoint<T>> Points);

/// <summary>One point of a series.</summary>
/// <param name="X">Where on the x axis.</param>
/// <param name="Value">
/// With its interval, and its seeds as small circles; an undefined one (NaN) leaves a gap in the line and a mark at the panel's foot.
/// </param>
public sealed record LinePoint<T>(double X, T Value);
