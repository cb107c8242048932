using System.Globalization;
using Ttca.Pipeline;
using Ttca.Reporting.Tables;

namespace Ttca.Stages;

/// <summary>
/// The table of the control <c>preprocess</c>: how each tool for photos served the subgroup on validation images, and how often it was
/// chosen.
/// </summary>
/// <param name="Experiment">The experiment and its data, as captions name them.</param>
[PartOf("RenderTables")]
public sealed record RenderPreprocessingTable(string Experiment) : IStage<RenderedFiles>
{
    /// <summary>Names the files.</summary>
    public const string Name = "preprocessing";

    public const string Question = "What can any program for photos do for the subgroup?";

    /// <summary>Of each seed.</summary>
    public required IReadOnlyList<Node<PreprocessingChoice>> Choices { get; init; }

    public RenderedFiles Run(StageContext context) => RenderedFiles.Of(TableOf([.. Choices.Select(context.Load)]));

    internal Table TableOf(IReadOnlyList<PreprocessingChoice> choices)
    {
        var tools = choices[0].Trials.Select(trial => trial.Tool).ToList();
        return new Table
        {
            Name = Name,
            Caption = $"{Question} Experiment {Experiment}.",
            Columns =
            [
                new TableColumn("Tool"),
                new TableColumn("Accuracy on validation images", CellKind.Number) { Decimals = 3 },
                new TableColumn("Chosen, seeds", CellKind.Count),
            ],
            Rows = [.. tools.Select(IReadOnlyList<TableCell> (tool) =>
                [
                    tool,
                    choices.Average(choice => choice.Trials.Single(trial => trial.Tool == tool).Accuracy),
                    (long)choices.Count(choice => choice.Best.Tool == tool),
                ])],
            RowSources = [.. tools.Select(_ => InputPath.Of(nameof(Choices), 0))],
            Notes = [string.Create(
                CultureInfo.InvariantCulture,
                $"{choices[0].Best.Images:N0} images of the subgroup × {choices.Count} seeds, which no one else has. Definitions: "
                    + $"docs/studies.md, controls.")],
        };
    }
}
