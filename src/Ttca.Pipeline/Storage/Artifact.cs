using System.Text.Json.Nodes;

namespace Ttca.Pipeline;

/// <summary>What a node made: files with names and hashes.</summary>
/// <param name="Files">In alphabetical order; no two of one name.</param>
public sealed record Artifact(IReadOnlyList<ArtifactFile> Files)
{
    private readonly Lazy<string> hash = new(() => CanonicalJson.Hash(
        new JsonObject(Files.Select(file => KeyValuePair.Create<string, JsonNode?>(file.Name, file.Sha256)))));

    public IReadOnlyList<ArtifactFile> Files { get; } = Checked.Files(Files);

    /// <summary>SHA-256 over names and hashes of the files: equal content, equal hash, whichever node made it.</summary>
    public string Hash => hash.Value;
}

/// <summary>One file of an artifact.</summary>
/// <param name="Name">Name within the artifact, <c>/</c> between folders: a path that stays below whatever folder it is added to.</param>
/// <param name="Sha256">64 hexadecimal digits in lower case; where the store keeps it.</param>
/// <param name="Size">Bytes.</param>
/// <exception cref="ArgumentException">One of them can't be that.</exception>
public sealed record ArtifactFile(string Name, string Sha256, long Size)
{
    public string Name { get; init => field = Checked.FileName(value); } = Checked.FileName(Name);

    public string Sha256 { get; init => field = Checked.Digest(value); } = Checked.Digest(Sha256);

    public long Size { get; init => field = Checked.Size(value); } = Checked.Size(Size);

    /// <summary>Whether a file of an artifact may have this name.</summary>
    public static bool IsName(string? text) => Checked.IsFileName(text);
}
