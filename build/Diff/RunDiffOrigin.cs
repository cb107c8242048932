using System.Globalization;
using System.Text.Json;

namespace Ttca.Build.Diff;

/// <summary>
/// What one node of a run was made with, as <c>provenance.json</c> says. Members that it doesn't know are passed over: other versions may
/// have more.
/// </summary>
/// <param name="Stage">Name of its stage.</param>
/// <param name="Parameters">Values by dotted path; a list is one value.</param>
/// <param name="Files">SHA-256 of the external files that it read.</param>
/// <param name="Fingerprint">Of its code.</param>
/// <param name="Environment">Device, threads and versions, by name.</param>
public sealed record RunDiffOrigin(
    string Stage,
    IReadOnlyDictionary<string, string> Parameters,
    IReadOnlyList<string> Files,
    string Fingerprint,
    IReadOnlyDictionary<string, string> Environment)
{
    /// <exception cref="JsonException">It isn't a provenance file.</exception>
    internal static IReadOnlyList<RunDiffOrigin> Read(byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        return [.. Member(document.RootElement, "nodes", JsonValueKind.Array).EnumerateArray().Select(Of)];
    }

    private static RunDiffOrigin Of(JsonElement node)
    {
        var environment = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (string group in new[] { "versions", "environment" })
        {
            foreach (var (name, value) in Leaves(Member(node, group, JsonValueKind.Object), ""))
            {
                environment[name] = value;
            }
        }

        environment["device"] = Member(node, "device", JsonValueKind.String).GetString()!;
        environment["threads"] = Member(node, "threads", JsonValueKind.Number).GetRawText();
        return new RunDiffOrigin(
            Member(node, "stage", JsonValueKind.String).GetString()!,
            Leaves(Member(node, "parameters", JsonValueKind.Object), "").ToDictionary(
                leaf => leaf.Path, leaf => leaf.Value, StringComparer.Ordinal),
            [.. Member(node, "files", JsonValueKind.Array).EnumerateArray().Select(Text)],
            Member(node, "fingerprint", JsonValueKind.String).GetString()!,
            environment);
    }

    private static JsonElement Member(JsonElement parent, string name, JsonValueKind kind) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var member) && member.ValueKind == kind
            ? member
            : throw new JsonException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"'{name}' is missing, or not {(kind is JsonValueKind.Array or JsonValueKind.Object ? "an" : "a")} "
                        + $"{kind.ToString().ToLowerInvariant()}"));

    private static IEnumerable<(string Path, string Value)> Leaves(JsonElement json, string path) => json.ValueKind == JsonValueKind.Object
        ? json.EnumerateObject()
            .DistinctBy(member => member.Name)
            .SelectMany(member => Leaves(member.Value, path.Length == 0 ? member.Name : $"{path}.{member.Name}"))
        : [(path, Text(json))];

    private static string Text(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => json.GetString()!,
        JsonValueKind.Array => JsonSerializer.Serialize(json),
        _ => json.GetRawText(),
    };
}
