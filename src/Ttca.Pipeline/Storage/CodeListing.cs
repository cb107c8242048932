namespace Ttca.Pipeline;

/// <summary>What a code fingerprint was made of: the content of <c>code/&lt;fingerprint&gt;.json</c>.</summary>
/// <param name="Parts">Hash of each type or resource of our own, and version of each other assembly, by name.</param>
public sealed record CodeListing(IReadOnlyDictionary<string, string> Parts)
{
    public IReadOnlyDictionary<string, string> Parts { get; init => field = Checked.Map(value); } = Checked.Map(Parts);

    /// <summary>
    /// What differs between two listings, for people: <c>Ttca.Learning.Training.Trainer</c>, <c>assembly MathNet.Numerics 5.0.0.0 ->
    /// 5.1.0.0</c>.
    /// </summary>
    public static IReadOnlyList<string> Differences(CodeListing before, CodeListing now) =>
    [
        .. from name in before.Parts.Keys.Union(now.Parts.Keys).Order(StringComparer.Ordinal)
           let old = before.Parts.GetValueOrDefault(name)
           let current = now.Parts.GetValueOrDefault(name)
           where old != current
           select name.StartsWith("assembly ", StringComparison.Ordinal) ? $"{name} {old ?? "unused"} -> {current ?? "unused"}"
               : old is null ? $"{name} (now reached)"
               : current is null ? $"{name} (no longer reached)"
               : name,
    ];
}
