using System.ComponentModel.DataAnnotations;
using Ttca.Configuration;

namespace Ttca.Stages;

/// <summary>What one file has run: an experiment, or several in one plan, which share what is equal.</summary>
/// <param name="Name">Names the folder of results.</param>
/// <param name="Description">What it is for.</param>
/// <param name="Experiments">In the order of the file.</param>
/// <param name="IsList">Whether the file names other experiment files.</param>
public sealed record ExperimentSet(string Name, string Description, IReadOnlyList<Experiment> Experiments, bool IsList)
{
    private static readonly string[] OwnFolders = ["figures", "tables"];

    /// <summary>Reads an experiment file, or one that names several (<see cref="ExperimentList"/>).</summary>
    /// <param name="path">The file.</param>
    /// <param name="overrides">
    /// <c>path=value</c>. Of several experiments, each changes all; or, with the name of one's file and a dot before it
    /// (<c>cifar10.replicates.platforms=3</c>), that one.
    /// </param>
    /// <param name="hint">The last line of the message when there are errors: what to do next.</param>
    /// <exception cref="ConfigurationException">A file or an override is wrong.</exception>
    public static ExperimentSet Read(string path, IReadOnlyList<string> overrides, string? hint = null)
    {
        ArgumentNullException.ThrowIfNull(overrides);
        var file = ConfigurationFile.Open(path, hint);
        if (!file.HasMember(ExperimentList.Member))
        {
            var single = file.Read<Experiment>(overrides, hint);
            return new ExperimentSet(single.ResultsName, single.Description, [single], IsList: false);
        }

        List<Experiment> experiments = [];
        var list = file.Read<ExperimentList>(null, hint, list => ReadAll(list, file.Folder, overrides, hint, experiments));
        return new ExperimentSet(list.Name, list.Description, experiments, IsList: true);
    }

    private static List<ValidationResult> ReadAll(
        ExperimentList list, string folder, IReadOnlyList<string> overrides, string? hint, List<Experiment> experiments)
    {
        List<ValidationResult> problems = [];
        var files = list.Experiments.Select(file => Path.GetFullPath(Path.Combine(folder, file))).ToList();
        foreach (var (index, (name, file)) in list.Experiments.Zip(files).Index())
        {
            if (ProblemOf(name, file, files.Take(index)) is { } problem)
            {
                problems.Add(new ValidationResult($"'{name}' {problem}", [nameof(ExperimentList.Experiments)]));
            }
        }

        string[] stems = [.. files.Select(file => Path.GetFileNameWithoutExtension(file))];
        problems.AddRange(overrides.Where(setting => stems.Contains(setting.Split('=')[0])).Select(setting => new ValidationResult(
            $"--set {setting} names an experiment, but none of its parameters: write {setting.Split('=')[0]}.PATH=VALUE, such as "
                + $"{setting.Split('=')[0]}.replicates.platforms=3",
            [nameof(ExperimentList.Experiments)])));
        if (problems.Count > 0)
        {
            return problems;
        }

        foreach (string file in files)
        {
            var experiment = ConfigurationReader.ReadFile<Experiment>(
                file, OverridesOf(Path.GetFileNameWithoutExtension(file), stems, overrides), hint);
            if (OwnFolders.Contains(experiment.Name) || experiments.Any(other => other.Name == experiment.Name))
            {
                problems.Add(new ValidationResult(
                    $"'{Path.GetFileName(file)}' holds an experiment named '{experiment.Name}', whose folder of results another one has",
                    [nameof(ExperimentList.Experiments)]));
            }

            experiments.Add(experiment);
        }

        return problems;
    }

    private static string? ProblemOf(string name, string file, IEnumerable<string> earlier) =>
        LocalPathAttribute.Problem(name) is { } problem ? problem
        : !File.Exists(file) ? $"is no file that there is: {file}"
        : earlier.Contains(file) ? "is named twice"
        : ConfigurationFile.Open(file).HasMember(ExperimentList.Member) ? "names experiments itself: name these here instead"
        : null;

    /// <summary>What is said of all, and of this one; a file's name may hold dots itself.</summary>
    private static IEnumerable<string> OverridesOf(string stem, string[] stems, IReadOnlyList<string> overrides)
    {
        foreach (string setting in overrides)
        {
            string? named = stems.Where(name => setting.StartsWith(name + ".", StringComparison.Ordinal)).MaxBy(name => name.Length);
            if (named is null)
            {
                yield return setting;
            }
            else if (named == stem)
            {
                yield return setting[(stem.Length + 1)..];
            }
        }
    }
}

/// <summary>What a file says that names experiments to run together: one plan, and files that compare them.</summary>
public sealed record ExperimentList : IValidatableObject
{
    /// <summary>What tells such a file from an experiment.</summary>
    internal const string Member = "experiments";

    /// <summary>Names the folder of results; lower case letters, digits and hyphens.</summary>
    [RegularExpression("[a-z0-9][a-z0-9-]{0,63}")]
    public required string Name { get; init; }

    /// <summary>One sentence on what they are for; no result depends on it.</summary>
    public string Description { get; init; } = "";

    /// <summary>Experiment files, by paths relative to this one; each once, and none that names others itself.</summary>
    [Length(1, 16)]
    public required IReadOnlyList<string> Experiments { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Name == "store")
        {
            yield return new ValidationResult("'store' is the name of the folder of finished work: choose another", [nameof(Name)]);
        }
    }
}
