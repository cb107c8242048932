using Cake.Core;

namespace Ttca.Build.CommandLine;

/// <summary>Which file <c>--experiment</c> means.</summary>
public static class ExperimentPath
{
    private static readonly string[] Extensions = [".yaml", ".yml"];

    /// <summary>Full path of the file.</summary>
    /// <param name="experiment">A path; or a name, with or without its extension, in <c>experiments/</c> or the working directory.</param>
    /// <param name="root">The folder that holds <c>experiments/</c>.</param>
    /// <exception cref="CakeException">There is none; the message says where it was looked for.</exception>
    public static string Find(string experiment, string root)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        string folder = Path.Combine(root, "experiments");
        bool isPath = experiment.Contains('/', StringComparison.Ordinal) || experiment.Contains('\\', StringComparison.Ordinal);
        bool isFile = isPath || Extensions.Contains(Path.GetExtension(experiment));
        string[] candidates = isPath ? [Path.GetFullPath(experiment)]
            : isFile ? [Path.GetFullPath(experiment), Path.Combine(folder, experiment)]
            :
            [
                .. Extensions.Select(extension => Path.Combine(folder, experiment + extension)),
                .. Extensions.Select(extension => Path.GetFullPath(experiment + extension)),
            ];
        return candidates.FirstOrDefault(File.Exists) ?? throw new CakeException(
            isFile ? $"--experiment {experiment}: there is no file {string.Join(" or ", candidates)}"
            : $"--experiment {experiment}: unknown; give one of {string.Join(", ", NamesIn(folder))}, or the path of a .yaml or .yml file");
    }

    private static IEnumerable<string> NamesIn(string folder) => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder)
            .Where(file => Extensions.Contains(Path.GetExtension(file)))
            .Select(file => Path.GetFileNameWithoutExtension(file))
            .Order(StringComparer.Ordinal)
        : [];
}
