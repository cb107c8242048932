using System.Text.Json.Nodes;

namespace Ttca.Pipeline;

/// <summary>What a node made: files with names and hashes.</summary>
/// <param name="Files">In alphabetical order; no two of one name.</param>
public sealed record Artifact(IReadOnlyList<ArtifactFile> Files)
{
    private readonly Lazy<string> _hash = new(() => CanonicalJson.Hash(
        new JsonObject(Files.Select(file => KeyValuePair.Create<string, JsonNode?>(file.Name, file.Sha256)))));

    public IReadOnlyList<ArtifactFile> Files { get; } = ArtifactFile.Distinct(Files);

    /// <summary>SHA-256 over names and hashes of the files: equal content, equal hash, whichever node made it.</summary>
    public string Hash => _hash.Value;
}

/// <summary>One file of an artifact.</summary>
/// <param name="Name">Name within the artifact, <c>/</c> between folders: a path that stays below whatever folder it is added to.</param>
/// <param name="Sha256">64 hexadecimal digits in lower case; where the store keeps it.</param>
/// <param name="Size">Bytes.</param>
/// <exception cref="ArgumentException">One of them can't be that.</exception>
public sealed record ArtifactFile(string Name, string Sha256, long Size)
{
    private const int MostFiles = 10_000;

    public string Name { get; init => field = Checked.FileName(value); } = Checked.FileName(Name);

    public string Sha256 { get; init => field = Checked.Digest(value); } = Checked.Digest(Sha256);

    public long Size { get; init => field = Checked.Size(value); } = Checked.Size(Size);

    /// <summary>The files of one artifact, each with a name of its own.</summary>
    /// <exception cref="ArgumentException">Two have the same, or they are too many.</exception>
    internal static IReadOnlyList<ArtifactFile> Distinct(IReadOnlyList<ArtifactFile> files)
    {
        var names = new HashSet<string>(files.Count, StringComparer.Ordinal);
        return Checked.List(
            files,
            file => names.Add(file.Name) ? file : throw new ArgumentException($"it has two files {Checked.Quote(file.Name)}"),
            MostFiles);
    }

    /// <summary>Whether a file of an artifact may have this name.</summary>
    public static bool IsName(string? text) => Checked.IsFileName(text);
}

/// <summary>An artifact and where it came from.</summary>
/// <param name="Node">Id of the node that made it.</param>
/// <param name="Key">The key that it is filed under.</param>
/// <param name="Artifact">Its files.</param>
public sealed record StoredArtifact(string Node, string Key, Artifact Artifact);
