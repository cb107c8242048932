using System.Text.Json.Serialization;

namespace Ttca.Pipeline;

/// <summary>How a node's output came about: the content of <c>actions/&lt;key&gt;.json</c>.</summary>
public sealed record ActionRecord
{
    private StoredArtifact? stored;

    public required string Key { get; init; }

    /// <summary>Id of the node in the plan that ran it.</summary>
    public required string Node { get; init; }

    public required string Label { get; init; }

    /// <summary>Name of the experiment that ran it, so that its results are known as that experiment's even where the run was killed.</summary>
    /// <value>Null where an earlier version didn't say.</value>
    public string? Experiment { get; init; }

    /// <summary>What the key was made of.</summary>
    public required KeyMaterial Material { get; init; }

    public required IReadOnlyList<ArtifactFile> Outputs { get; init; }

    /// <summary><see cref="StageContext.Seed"/>.</summary>
    public required long Seed { get; init; }

    public required string Device { get; init; }

    public required int Threads { get; init; }

    /// <summary>Versions of what it ran on, and the commit that it ran from.</summary>
    public required IReadOnlyDictionary<string, string> Versions { get; init; }

    public required DateTimeOffset Started { get; init; }

    public required double Seconds { get; init; }

    [JsonIgnore]
    public DateTimeOffset Finished => Started.AddSeconds(Seconds);

    /// <summary>Lines that the stage logged.</summary>
    public required IReadOnlyList<string> Log { get; init; }

    /// <summary>What it made; one object, so that its hash is computed once for all that read it.</summary>
    [JsonIgnore]
    public StoredArtifact Stored => stored ??= new(Node, Key, new Artifact(Outputs));
}

/// <summary>
/// Source-generated serialisation: looking up a hundred up-to-date nodes must not begin with building it by reflection.
/// </summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.KebabCaseLower, WriteIndented = true, NewLine = "\n", RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ActionRecord))]
[JsonSerializable(typeof(RunRecord))]
[JsonSerializable(typeof(CodeListing))]
[JsonSerializable(typeof(WrittenFolderMemory))]
[JsonSerializable(typeof(Dictionary<string, Code.CachedFingerprint>))]
internal sealed partial class RecordJson : JsonSerializerContext;
