using System.Text.Json;

namespace Ttca.Pipeline;

/// <summary>Everything that made one file, back to the data.</summary>
/// <param name="File">Full path of the file.</param>
/// <param name="Sha256">Of its content.</param>
/// <param name="Nodes">The nodes behind it, each after all that it read; the last made the file.</param>
/// <param name="Missing">Nodes that were read, but whose records have been removed from the store.</param>
public sealed record ArtifactTrace(string File, string Sha256, IReadOnlyList<NodeProvenance> Nodes, IReadOnlyList<string> Missing)
{
    /// <summary>Traces a file by its content, wherever it lies.</summary>
    /// <exception cref="StoreException">No node of this store made such a file.</exception>
    public static ArtifactTrace Of(string path, ArtifactStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        var (file, hash) = (Path.GetFullPath(path), HashOf(path));
        var actions = store.Actions().ToList();
        var maker = actions.Where(action => action.Outputs.Any(output => output.Sha256 == hash))
            .OrderByDescending(action => action.Outputs.Any(output => output.Sha256 == hash && file.Replace('\\', '/').EndsWith("/" + output.Name, StringComparison.Ordinal)))
            .ThenByDescending(action => action.Started)
            .FirstOrDefault()
            ?? throw new StoreException($"{file} isn't as any node in {store.Directory} made it: it was edited, or made in another store (--store), or its record was collected");
        var walk = new Walk(actions);
        walk.Visit(maker);
        return new ArtifactTrace(file, hash, [.. walk.Found.Select(NodeProvenance.Of)], [.. walk.Missing]);
    }

    /// <summary>Indented JSON with names in kebab-case, UTF-8.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, ProvenanceJson.Default.ArtifactTrace);

    private static string HashOf(string path)
    {
        try
        {
            using var stream = System.IO.File.OpenRead(path);
            return Code.Hashing.Hash(stream);
        }
        catch (Exception error) when (StoreFiles.IsFileSystem(error))
        {
            throw new StoreException($"{path} can't be read: {error.Message}", error);
        }
    }

    private sealed class Walk(IReadOnlyList<ActionRecord> actions)
    {
        private readonly Dictionary<string, ActionRecord> byKey = actions.ToDictionary(action => action.Key, StringComparer.Ordinal);
        private readonly ILookup<string, ActionRecord> byContent = actions.ToLookup(action => action.Stored.Artifact.Hash, StringComparer.Ordinal);
        private readonly HashSet<string> visited = [];

        public List<ActionRecord> Found { get; } = [];

        public SortedSet<string> Missing { get; } = new(StringComparer.Ordinal);

        public void Visit(ActionRecord action)
        {
            if (!visited.Add(action.Key))
            {
                return;
            }

            foreach (var input in action.Material.Inputs.OrderBy(input => input.Key, StringComparer.Ordinal).SelectMany(input => input.Value))
            {
                if (RecordOf(input) is { } record)
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
            byKey.GetValueOrDefault(input.Key) ?? byContent[input.Hash].OrderByDescending(action => action.Node == input.Node).FirstOrDefault();
    }
}
