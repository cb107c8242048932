using Ttca.Pipeline;
using Ttca.Reporting.Figures;
using Ttca.Reporting.Figures.HeatMaps;

namespace Ttca.Stages;

/// <summary>A study's figure where two things vary together: heat maps of closure, of the collective with the fidelity in each of its fields and of random signs.</summary>
/// <param name="Experiment">The experiment and its data, as captions name them.</param>
/// <param name="Study">Names the files.</param>
[PartOf("RenderFigures")]
public sealed record RenderHeatMap(string Experiment, string Study) : IStage<RenderedFiles>
{
    public required string RowTitle { get; init; }

    public required string ColumnTitle { get; init; }

    public required IReadOnlyList<string> Rows { get; init; }

    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>Row by row.</summary>
    public required IReadOnlyList<bool> IsMarked { get; init; }

    /// <summary>What the mark says of a field.</summary>
    public required string MarkedMeans { get; init; }

    /// <summary>The study's cells, row by row.</summary>
    public required IReadOnlyList<Node<Metrics>> Metrics { get; init; }

    public required FigureCaption Caption { get; init; }

    public RenderedFiles Run(StageContext context)
    {
        var cells = Metrics.Select(context.Load).ToList();
        var figure = FigureOf(cells);
        return RenderedFiles.Of(Study, figure, Caption.In(cells, figure.Evidence), context.Progress);
    }

    internal HeatMapFigure FigureOf(IReadOnlyList<Metrics> cells)
    {
        return new HeatMapFigure
        {
            Title = $"{Experiment}: {Study}",
            RowTitle = RowTitle,
            ColumnTitle = ColumnTitle,
            ScaleTitle = "Closure of the accuracy gap",
            Rows = Rows,
            Columns = Columns,
            Panels = [Panel("Collective", Conditions.Collective, Fidelity), Panel("Random signs (control)", Conditions.Random, _ => "")],
            MarkedMeans = MarkedMeans,
            Evidence = Evidence.Of([.. cells.Select(metrics => metrics["closure", Conditions.Collective])]),
        };

        HeatMapPanel Panel(string title, string condition, Func<Metrics, string> note) => new(
            title, [.. cells.Zip(IsMarked, (metrics, isMarked) => new HeatMapCell(metrics["closure", condition].Estimate, note(metrics), isMarked)).Chunk(Columns.Count)]);
    }

    private static string Fidelity(Metrics metrics) => FormattableString.Invariant($"fidelity {metrics["fidelity-subgroup", Conditions.None].Estimate.Value:0.00}");
}
