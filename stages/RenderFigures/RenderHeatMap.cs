using Ttca.Fairness;
using Ttca.Pipeline;
using Ttca.Reporting.Figures.HeatMaps;

namespace Ttca.Stages;

/// <summary>A study's figure where two things vary together: a heat map of closure, with the fidelity in each of its fields.</summary>
/// <param name="Experiment">The experiment and its data, as captions name them.</param>
/// <param name="Study">Names the files.</param>
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

    public RenderedFiles Run(StageContext context)
    {
        var fields = Metrics.Zip(IsMarked, (node, isMarked) => Field(context.Load(node), isMarked));
        return RenderedFiles.Of(Study, new HeatMapFigure
        {
            Title = $"{Experiment}: {Study}",
            RowTitle = RowTitle,
            ColumnTitle = ColumnTitle,
            ScaleTitle = "Closure of the accuracy gap",
            Rows = Rows,
            Columns = Columns,
            Cells = [.. fields.Chunk(Columns.Count)],
            MarkedMeans = MarkedMeans,
        }, context.Progress);
    }

    private static HeatMapCell Field(Metrics metrics, bool isMarked)
    {
        var fidelity = metrics["fidelity-subgroup", Conditions.None].Estimate;
        return new HeatMapCell(metrics["closure", Conditions.Collective].Estimate, FormattableString.Invariant($"fidelity {fidelity.Value:0.00}"), isMarked);
    }
}
