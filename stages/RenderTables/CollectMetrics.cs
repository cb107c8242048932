using System.Text.Json;
using Ttca.Datasets;
using Ttca.Pipeline;
using Ttca.Stages.Codecs;
using Ttca.Stages.Studies;

namespace Ttca.Stages;

/// <summary>Every number of an experiment in one file: <c>metrics.json</c>.</summary>
[PartOf("RenderTables")]
public sealed record CollectMetrics(string Experiment, int Seeds, IReadOnlyList<CellLabel> Cells) : IStage<RenderedFiles>
{
    /// <summary>In the order of the cells.</summary>
    public required IReadOnlyList<Node<Metrics>> Metrics { get; init; }

    /// <summary>The experiment's data set; none where several experiments are compared.</summary>
    public IReadOnlyList<Node<Dataset>> Data { get; init; } = [];

    public RenderedFiles Run(StageContext context)
    {
        var cells = Cells.Zip(Metrics.Select(context.Load), (cell, metrics) =>
            new CellMetrics(cell.Study, cell.Variable, cell.Value, metrics));
        var document = new ExperimentMetrics(
            Experiment, Seeds, [.. cells]) { Data = [.. Data.SelectMany(data => context.Load(data).Notes)] };
        return new RenderedFiles([(ExperimentMetrics.FileName, JsonSerializer.SerializeToUtf8Bytes(document, JsonFormat.Options))]);
    }
}

/// <summary>What <c>metrics.json</c> holds.</summary>
/// <param name="Experiment">Its name.</param>
/// <param name="Seeds">Replicates of each cell.</param>
/// <param name="Cells">Those of all studies.</param>
public sealed record ExperimentMetrics(string Experiment, int Seeds, IReadOnlyList<CellMetrics> Cells)
{
    public const string FileName = "metrics.json";

    /// <summary>What was counted when the data set was read.</summary>
    public IReadOnlyList<DatasetNote> Data { get; init; } = [];
}

/// <summary>The metrics of one cell of a study's grid, such as members = 50.</summary>
public sealed record CellMetrics(string Study, string Variable, string Value, Metrics Metrics);
