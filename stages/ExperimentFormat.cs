using Ttca.Configuration;

namespace Ttca.Stages;

/// <summary>
/// What experiment files may say, for editors and for people: made from <see cref="Experiment"/> and the records it names, with their
/// doc comments.
/// </summary>
public static class ExperimentFormat
{
    /// <summary>The schema of a file that describes an experiment, beside it in <c>experiments/</c>.</summary>
    public const string Schema = "experiment.schema.json";

    /// <summary>The schema of a file that names several.</summary>
    public const string ListSchema = "experiment-list.schema.json";

    /// <summary>Text of each file that is made, by its path in the repository.</summary>
    public static IReadOnlyDictionary<string, string> Files() => new Dictionary<string, string>
    {
        [$"experiments/{Schema}"] = ConfigurationSchema.Write<Experiment>("An experiment"),
        [$"experiments/{ListSchema}"] = ConfigurationSchema.Write<ExperimentList>("Several experiments in one plan"),
        ["docs/keys.md"] = Page(),
    };

    private static string Page() =>
        """
        # Keys: every key of an experiment file, for who writes one
        Written by `dotnet run --project build -- --target Schema`, from the records that files are read into; editors show the same.
        A key that a file doesn't give has its default. A section may be given in part. Numbers may be fractions: `8/255`.

        """
        + ConfigurationKeys.Write<Experiment>("An experiment")
        + ConfigurationKeys.Write<ExperimentList>("Several experiments in one file");
}
