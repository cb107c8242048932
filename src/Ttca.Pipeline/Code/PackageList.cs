using System.Text.Json;

namespace Ttca.Pipeline.Code;

/// <summary>
/// Which assemblies in a program's folder come from packages, as the build wrote it down beside them (<c>*.deps.json</c>).
/// </summary>
internal static class PackageList
{
    /// <summary>Kinds of libraries that are built, or referred to, by their file.</summary>
    private static readonly string[] Own = ["project", "reference"];

    /// <summary>Simple names of the assemblies of packages.</summary>
    public static HashSet<string> In(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*.deps.json").Order(StringComparer.Ordinal).SelectMany(NamesIn)];

    private static List<string> NamesIn(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(file));
        var packages = document.RootElement.GetProperty("libraries").EnumerateObject()
            .Where(library => !Own.Contains(library.Value.GetProperty("type").GetString()))
            .Select(library => library.Name)
            .ToHashSet(StringComparer.Ordinal);
        return
        [
            .. from target in document.RootElement.GetProperty("targets").EnumerateObject()
               from library in target.Value.EnumerateObject()
               where packages.Contains(library.Name) && library.Value.TryGetProperty("runtime", out _)
               from assembly in library.Value.GetProperty("runtime").EnumerateObject()
               select Path.GetFileNameWithoutExtension(assembly.Name),
        ];
    }
}
