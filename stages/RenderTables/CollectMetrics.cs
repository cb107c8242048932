using System.Text.Json;
using Ttca.Pipeline;
using Ttca.Stages.Codecs;
using Ttca.Stages.Studies;

namespace Ttca.Stages;

/// <summary>Every number of an experiment in one file: <c>metrics.json</c>.</summary>
public sealed record CollectMetrics(string Experiment, int Seeds, IReadOnlyList<CellLabel> Cells) : IStage<RenderedFiles>
{
    /// <summary>In the order of the cells.</summary>
    public required IReadOnlyList<Node<Metrics>> Metrics { get; init; }

    public RenderedFiles Run(StageContext context)
    {
        var document = new Document(Experiment, Seeds, [.. Cells.Zip(Metrics.Select(context.Load), (cell, metrics) => new Cell(cell.Study, cell.Variable, cell.Value, metrics))]);
        return new RenderedFiles([("metrics.json", JsonSerializer.SerializeToUtf8Bytes(document, JsonFormat.Options))]);
    }

    private sealed record Document(string Experiment, int Seeds, IReadOnlyList<Cell> Cells);

    private sealed record Cell(string Study, string Variable, string Value, Metrics Metrics);
}
