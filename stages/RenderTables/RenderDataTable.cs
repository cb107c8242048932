using Ttca.Learning.Data;
using Ttca.Pipeline;
using Ttca.Reporting.Tables;

namespace Ttca.Stages;

/// <summary>A table of what the data set holds, what was left out of it, and what is there more than once.</summary>
/// <param name="Experiment">The experiment and its data, as captions name them.</param>
public sealed record RenderDataTable(string Experiment) : IStage<RenderedFiles>
{
    /// <summary>Names the files.</summary>
    public const string Name = "data";

    private static readonly Dictionary<string, string> Explanations = new()
    {
        [DatasetNote.Broken] = "Broken images can't be decoded; dataset.broken-share says how many may be.",
        [DatasetNote.WithoutValues] = "Images without a value of an attribute that is used are left out where dataset.missing says so.",
        [DatasetNote.WithoutFile] = "Rows about files that aren't there add nothing. Values named beside them are those that no image has: they are no groups.",
        [DatasetNote.NotRead] = "Files are not read where nothing here decodes what their names end with.",
        [DatasetNote.TestTwins] = "No training image has the pixels of a test image, at the size in use: those that do are left out of training.",
        [DatasetNote.PublishedTwins] = "Training images with the pixels of a test image stay, since others measure on the same published split.",
        [DatasetNote.Repeated] = "Repeated images have the pixels of an earlier one of their split. None that the platform may be trained on is the collective's as well.",
    };

    public required Node<Dataset> Dataset { get; init; }

    public RenderedFiles Run(StageContext context)
    {
        var notes = context.Load(Dataset).Notes;
        return RenderedFiles.Of(new Table
        {
            Name = Name,
            Caption = $"What the data hold before they are divided. Experiment {Experiment}.",
            Columns = [new TableColumn("split"), new TableColumn("what"), new TableColumn("among"), new TableColumn("number", CellKind.Count)],
            Rows = [.. notes.Select(IReadOnlyList<TableCell> (note) => [note.Split, note.What, note.Among, note.Count])],
            RowSources = [.. notes.Select(_ => InputPath.Of(nameof(Dataset)))],
            Notes = [.. Explanations.Where(one => notes.Any(note => note.What == one.Key)).Select(one => one.Value)],
        });
    }
}
