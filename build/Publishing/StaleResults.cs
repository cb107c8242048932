using System.Text.Json;
using Ttca.Pipeline;

namespace Ttca.Build.Publishing;

/// <summary>Figures and tables of an earlier run of an experiment, which the latest no longer makes.</summary>
public static class StaleResults
{
    /// <summary>A hundred times what the largest experiment writes: more is some other file.</summary>
    private const long LargestProvenance = 256L << 20;

    /// <summary>
    /// Removes the files that the earlier provenance names and the new one doesn't: they would pass for results of this run.
    /// </summary>
    /// <param name="results">The experiment's folder of results.</param>
    /// <param name="earlier">Path of the earlier run's <c>provenance.json</c>; none, or an unreadable one, removes nothing.</param>
    /// <param name="now">The new provenance.</param>
    public static void Remove(string results, string earlier, Provenance now)
    {
        ArgumentNullException.ThrowIfNull(now);
        var current = now.Nodes.SelectMany(node => node.Outputs).Select(file => file.Name).ToHashSet(StringComparer.Ordinal);
        foreach (string name in NamesIn(earlier).Where(name => IsRendered(name) && !current.Contains(name)))
        {
            RemoveFile(results, name);
        }
    }

    /// <summary>The file may come from anywhere, with the folder around it.</summary>
    private static bool IsRendered(string name) =>
        ArtifactFile.IsName(name)
            && (name.StartsWith("figures/", StringComparison.Ordinal) || name.StartsWith("tables/", StringComparison.Ordinal));

    /// <summary>A link in the way leads to what isn't the results'; what can't be removed stays, as the run itself went well.</summary>
    private static void RemoveFile(string results, string name)
    {
        string path = results;
        foreach (string folder in name.Split('/')[..^1])
        {
            path = Path.Combine(path, folder);
            if (new DirectoryInfo(path).LinkTarget is not null)
            {
                return;
            }
        }

        try
        {
            File.Delete(Path.Combine(results, name));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A folder of that name, or nobody's to remove.
        }
    }

    private static IReadOnlyList<string> NamesIn(string provenance)
    {
        try
        {
            if (new FileInfo(provenance) is not { Exists: true, Length: > 0 and <= LargestProvenance })
            {
                return [];
            }

            using var document = JsonDocument.Parse(File.ReadAllBytes(provenance));
            return [.. document.RootElement.GetProperty("nodes").EnumerateArray()
                .SelectMany(node => node.GetProperty("outputs").EnumerateArray())
                .Select(output => output.GetProperty("name").GetString()).OfType<string>()];
        }
        catch (Exception error) when (error is IOException or JsonException or KeyNotFoundException or InvalidOperationException
            or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
