using Ttca.Pipeline;
using Ttca.Reporting.Figures;
using Ttca.Reporting.Figures.HeatMaps;

namespace Ttca.Stages;

/// <summary>
/// A study's figure where two things vary together: heat maps of closure, of the collective with the fidelity in each of its fields and of
/// random signs.
/// </summary>
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
    public required IReadOnlyList<HeatMapField> Fields { get; init; }

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
            Panels =
            [
                Panel(
                    "Collective",
                    field => field.Closure,
                    field => FormattableString.Invariant($"fidelity {field.Fidelity.In(cells).Estimate.Value:0.00}")),
                Panel("Random signs (control)", field => field.Random, _ => ""),
            ],
            MarkedMeans = MarkedMeans,
            Evidence = Evidence.Of([.. Fields.Select(field => field.Closure.In(cells))]),
        };

        HeatMapPanel Panel(string title, Func<HeatMapField, MetricAt> value, Func<HeatMapField, string> note) =>
            new(
                title,
                [
                    .. Fields.Select(field => new HeatMapCell(value(field).In(cells).Estimate, note(field), field.IsMarked)).Chunk(
                        Columns.Count),
                ]);
    }
}

/// <summary>One row and column.</summary>
/// <param name="Closure">With the collective's perturbation.</param>
/// <param name="Random">Closure with random signs.</param>
/// <param name="Fidelity">Of the proxy.</param>
/// <param name="IsMarked">Whether it is framed.</param>
public sealed record HeatMapField(MetricAt Closure, MetricAt Random, MetricAt Fidelity, bool IsMarked);
