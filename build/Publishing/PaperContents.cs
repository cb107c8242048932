using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Ttca.Datasets;
using Ttca.Fairness;
using Ttca.Learning.Data;
using Ttca.Learning.Training;
using Ttca.Pipeline;
using Ttca.Reporting;
using Ttca.Reporting.Claims;
using Ttca.Reporting.Pages;
using Ttca.Stages;
using Ttca.Stages.Codecs;
using Ttca.Stages.Studies;

namespace Ttca.Build.Publishing;

/// <summary>What the printed page says, from the experiment, its claims and its provenance.</summary>
internal static class PaperContents
{
    private const string Figures = "figures/";
    private const string Tables = "tables/";
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The studies in the experiment's order, then the pictures that every experiment has.</summary>
    public static IReadOnlyList<PaperSection> SectionsOf(Experiment experiment) =>
    [
        .. experiment.Studies.SelectMany(SectionsOf),
        new(RenderPreprocessingTable.Name, RenderPreprocessingTable.Question, ""),
        new(RenderVarianceTable.Name, RenderVarianceTable.Question, ""),
        new(RenderTuningTable.Name, RenderTuningTable.Question, ""),
        new(RenderDataTable.Name, "What do the data hold?", ""),
        new("perturbations", "What do the perturbations look like?", ""),
        new("examples", "What do images look like before and after?", ""),
    ];

    private static IEnumerable<PaperSection> SectionsOf(IStudy study) =>
    [
        new(study.Name, study.Question, ""),
        new(RenderContrastsTable.NameOf(study.Name), RenderContrastsTable.QuestionOf(study.Name), ""),
        .. study switch
        {
            FairnessStudy fairness =>
            [
                .. fairness.Attributes.Select(
                    attribute => new PaperSection(FairnessStudy.FigureOf(attribute), FairnessStudy.QuestionOf(attribute), "")),
                new(RenderGroupsTable.Name, FairnessStudy.GroupsQuestion, ""),
            ],
            AblationStudy => [new(WrongClaims.Name, WrongClaims.Question, ""), new(MatchedClaims.Name, MatchedClaims.Question, "")],
            DefenceStudy => [new(Detection.Name, Detection.Question, "")],
            _ => Array.Empty<PaperSection>(),
        },
    ];

    /// <summary>Those of the known sections that have files, with the captions of their figures, then what else there is.</summary>
    /// <param name="known">In the order of the page.</param>
    /// <param name="files">Names of all files of the results.</param>
    /// <param name="read">Gives the text of one.</param>
    public static IReadOnlyList<PaperSection> Sections(
        IReadOnlyList<PaperSection> known, IEnumerable<string> files, Func<string, string> read)
    {
        var names = files.ToHashSet(StringComparer.Ordinal);
        var others = names.Select(NameOf)
            .OfType<string>()
            .Except(known.Select(section => section.Name))
            .Order(StringComparer.Ordinal)
            .Select(name => new PaperSection(name, name, ""));
        return
        [
            .. from section in known.Concat(others)
               let caption = $"{Figures}{section.Name}.txt"
               let shown = section with
               {
                   HasFigure = names.Contains($"{Figures}{section.Name}.pdf"),
                   HasTable = names.Contains($"{Tables}{section.Name}.tex"),
                   Caption = names.Contains(caption) ? read(caption).TrimEnd() : "",
                   Guide = StudyGuide.Of(section.Name),
               }
               where shown.HasFigure || shown.HasTable
               select shown,
        ];
    }

    /// <summary>How the experiment was set up, in short; every parameter is in the report.</summary>
    public static IReadOnlyList<PaperSetting> Settings(Experiment experiment, Provenance provenance) =>
    [
        new(
            "Data",
            $"{experiment.Dataset.Name}, {Count(experiment.Dataset.PlatformImages)} images for the platform, at most "
                + $"{Count(experiment.Dataset.TestImages)} test images"),
        new("Subgroup", string.Join("; ", experiment.Disparity.Subgroup.Select(Text)) + Disparity(experiment.Disparity)),
        new("Platform", Text(experiment.Platform)),
        new(
            "Collective",
            $"{string.Join(", ", experiment.Collective.Sizes.Select(Count))} members with "
                + $"{Quantity.Of(experiment.Collective.QueriesPerMember, "query")} each, answers: "
                + $"{experiment.Collective.Answers.ToString().ToLowerInvariant()}"),
        new("Proxy", Text(experiment.Proxy)),
        new(
            "Perturbation",
            $"at most {experiment.Perturbation.Epsilon} of a pixel value, {Quantity.Of(experiment.Perturbation.Steps, "step")}"),
        new(
            "Statistics",
            $"{Quantity.Of(experiment.Seeds.Count, "seed")}, {Quantity.Of(experiment.Bootstrap.Resamples, "bootstrap resample")}"),
        MadeFrom(provenance),
    ];

    /// <summary>Commit, versions and machine.</summary>
    public static PaperSetting MadeFrom(
        Provenance provenance) =>
            new("Made from", string.Join(", ", provenance.Versions.Select(version => $"{version.Key} {version.Value}")));

    public static IReadOnlyList<HtmlClaim> Claims(string results, FileOrigins origins) =>
        [.. Read<ExperimentClaims>(results).Claims.Select(claim => Of(claim, claim.Id, origins))];

    /// <summary>Those of several experiments, each claim's side by side.</summary>
    public static IReadOnlyList<HtmlClaim> ComparedClaims(string results, FileOrigins origins) =>
    [
        .. from one in Read<ComparedClaims>(results).Experiments
           from claim in one.Claims
           orderby claim.Id     // stable: experiments keep their order
           select Of(claim, $"{claim.Id}, {one.Experiment}:", origins),
    ];

    public static IReadOnlyList<ProvenanceEntry> Entries(Provenance provenance) =>
    [
        .. provenance.Nodes.Select(node => new ProvenanceEntry
        {
            Id = node.Node,
            Stage = node.Stage,
            Label = node.Label,
            Parameters = JsonSerializer.Serialize(node.Parameters, Indented),
            Inputs = node.Inputs,
            Files = [.. node.Outputs.Select(file => (file.Name, file.Sha256)), .. node.Files.Select(hash => ("read from outside", hash))],
            Facts =
            [
                new("Code", node.Fingerprint),
                new("Seed", node.Seed.ToString(CultureInfo.InvariantCulture)),
                new("Device", string.Create(CultureInfo.InvariantCulture, $"{node.Device}, {Quantity.Of(node.Threads, "thread")}")),
                new("Versions", string.Join(", ", node.Versions.Select(version => $"{version.Key} {version.Value}"))),
                new("Started", node.Started.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture)),
                new("Took", string.Create(CultureInfo.InvariantCulture, $"{node.Seconds:0.000} s")),
            ],
        }),
    ];

    /// <summary>Ids of the nodes that made a section's files.</summary>
    public static IReadOnlyList<string> SourcesOf(PaperSection section, FileOrigins origins) =>
        [.. origins.Names.Where(file => NameOf(file) == section.Name).Select(origins.MakerOf).Distinct()];

    /// <summary>Name of the section that a file belongs to; null: none.</summary>
    private static string? NameOf(string file) =>
        file.StartsWith(Figures, StringComparison.Ordinal) || file.StartsWith(Tables, StringComparison.Ordinal)
            ? Path.GetFileNameWithoutExtension(file)
            : null;

    private static T Read<T>(string results) =>
        JsonSerializer.Deserialize<T>(File.ReadAllBytes(Path.Combine(results, ExperimentClaims.FileName)), JsonFormat.Options)!;

    private static HtmlClaim Of(Claim claim, string label, FileOrigins origins) =>
        new(label, claim, [.. claim.RestsOn.Select(path => origins.Resolve(ExperimentClaims.FileName, path)).OfType<string>()]);

    private static string Text(SubgroupParameters subgroup) => subgroup.Attribute is null
        ? string.Create(CultureInfo.InvariantCulture, $"{subgroup.Name} {subgroup.Amount}")
        : $"{subgroup.Attribute} {string.Join(" or ", subgroup.Values!)}";

    private static string Disparity(DisparityParameters disparity) =>
        (disparity.ShareInTraining is { } share
            ? string.Create(CultureInfo.InvariantCulture, $"; {share} of the platform's training images")
            : "")
        + (disparity.LabelNoise > 0 ? string.Create(CultureInfo.InvariantCulture, $"; {disparity.LabelNoise} of its labels wrong") : "");

    private static string Text(
        TrainingParameters training) =>
            $"{training.Architecture}, "
                + $"{Quantity.Of(training.Epochs, "epoch")}"
                + $"{(training.MinimumSteps > 0 ? $" and no fewer than {Quantity.Of(training.MinimumSteps, "step")}" : "")}";

    private static string Count(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
