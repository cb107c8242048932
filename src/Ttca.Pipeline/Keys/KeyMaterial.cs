using System.Text.Json;

namespace Ttca.Pipeline;

/// <summary>Everything that a node's output depends on.</summary>
public sealed record KeyMaterial
{
    public required string Stage { get; init => field = Checked.Id(value); }

    public required JsonElement Parameters { get; init => field = Checked.Parameters(value); }

    public required IReadOnlyDictionary<string, IReadOnlyList<KeyInput>> Inputs { get; init =>
        field = Checked.Map(value, inputs => Checked.List(inputs)); }

    /// <summary>Where the stage reads external files: <see cref="FileListing.Hash"/> of them.</summary>
    public required IReadOnlyList<string> Files { get; init => field = Checked.List(value, Checked.Digest); }

    public required string Fingerprint { get; init => field = Checked.Digest(value); }

    public required IReadOnlyDictionary<string, string> Environment { get; init => field = Checked.Map(value); }

    /// <summary><see cref="StageContext.Seed"/>. Null in records of earlier versions, whose keys were made without it.</summary>
    public long? Seed { get; init; }

    /// <summary>The key's value.</summary>
    public string Hash() => CanonicalJson.Hash(json =>
    {
        json.WriteStartObject();
        json.WriteStartObject("environment");
        foreach (var (name, value) in Environment.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
        CanonicalJson.WriteStrings("files", Files, json);
        json.WriteString("fingerprint", Fingerprint);
        json.WriteStartObject("inputs");
        foreach (var (name, nodes) in Inputs.OrderBy(input => input.Key, StringComparer.Ordinal))
        {
            CanonicalJson.WriteStrings(name, nodes.Select(from => from.Hash), json);
        }

        json.WriteEndObject();
        json.WritePropertyName("parameters");
        CanonicalJson.Write(Parameters, json);
        if (Seed is { } seed)
        {
            json.WriteNumber("seed", seed);
        }

        json.WriteString("stage", Stage);
        json.WriteEndObject();
    });
}

/// <summary>An input's share of a key.</summary>
/// <param name="Node">Id of the node that made it: for people; not part of the key.</param>
/// <param name="Hash">Hash of the artifact's content; empty where it isn't known.</param>
/// <param name="Key">What that node's result is filed under: to trace it; not part of the key.</param>
public sealed record KeyInput(string Node, string Hash, string Key)
{
    public string Node { get; init => field = Checked.Id(value); } = Checked.Id(Node);

    public string Hash { get; init => field = Checked.DigestOrNothing(value); } = Checked.DigestOrNothing(Hash);

    public string Key { get; init => field = Checked.DigestOrNothing(value); } = Checked.DigestOrNothing(Key);
}
