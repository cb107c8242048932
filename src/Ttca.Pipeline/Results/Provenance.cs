using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ttca.Pipeline;

/// <summary>Where every artifact of a run came from.</summary>
/// <param name="Experiment">Its name.</param>
/// <param name="Command">The command line of the run, to paste into a shell.</param>
/// <param name="Versions">
/// The commit that the run ran from, and versions of what it ran on; nodes that an earlier run made have theirs.
/// </param>
/// <param name="Nodes">The nodes that are up to date, in the order of the plan.</param>
public sealed record Provenance(
    string Experiment, string Command, IReadOnlyDictionary<string, string> Versions, IReadOnlyList<NodeProvenance> Nodes)
{
    /// <summary>Collects the records of the nodes that are up to date.</summary>
    public static Provenance Of(
        string experiment, string command, IReadOnlyDictionary<string, string> versions, IEnumerable<NodeResult> results) =>
        new(
            experiment,
            command,
            versions,
            [.. results.Where(result => result.IsUpToDate).Select(result => NodeProvenance.Of(result.Node, result.Action!))]);

    /// <summary>Indented JSON with names in kebab-case, UTF-8.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, ProvenanceJson.Default.Provenance);
}

/// <summary>Where one artifact came from.</summary>
public sealed record NodeProvenance
{
    public required string Node { get; init; }

    public required string Label { get; init; }

    public required string Stage { get; init; }

    public required string Key { get; init; }

    public required JsonElement Parameters { get; init; }

    /// <summary>Ids of the nodes that it read, by input.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Inputs { get; init; }

    /// <summary>Where it read external files: SHA-256 over their names and contents (<see cref="FileListing.Hash"/>).</summary>
    public required IReadOnlyList<string> Files { get; init; }

    public required IReadOnlyList<ArtifactFile> Outputs { get; init; }

    public required string Fingerprint { get; init; }

    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    public required IReadOnlyDictionary<string, string> Versions { get; init; }

    public required long Seed { get; init; }

    public required string Device { get; init; }

    public required int Threads { get; init; }

    public required DateTimeOffset Started { get; init; }

    public required double Seconds { get; init; }

    /// <summary>As the run that made it called it.</summary>
    internal static NodeProvenance Of(ActionRecord action) => new()
    {
        Node = action.Node,
        Label = action.Label,
        Stage = action.Material.Stage,
        Key = action.Key,
        Parameters = action.Material.Parameters,
        Inputs = action.Material.Inputs.ToDictionary(
            input => input.Key, IReadOnlyList<string> (input) => [.. input.Value.Select(one => one.Node)]),
        Files = action.Material.Files,
        Outputs = action.Outputs,
        Fingerprint = action.Material.Fingerprint,
        Environment = action.Material.Environment,
        Versions = action.Versions,
        Seed = action.Seed,
        Device = action.Device,
        Threads = action.Threads,
        Started = action.Started,
        Seconds = action.Seconds,
    };

    /// <summary>The node as this plan calls it, with the record of whichever run made its result.</summary>
    internal static NodeProvenance Of(Node node, ActionRecord action) => Of(action) with
    {
        Node = node.Id,
        Label = node.Label,
        Inputs = node.Inputs.ToDictionary(input => input.Name, IReadOnlyList<string> (input) => [.. input.Nodes.Select(one => one.Id)]),
    };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.KebabCaseLower, WriteIndented = true, NewLine = "\n")]
[JsonSerializable(typeof(Provenance))]
[JsonSerializable(typeof(ArtifactTrace))]
internal sealed partial class ProvenanceJson : JsonSerializerContext;
