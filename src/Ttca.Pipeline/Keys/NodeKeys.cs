using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;

namespace Ttca.Pipeline;

/// <summary>
/// Computes keys: SHA-256 over the canonical JSON of everything that a node's output depends on, and of nothing else (no paths, times,
/// hosts, number of jobs).
/// </summary>
/// <param name="catalog">Where the codecs are found that count as a stage's code.</param>
/// <param name="fingerprint">The code's part.</param>
/// <param name="environment">What may change numbers without any change of code: library versions, kind of device, threads.</param>
/// <param name="files">Hashes of external files.</param>
public sealed class NodeKeys(
    StageCatalog catalog, ICodeFingerprint fingerprint, IReadOnlyDictionary<string, string> environment, FileHashes files)
{
    private readonly ConcurrentDictionary<StageDefinition, Lazy<string>> fingerprints = new();

    /// <summary>The program whose code the keys are made of (<see cref="Code.ProgramCode.Identity"/>).</summary>
    internal string Program => catalog.Program.Identity;

    /// <summary>The key of <paramref name="node"/>.</summary>
    /// <param name="node">A node of a plan.</param>
    /// <param name="storedOf">The artifact of each node that it needs; null where that isn't known, which gives no <see cref="NodeKey"/> of use but shows its other parts.</param>
    /// <exception cref="IOException">An external file of the stage isn't there or can't be read, or the stage can't list its files.</exception>
    public NodeKey Of(Node node, Func<Node, StoredArtifact?> storedOf)
    {
        ArgumentNullException.ThrowIfNull(node);
        var listing = node.Stage is IReadsFiles { Files: { } declared } ? ListingOf(declared) : null;
        var material = new KeyMaterial
        {
            Stage = node.StageName,
            Parameters = node.Parameters,
            Inputs = node.Inputs.ToDictionary(
                input => input.Name,
                IReadOnlyList<KeyInput> (input) => [.. input.Nodes.Select(from => KeyInput.Of(from, storedOf(from)))]),
            Files = listing is null ? [] : [listing.Hash],
            Fingerprint = fingerprints.GetOrAdd(node.Definition.StageDefinition, stage => new Lazy<string>(() => Fingerprint(stage))).Value,
            Environment = environment,
            Seed = StageContext.DeriveSeed(node),
        };
        return new NodeKey(material.Hash(), material, listing);
    }

    /// <summary>What the fingerprint of a node's code is made of.</summary>
    public CodeListing CodeOf(Node node)
    {
        ArgumentNullException.ThrowIfNull(node);
        var stage = node.Definition.StageDefinition;
        return fingerprint.ListingOf(stage.Type, CodecsOf(stage));
    }

    private FileListing ListingOf(ExternalFiles declared)
    {
        try
        {
            return files.Of(declared);
        }
        catch (Exception error) when (error is UnauthorizedAccessException || catalog.IsForPeople(error))
        {
            throw new IOException(error.Message, error);
        }
    }

    private string Fingerprint(StageDefinition stage) => fingerprint.Of(stage.Type, CodecsOf(stage));

    private IEnumerable<Type> CodecsOf(StageDefinition stage) =>
        stage.Inputs.Select(input => input.Artifact).Append(stage.Output).Distinct().Select(artifact => catalog.FindCodec(artifact)!.GetType());
}

/// <summary>A node's key and what went into it.</summary>
/// <param name="Value">64 hexadecimal digits.</param>
/// <param name="Material">What was hashed.</param>
/// <param name="Files">External files as they were when the key was made; null where the stage reads none.</param>
public sealed record NodeKey(string Value, KeyMaterial Material, FileListing? Files)
{
    /// <summary>Native threads that the node gets: as many as its key says, which is 1 where the environment says nothing.</summary>
    internal int Threads => int.Parse(Material.Environment.GetValueOrDefault("threads", "1"), CultureInfo.InvariantCulture);
}

/// <summary>Everything that a node's output depends on.</summary>
public sealed record KeyMaterial
{
    public required string Stage { get; init => field = Checked.Id(value); }

    public required JsonElement Parameters { get; init => field = Checked.Parameters(value); }

    public required IReadOnlyDictionary<string, IReadOnlyList<KeyInput>> Inputs { get; init => field = Checked.Map(value, inputs => Checked.List(inputs)); }

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

    internal static KeyInput Of(Node node, StoredArtifact? stored) => new(node.Id, stored?.Artifact.Hash ?? "", stored?.Key ?? "");
}
