using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Ttca.Pipeline;

/// <summary>Everything that made one file, back to the data.</summary>
/// <param name="File">Full path of the file.</param>
/// <param name="Sha256">Of its content.</param>
/// <param name="Nodes">The nodes behind it, each after all that it read; the last made the file.</param>
/// <param name="AlsoMade">
/// Other runs of these stages that made the very same bytes, with other code for instance: after them nothing had to run again.
/// </param>
/// <param name="Missing">Nodes that were read, but whose records have been removed from the store.</param>
/// <param name="Code">What each code fingerprint among the nodes is made of, as far as that is on record.</param>
public sealed record ArtifactTrace(
    string File,
    string Sha256,
    IReadOnlyList<NodeProvenance> Nodes,
    IReadOnlyList<NodeProvenance> AlsoMade,
    IReadOnlyList<string> Missing,
    IReadOnlyDictionary<string, CodeListing> Code)
{
    /// <summary>What the stages said while they ran, by key of the node; none of those that said nothing.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Logs { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Traces a file by its content, wherever it lies.</summary>
    /// <exception cref="StoreException">No node of this store made such a file.</exception>
    public static ArtifactTrace Of(string path, ArtifactStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        var (file, hash) = (Path.GetFullPath(path), HashOf(path));
        var actions = store.Actions();
        var maker = actions.Where(action => action.Outputs.Any(output => output.Sha256 == hash))
            .OrderByDescending(
                action => action.Outputs.Any(
                    output => output.Sha256 == hash && file.Replace('\\', '/').EndsWith("/" + output.Name, StringComparison.Ordinal)))
            .ThenByDescending(action => action.Started)
            .FirstOrDefault()
            ?? throw new StoreException(
                $"{file} isn't as any node in {store.Directory} made it: it is no result, or was edited, or made in another store "
                    + $"(--store), or its record was collected");
        var walk = new Walk(actions);
        walk.Visit(maker);
        var keys = walk.Found.Select(action => action.Key).ToHashSet(StringComparer.Ordinal);
        var made = walk.Found.Select(action => (action.Material.Stage, action.Stored.Artifact.Hash)).ToHashSet();
        var others = actions.Where(
            action => !keys.Contains(action.Key) && made.Contains((action.Material.Stage, action.Stored.Artifact.Hash)));
        var codes = walk.Found.Select(action => action.Material.Fingerprint)
            .Distinct()
            .Select(fingerprint => (fingerprint, Listing: store.CodeOf(fingerprint)));
        return new ArtifactTrace(
            file,
            hash,
            [.. walk.Found.Select(NodeProvenance.Of)],
            [.. others.OrderBy(other => other.Started).Select(NodeProvenance.Of)],
            [.. walk.Missing],
            codes.Where(code => code.Listing is not null).ToDictionary(code => code.fingerprint, code => code.Listing!))
        {
            Logs = walk.Found.Where(action => action.Log.Count > 0).ToDictionary(action => action.Key, action => action.Log),
        };
    }

    /// <summary>Indented JSON with names in kebab-case, UTF-8.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, ProvenanceJson.Default.ArtifactTrace);

    private static string HashOf(string path)
    {
        try
        {
            using var stream = System.IO.File.OpenRead(path);
            return Hashing.Hash(stream);
        }
        catch (Exception error) when (StoreFiles.IsFileSystem(error))
        {
            throw new StoreException(
                System.IO.File.Exists(path) ? $"{path} can't be read: {error.Message}" : $"there is no file {path}", error);
        }
    }

    private sealed class Walk(IReadOnlyList<ActionRecord> actions)
    {
        private readonly Dictionary<string, ActionRecord> _byKey = actions.ToDictionary(action => action.Key, StringComparer.Ordinal);
        private readonly ILookup<string, ActionRecord> _byContent = actions.ToLookup(
            action => action.Stored.Artifact.Hash, StringComparer.Ordinal);
        private readonly HashSet<string> _visited = [];

        public List<ActionRecord> Found { get; } = [];

        public SortedSet<string> Missing { get; } = new(StringComparer.Ordinal);

        public void Visit(ActionRecord action)
        {
            if (!_visited.Add(action.Key))
            {
                return;
            }

            foreach (var input in action.Material.Inputs
                .OrderBy(input => input.Key, StringComparer.Ordinal)
                .SelectMany(input => input.Value))
            {
                if (RecordOf(input) is { } record && RuntimeHelpers.TryEnsureSufficientExecutionStack())
                {
                    Visit(record);
                }
                else
                {
                    Missing.Add(input.Node);
                }
            }

            Found.Add(action);
        }

        /// <summary>The very result that was read; or, where that record has gone, another that made the same bytes.</summary>
        private ActionRecord? RecordOf(KeyInput input) =>
            _byKey.GetValueOrDefault(input.Key)
                ?? _byContent[input.Hash].OrderByDescending(action => action.Node == input.Node).FirstOrDefault();
    }
}
