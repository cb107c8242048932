using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Ttca.Pipeline;

/// <summary>How a node's output came about: the content of <c>actions/&lt;key&gt;.json</c>.</summary>
public sealed record ActionRecord
{
    public required string Key { get; init; }

    /// <summary>Id of the node in the plan that ran it.</summary>
    public required string Node { get; init; }

    public required string Label { get; init; }

    /// <summary>What the key was made of.</summary>
    public required KeyMaterial Material { get; init; }

    public required IReadOnlyList<ArtifactFile> Outputs { get; init; }

    /// <summary><see cref="StageContext.Seed"/>.</summary>
    public required long Seed { get; init; }

    public required string Device { get; init; }

    public required int Threads { get; init; }

    /// <summary>Versions of what it ran on.</summary>
    public required IReadOnlyDictionary<string, string> Versions { get; init; }

    public required DateTimeOffset Started { get; init; }

    public required double Seconds { get; init; }

    /// <summary>Lines that the stage logged.</summary>
    public required IReadOnlyList<string> Log { get; init; }

    [JsonIgnore]
    public StoredArtifact Stored => new(Node, Key, new Artifact(Outputs));
}

/// <summary>
/// Source-generated serialisation: looking up a hundred up-to-date nodes must not begin with building it by reflection.
/// </summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.KebabCaseLower, WriteIndented = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ActionRecord))]
[JsonSerializable(typeof(HashedFile))]
internal sealed partial class RecordJson : JsonSerializerContext;

/// <summary>The bytes of an action file: the record and a checksum over it, so that a file damaged or edited by hand isn't believed.</summary>
internal static class ActionFile
{
    private const string Checksum = "checksum";

    public static byte[] Write(ActionRecord record)
    {
        var json = JsonSerializer.SerializeToElement(record, RecordJson.Default.ActionRecord);
        var file = JsonObject.Create(json)!;
        file[Checksum] = CanonicalJson.Hash(json);
        return JsonSerializer.SerializeToUtf8Bytes(file, Indented);
    }

    /// <exception cref="JsonException">It isn't what <see cref="Write"/> wrote.</exception>
    public static ActionRecord Read(byte[] bytes)
    {
        using var document = JsonDocument.Parse(bytes);
        var record = document.RootElement.Deserialize(RecordJson.Default.ActionRecord) ?? throw new JsonException("it is empty");
        var checksum = document.RootElement.TryGetProperty(Checksum, out var value) ? value.GetString() : null;
        return checksum == CanonicalJson.Hash(JsonSerializer.SerializeToElement(record, RecordJson.Default.ActionRecord))
            ? record
            : throw new JsonException("its checksum is wrong");
    }

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
