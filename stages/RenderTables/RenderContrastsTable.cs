using System.Globalization;
using System.Text.Json;
using Ttca.Pipeline;
using Ttca.Reporting.Tables;
using Ttca.Stages.Codecs;

namespace Ttca.Stages;

/// <summary>The table of a study's contrasts: what answers its question, as differences with their intervals and tests.</summary>
/// <param name="Experiment">The experiment and its data, as captions name them.</param>
/// <param name="Study">Begins the files' names.</param>
[PartOf("RenderTables")]
public sealed record RenderContrastsTable(string Experiment, string Study) : IStage<RenderedFiles>
{
    public required Node<Contrasts> Contrasts { get; init; }

    /// <summary>Names the files of a study's table.</summary>
    public static string NameOf(string study) => $"{study}-contrasts";

    /// <summary>What the table answers, a sentence.</summary>
    public static string QuestionOf(string study) => $"Which differences does the study {study} find?";

    public RenderedFiles Run(StageContext context)
    {
        var contrasts = context.Load(Contrasts);
        return new RenderedFiles(
        [
            .. RenderedFiles.Of(TableOf(contrasts.All)).Files.Select(file => (file.Key, file.Value)),
            ($"tables/{NameOf(Study)}.json", JsonSerializer.SerializeToUtf8Bytes(contrasts, JsonFormat.Options)),
        ]);
    }

    internal Table TableOf(IReadOnlyList<MeasuredContrast> contrasts) => new()
    {
        Name = NameOf(Study),
        Caption = $"{QuestionOf(Study)} Experiment {Experiment}.",
        Columns =
        [
            new TableColumn("Contrast"),
            new TableColumn("Difference of accuracies", CellKind.Interval) { Decimals = 3 },
            new TableColumn("p"),
        ],
        Rows = [.. contrasts.Zip(PValues.Adjusted([.. contrasts.Select(contrast => contrast.Test)]), (contrast, p) =>
            (IReadOnlyList<TableCell>)[contrast.Name, contrast.Difference.Estimate, p])],
        RowSources = [.. contrasts.Select(_ => InputPath.Of(nameof(Contrasts)))],
        Notes =
        [
            StudyNotes.Intervals([.. contrasts.Select(contrast => contrast.Difference)], file: $"{NameOf(Study)}.json"),
            string.Create(
                CultureInfo.InvariantCulture,
                $"p: {contrasts[0].Test.Permutations:N0} "
                    + $"permutations{(contrasts.Count > 1 ? $", corrected by Holm for the {contrasts.Count} contrasts" : "")}; for "
                    + $"these platforms. Of the subgroup unless the majority is named."),
            StudyNotes.Reading("contrasts", contrasts.Select(contrast => contrast.Difference)),
        ],
    };
}
