using System.Text.RegularExpressions;

namespace Ttca.Stages.Tests;

/// <summary>Which folders of a project name types of which, read from its sources: namespaces need not follow folders.</summary>
internal static partial class FolderDirections
{
    private static readonly string[] NotSources = ["bin", "obj", "msbuild"];

    /// <summary>Uses against an order: a line for each, such as <c>Running/Run.cs names Table of Tasks</c>.</summary>
    /// <param name="project">Path of the project's folder.</param>
    /// <param name="order">Its folders, each after all that it may use. Files beside the folders may use any, and none of these may use them.</param>
    /// <exception cref="ArgumentException">The project has other folders than these.</exception>
    public static IReadOnlyList<string> Against(string project, IReadOnlyList<string> order)
    {
        var files = Directory.EnumerateFiles(project, "*.cs", SearchOption.AllDirectories)
            .Select(path => (Path: Path.GetRelativePath(project, path).Replace('\\', '/'), Code: CodeOf(File.ReadAllText(path))))
            .Where(file => !NotSources.Contains(FolderOf(file.Path))).OrderBy(file => file.Path, StringComparer.Ordinal).ToList();
        string[] strange = [.. files.Select(file => FolderOf(file.Path)).Append("").Distinct().Except(order.Append("")), .. order.Except(files.Select(file => FolderOf(file.Path)))];
        if (strange.Length > 0)
        {
            throw new ArgumentException($"{project} and the order differ in {string.Join(", ", strange)}", nameof(order));
        }

        var places = order.Append("").Select((folder, place) => (folder, place)).ToDictionary(pair => pair.folder, pair => pair.place);
        var homes = files.SelectMany(file => DeclarationPattern().Matches(file.Code).Select(type => (Name: type.Groups[1].Value, Folder: FolderOf(file.Path))))
            .ToLookup(type => type.Name, type => type.Folder);
        return
        [
            .. from file in files
               let own = FolderOf(file.Path)
               from name in NamePattern().Matches(file.Code).Select(match => match.Value).Distinct()
               where !homes[name].Contains(own)
               from home in homes[name].Distinct()
               where places[home] > places[own]
               select $"{file.Path} names {name} of {(home.Length == 0 ? "the project's root" : home)}",
        ];
    }

    private static string FolderOf(string path) => path.Contains('/', StringComparison.Ordinal) ? path.Split('/')[0] : "";

    /// <summary>Without comments and texts; what stands within an interpolated text is code.</summary>
    private static string CodeOf(string source) => CommentPattern().Replace(TextPattern().Replace(source, ""), "");

    [GeneratedRegex("//.*")]
    private static partial Regex CommentPattern();

    [GeneratedRegex(@"(?<!\$)""(\\.|[^""\\\n])*""")]
    private static partial Regex TextPattern();

    [GeneratedRegex(@"\b(?:class|record struct|record|interface|enum|struct) (\w+)")]
    private static partial Regex DeclarationPattern();

    /// <summary>Not after a dot: a member may have the name of a type.</summary>
    [GeneratedRegex(@"(?<![\w.])[A-Z]\w*")]
    private static partial Regex NamePattern();
}
