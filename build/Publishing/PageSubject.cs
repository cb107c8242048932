using Ttca.Configuration;
using Ttca.Pipeline;
using Ttca.Reporting.Pages;
using Ttca.Stages;
using Ttca.Stages.Studies;

namespace Ttca.Build.Publishing;

/// <summary>What a printed page is about: an experiment, or several side by side.</summary>
internal sealed record PageSubject
{
    public required string Title { get; init; }

    public required string Description { get; init; }

    /// <summary>How it was set up, in short.</summary>
    public required IReadOnlyList<PaperSetting> Settings { get; init; }

    /// <summary>Every parameter, as YAML.</summary>
    public required string Parameters { get; init; }

    /// <summary>In the order of the page; those without files are left out.</summary>
    public required IReadOnlyList<PaperSection> Sections { get; init; }

    public required IReadOnlyList<HtmlClaim> Claims { get; init; }

    /// <param name="experiment">The experiment.</param>
    /// <param name="provenance">Of its finished run.</param>
    /// <param name="origins">Of its files.</param>
    /// <param name="results">Its folder of results.</param>
    public static PageSubject Of(Experiment experiment, Provenance provenance, FileOrigins origins, string results) => new()
    {
        Title = $"Experiment {experiment.ResultsName}",
        Description = experiment.Description,
        Settings = PaperContents.Settings(experiment, provenance),
        Parameters = ConfigurationWriter.Write(experiment),
        Sections = PaperContents.SectionsOf(experiment),
        Claims = PaperContents.Claims(results, origins),
    };

    /// <param name="experiments">Those that are compared; each has a page of its own.</param>
    /// <param name="provenance">Of what compares them.</param>
    /// <param name="origins">Of the files of the whole.</param>
    /// <param name="results">The folder of the whole.</param>
    public static PageSubject Of(ExperimentSet experiments, Provenance provenance, FileOrigins origins, string results)
    {
        IStudy size = new CollectiveSizeStudy();
        return new PageSubject
        {
            Title = $"{experiments.Name}: {string.Join(", ", experiments.Experiments.Select(one => one.Name))}",
            Description = experiments.Description,
            Settings =
            [
                .. experiments.Experiments.Select(
                    one => new PaperSetting(one.Name, $"{one.Description} All of its results are in the folder {one.Name}.".TrimStart())),
                PaperContents.MadeFrom(provenance),
            ],
            Parameters = string.Join("---\n", experiments.Experiments.Select(one => ConfigurationWriter.Write(one))),
            Sections = [new PaperSection(size.Name, size.Question, "")],
            Claims = PaperContents.ComparedClaims(results, origins),
        };
    }
}
