using Ttca.Datasets;
using Ttca.Pipeline;
using Ttca.Reporting.Tables;

namespace Ttca.Stages;

/// <summary>A table of what the data set holds, what was left out of it, and what is there more than once.</summary>
/// <param name="Experiment">The experiment and its data, as captions name them.</param>
[PartOf("RenderTables")]
public sealed record RenderDataTable(string Experiment) : IStage<RenderedFiles>
{
    /// <summary>Names the files.</summary>
    public const string Name = "data";

    public required Node<Dataset> Dataset { get; init; }

    public RenderedFiles Run(StageContext context)
    {
        var notes = context.Load(Dataset).Notes;
        return RenderedFiles.Of(new Table
        {
            Name = Name,
            Caption = $"What the data hold before they are divided. Experiment {Experiment}.",
            Columns =
            [
                new TableColumn("split"),
                new TableColumn("what"),
                new TableColumn("among"),
                new TableColumn("number", CellKind.Count),
            ],
            Rows = [.. notes.Select(IReadOnlyList<TableCell> (note) => [note.Split, note.What, note.Among, note.Count])],
            RowSources = [.. notes.Select(_ => InputPath.Of(nameof(Dataset)))],
            Notes = [$"Definitions: docs/studies.md, {Name}."],
        });
    }
}
