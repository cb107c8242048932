using System.Text.Json;
using Ttca.Pipeline;

namespace Ttca.Build.Running;

/// <summary>Figures and tables of an earlier run of an experiment, which the latest no longer makes.</summary>
internal static class StaleResults
{
    /// <summary>Removes the files that the earlier provenance names and the new one doesn't: they would pass for results of this run.</summary>
    /// <param name="results">The experiment's folder of results.</param>
    /// <param name="earlier">Path of the earlier run's <c>provenance.json</c>; none, or an unreadable one, removes nothing.</param>
    /// <param name="now">The new provenance.</param>
    public static void Remove(string results, string earlier, Provenance now)
    {
        var current = now.Nodes.SelectMany(node => node.Outputs).Select(file => file.Name).ToHashSet(StringComparer.Ordinal);
        foreach (string name in NamesIn(earlier).Where(name => IsRendered(name) && !current.Contains(name)))
        {
            File.Delete(Path.Combine(results, name));
        }
    }

    private static bool IsRendered(string name) =>
        !name.Contains("..", StringComparison.Ordinal)
        && (name.StartsWith("figures/", StringComparison.Ordinal) || name.StartsWith("tables/", StringComparison.Ordinal));

    private static IReadOnlyList<string> NamesIn(string provenance)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(provenance));
            return [.. document.RootElement.GetProperty("nodes").EnumerateArray()
                .SelectMany(node => node.GetProperty("outputs").EnumerateArray())
                .Select(output => output.GetProperty("name").GetString()!)];
        }
        catch (Exception error) when (error is IOException or JsonException or KeyNotFoundException or InvalidOperationException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
