using System.Text.Json.Serialization;

namespace Ttca.Pipeline;

/// <summary>How a node's output came about: the content of <c>actions/&lt;key&gt;.json</c>.</summary>
public sealed record ActionRecord
{
    private StoredArtifact? _stored;

    public required string Key { get; init => field = Checked.Digest(value); }

    /// <summary>Id of the node in the plan that ran it.</summary>
    public required string Node { get; init => field = Checked.Id(value); }

    public required string Label { get; init; }

    /// <summary>
    /// Name of the experiment that ran it, so that its results are known as that experiment's even where the run was killed.
    /// </summary>
    /// <value>Null where an earlier version didn't say.</value>
    public string? Experiment { get; init => field = value is null ? null : Checked.Id(value); }

    /// <summary>What the key was made of.</summary>
    public required KeyMaterial Material { get; init; }

    public required IReadOnlyList<ArtifactFile> Outputs { get; init => field = ArtifactFile.Distinct(value); }

    /// <summary><see cref="StageContext.Seed"/>.</summary>
    public required long Seed { get; init; }

    public required string Device { get; init; }

    public required int Threads { get; init; }

    /// <summary>Versions of what it ran on, and the commit that it ran from.</summary>
    public required IReadOnlyDictionary<string, string> Versions { get; init => field = Checked.Map(value); }

    public required DateTimeOffset Started { get; init => field = Checked.Time(value); }

    public required double Seconds { get; init => field = Checked.Seconds(value); }

    [JsonIgnore]
    public DateTimeOffset Finished => Started.AddSeconds(Seconds);

    /// <summary>Lines that the stage logged.</summary>
    public required IReadOnlyList<string> Log { get; init => field = Checked.List(value); }

    /// <summary>What it made; one object, so that its hash is computed once for all that read it.</summary>
    [JsonIgnore]
    public StoredArtifact Stored => _stored ??= new(Node, Key, new Artifact(Outputs));
}

/// <summary>
/// Source-generated serialisation: looking up a hundred up-to-date nodes must not begin with building it by reflection. Members that it
/// doesn't know are passed over: a later program of the same format may write more.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.KebabCaseLower,
    WriteIndented = true,
    NewLine = "\n",
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(ActionRecord))]
[JsonSerializable(typeof(RunRecord))]
[JsonSerializable(typeof(CodeListing))]
[JsonSerializable(typeof(WrittenFolderMemory))]
[JsonSerializable(typeof(StoreFormat))]
internal sealed partial class RecordJson : JsonSerializerContext;
