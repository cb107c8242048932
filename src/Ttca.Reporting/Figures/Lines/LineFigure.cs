using Ttca.Fairness;
using Ttca.Reporting.Figures.Panels;

namespace Ttca.Reporting.Figures.Lines;

/// <summary>
/// Estimates along one parameter, such as closure by collective size: a line with its intervals per series (a band; bars where seeds are few), every
/// seed as a small point, what doesn't depend on the parameter as a band across, in panels side by side (beneath each other where the figure is
/// narrow). One legend above all panels: a name looks the same in each of them.
/// </summary>
public sealed record LineFigure : Figure
{
    private const float NarrowestPanel = 68 * PointsPerMillimetre;

    /// <summary>At least one; with several, each gets a letter before its title.</summary>
    public required IReadOnlyList<LinePanel> Panels { get; init; }

    public required Evidence Evidence { get; init; }

    /// <summary>Height of the area within the axes over its width.</summary>
    /// <value>0.7.</value>
    public double AspectRatio { get; init; } = 0.7;

    /// <inheritdoc/>
    protected override FigureLayout Arrange()
    {
        foreach (var panel in Panels)
        {
            panel.Check();
        }

        var looks = SeriesLook.ByName([.. Panels.SelectMany(p => p.Series).Select(s => s.Name), .. Panels.SelectMany(p => p.Bands).Select(b => b.Name)]);
        var grid = PanelGrid.Of(Panels.Count, Width, NarrowestPanel);
        var plots = Panels.Select((panel, i) => new LinePlot(panel, Evidence, PanelGrid.Letter(i, Panels.Count), looks, grid.PanelWidth, (float)AspectRatio)).ToList();
        return grid.Arrange(new Legend(Explanations(looks, plots), Width), plots);
    }

    private IEnumerable<LegendEntry> Explanations(IReadOnlyDictionary<string, SeriesLook> looks, List<LinePlot> plots) =>
    [
        .. looks.Select(look => Panels.Any(p => p.Series.Any(s => s.Name == look.Key)) ? LegendEntries.Line(look.Key, look.Value) : LegendEntries.Across(look.Key, look.Value)),
        .. LegendEntries.OfEstimates(
            Panels.SelectMany(p => p.Estimates),
            plots.Any(p => p.HasOpenInterval),
            Evidence,
            Evidence.IsOfFewSeeds ? LegendEntries.UprightBar(Evidence.IntervalName) : LegendEntries.Band(Evidence.IntervalName)),
    ];
}

/// <summary>One pair of axes with its series.</summary>
public sealed record LinePanel
{
    /// <summary>What the panel shows; stands above it.</summary>
    public required string Title { get; init; }

    public required Axis X { get; init; }

    public required Axis Y { get; init; }

    /// <summary>At least one, each with its own name.</summary>
    public required IReadOnlyList<LineSeries> Series { get; init; }

    /// <summary>What doesn't depend on x, such as a control that is the same for every collective size; named as series are.</summary>
    public IReadOnlyList<ReferenceBand> Bands { get; init; } = [];

    /// <summary>Horizontal lines to compare with, such as the majority's accuracy.</summary>
    public IReadOnlyList<ReferenceLine> References { get; init; } = [];

    internal IEnumerable<(Estimate Estimate, IReadOnlyList<double> Seeds)> Estimates =>
        [
            .. Series.SelectMany(s => s.Points).Select(p => (p.Estimate, p.Seeds)),
            .. Bands.Select(b => (b.Estimate, b.Seeds)),
            .. References.Where(r => r.Interval is not null).Select(r => (r.Interval!, r.Seeds)),
        ];

    internal void Check()
    {
        foreach (var series in Series)
        {
            if (series.Points.FirstOrDefault(p => !X.CanShow(p.X)) is { } bad)
            {
                throw new ArgumentException($"panel '{Title}', series '{series.Name}': x = {bad.X} cannot stand on a {X.Scale} axis");
            }
        }

        if (Series.Select(s => s.Name).Concat(Bands.Select(b => b.Name)).GroupBy(name => name).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"panel '{Title}' has {twice.Count()} series named '{twice.Key}'; names must differ");
        }
    }
}

/// <summary>An estimate that is the same for every x: a line across the panel with its interval as a band, and at the right its seeds.</summary>
/// <param name="Name">Stands in the legend.</param>
/// <param name="Estimate">Value with interval; an undefined one (NaN) is a mark at the panel's foot.</param>
/// <param name="Seeds">The value of each seed alone; NaN (undefined) ones are left out.</param>
public sealed record ReferenceBand(string Name, Estimate Estimate, IReadOnlyList<double> Seeds);

/// <summary>One line of a panel.</summary>
/// <param name="Name">Stands in the legend; decides the look (colour, line, marker), which is shared between panels.</param>
/// <param name="Points">In any order.</param>
public sealed record LineSeries(string Name, IReadOnlyList<LinePoint> Points);

/// <summary>One estimate of a series.</summary>
/// <param name="X">Where on the x axis.</param>
/// <param name="Estimate">Value with interval; an undefined one (NaN) leaves a gap in the line and a mark at the panel's foot.</param>
/// <param name="Seeds">The value of each seed alone, drawn as small points; NaN (undefined) ones are left out.</param>
public sealed record LinePoint(double X, Estimate Estimate, IReadOnlyList<double> Seeds);
