using System.Globalization;
using Ttca.Pipeline;
using Ttca.Reporting.Tables;

namespace Ttca.Stages;

/// <summary>The table of what was tried before the values of an experiment were chosen.</summary>
/// <param name="Experiment">The experiment and its data, as captions name them.</param>
/// <param name="Seeds">That were chosen on.</param>
/// <param name="Tried">Losers too.</param>
[PartOf("RenderTables")]
public sealed record RenderTuningTable(string Experiment, IReadOnlyList<int> Seeds, IReadOnlyList<Trial> Tried) : IStage<RenderedFiles>
{
    /// <summary>Names the files.</summary>
    public const string Name = "tuning";

    public const string Question = "What was tried before the values were chosen?";

    public RenderedFiles Run(StageContext context) => RenderedFiles.Of(new Table
    {
        Name = Name,
        Caption = $"{Question} Experiment {Experiment}.",
        Columns = [new TableColumn("Setting"), new TableColumn("Found"), new TableColumn("Chosen")],
        Rows = [.. Tried.Select(IReadOnlyList<TableCell> (trial) => [trial.Setting, trial.Found, trial.IsChosen ? "yes" : ""])],
        Notes =
        [
            string.Create(
                CultureInfo.InvariantCulture,
                $"On seeds {string.Join(", ", Seeds)}, of which none is reported; as the experiment file says."),
        ],
    });
}
