using System.Globalization;
using System.Text.Json;
using Ttca.Fairness;
using Ttca.Pipeline;
using Ttca.Reporting.Tables;
using Ttca.Stages.Codecs;

namespace Ttca.Stages;

/// <summary>The table of whose the spread of the effect is: which of platforms, proxies and images to draw more of.</summary>
/// <param name="Experiment">The experiment and its data, as captions name them.</param>
/// <param name="Setting">What was held fixed.</param>
[PartOf("RenderTables")]
public sealed record RenderVarianceTable(string Experiment, string Setting) : IStage<RenderedFiles>
{
    /// <summary>Names the files.</summary>
    public const string Name = "variance";

    public const string Question = "Does the draw of the platform, of the proxy or of the images decide how much a collective gains?";

    public required Node<DividedVariance> Variance { get; init; }

    public RenderedFiles Run(StageContext context)
    {
        var variance = context.Load(Variance);
        return new RenderedFiles(
        [
            .. RenderedFiles.Of(TableOf(variance)).Files.Select(file => (file.Key, file.Value)),
            ($"tables/{Name}.json", JsonSerializer.SerializeToUtf8Bytes(variance, JsonFormat.Options)),
        ]);
    }

    internal Table TableOf(DividedVariance variance) => new()
    {
        Name = Name,
        Caption = $"{Question} Experiment {Experiment}; {Setting}.",
        Columns =
        [
            new TableColumn("Source"),
            new TableColumn("Subgroup accuracy: deviation", CellKind.Number) { Decimals = 3 },
            new TableColumn("of the mean's variance", CellKind.Number, "%") { Decimals = 0 },
            new TableColumn("Gain: deviation", CellKind.Number) { Decimals = 3 },
            new TableColumn("of the mean's variance", CellKind.Number, "%") { Decimals = 0 },
        ],
        Rows = [.. variance.Accuracy.Components.Zip(variance.Gain.Components, IReadOnlyList<TableCell> (accuracy, gain) =>
            [accuracy.Source, accuracy.Deviation, ShareOf(accuracy, variance.Accuracy), gain.Deviation, ShareOf(gain, variance.Gain)])],
        RowSources = [.. variance.Accuracy.Components.Select(_ => InputPath.Of(nameof(Variance)))],
        Notes =
        [
            string.Create(
                CultureInfo.InvariantCulture,
                $"Subgroup accuracy {variance.Accuracy.Mean}, gain {variance.Gain.Mean}: means of {variance.Accuracy.Platforms} "
                    + $"platforms x {variance.Accuracy.Proxies} proxies of each x {variance.Accuracy.Images:N0} images of the "
                    + $"subgroup, 95 % t-intervals."),
            $"Definitions: docs/studies.md, {Name}.",
        ],
    };

    /// <summary>Percent, of the estimates above zero.</summary>
    private static double ShareOf(VarianceComponent component, VarianceComponents all) =>
        100 * Math.Max(0, component.OfMean) / all.Components.Sum(one => Math.Max(0, one.OfMean));
}
