using System.Text.Json.Nodes;

namespace Ttca.Pipeline;

/// <summary>What a node made: files with names and hashes.</summary>
/// <param name="Files">In alphabetical order.</param>
public sealed record Artifact(IReadOnlyList<ArtifactFile> Files)
{
    private readonly Lazy<string> hash = new(() => CanonicalJson.Hash(
        new JsonObject(Files.Select(file => KeyValuePair.Create<string, JsonNode?>(file.Name, file.Sha256)))));

    /// <summary>SHA-256 over names and hashes of the files: equal content, equal hash, whichever node made it.</summary>
    public string Hash => hash.Value;
}

/// <summary>One file of an artifact.</summary>
/// <param name="Name">Name within the artifact, <c>/</c> between folders.</param>
/// <param name="Sha256">64 hexadecimal digits; where the store keeps it.</param>
/// <param name="Size">Bytes.</param>
public sealed record ArtifactFile(string Name, string Sha256, long Size);
