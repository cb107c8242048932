using System.Collections.Concurrent;
using System.Globalization;
using Ttca.Parameters;
using Ttca.Pipeline.Code;

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
    /// <summary>
    /// What connects a stage with the pipeline. All that it hands over is hashed into the key, so how it does that is no code of the
    /// stage's.
    /// </summary>
    private static readonly Type[] Boundaries =
    [
        typeof(StageContext),
        typeof(ExternalFiles),
        typeof(Node),
        typeof(Node<>),
        typeof(PlanBuilder),
        typeof(ArtifactWriter),
        typeof(ArtifactReader),
        typeof(IStageProgress),
        typeof(Implementations),
    ];

    private readonly ConcurrentDictionary<StageDefinition, Lazy<string>> _fingerprints = new();

    /// <summary>The program whose code the keys are made of (<see cref="ProgramCode.Identity"/>).</summary>
    internal string Program => catalog.Program.Identity;

    /// <summary>Fingerprints of the code of the running program.</summary>
    /// <param name="catalog">Its stages.</param>
    /// <param name="file">Where they are remembered, such as <c>store/fingerprints.json</c>.</param>
    public static CodeFingerprintCache FingerprintsOf(StageCatalog catalog, string file)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new CodeFingerprintCache(file, AppContext.BaseDirectory, catalog.Program, Boundaries.Select(CodeNames.CecilName));
    }

    /// <summary>The key of <paramref name="node"/>.</summary>
    /// <param name="node">A node of a plan.</param>
    /// <param name="storedOf">
    /// The artifact of each node that it needs; null where that isn't known, which gives no <see cref="NodeKey"/> of use but shows its
    /// other parts.
    /// </param>
    /// <exception cref="IOException">
    /// An external file of the stage isn't there or can't be read, or the stage can't list its files.
    /// </exception>
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
                IReadOnlyList<KeyInput> (input) => [.. input.Nodes.Select(from => InputOf(from, storedOf(from)))]),
            Files = listing is null ? [] : [listing.Hash],
            Fingerprint = _fingerprints.GetOrAdd(
                node.Definition.StageDefinition, stage => new Lazy<string>(() => Fingerprint(stage))).Value,
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

    private static KeyInput InputOf(Node node, StoredArtifact? stored) => new(node.Id, stored?.Artifact.Hash ?? "", stored?.Key ?? "");

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
        stage.Inputs.Select(input => input.Artifact)
            .Append(stage.Output)
            .Distinct()
            .Select(artifact => catalog.FindCodec(artifact)!.GetType());
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
