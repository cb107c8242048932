using Ttca.Stages;
using Ttca.Stages.Studies;

namespace Ttca.Build.Publishing;

/// <summary>What <c>docs/studies.md</c> says of a study's figure and table, for the page of results.</summary>
internal static class StudyGuide
{
    private const string Resource = "studies.md";
    private const string Contrasts = "contrasts";

    private static readonly Lazy<IReadOnlyDictionary<string, IReadOnlyList<string>>> Sections = new(Read);

    /// <summary>Its paragraphs without marks; none of what has no section.</summary>
    /// <param name="name">Of the figure and table.</param>
    public static IReadOnlyList<string> Of(string name)
    {
        string section = name.EndsWith($"-{Contrasts}", StringComparison.Ordinal)
            ? Contrasts
            : name == RenderPreprocessingTable.Name ? "controls"
            : name.StartsWith($"{FairnessStudy.Name}-by-", StringComparison.Ordinal) ? FairnessStudy.Name
            : name;
        return Sections.Value.GetValueOrDefault(section) ?? [];
    }

    private static Dictionary<string, IReadOnlyList<string>> Read()
    {
        using var stream = typeof(StudyGuide).Assembly.GetManifestResourceStream(Resource)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n").Split("\n## ").Skip(1).Select(section => section.Split('\n', 2)).ToDictionary(
            section => section[0],
            IReadOnlyList<string> (section) => [.. section[1].Replace("\n- ", "\n\n- ", StringComparison.Ordinal).Split("\n\n")
                .Select(
                    paragraph => paragraph.Replace('\n', ' ')
                        .Replace("*", "", StringComparison.Ordinal)
                        .Replace("`", "", StringComparison.Ordinal)
                        .Trim()).Where(
                    paragraph => paragraph.Length > 0)],
            StringComparer.Ordinal);
    }
}
