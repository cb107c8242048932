namespace Ttca.Pipeline;

/// <summary>Writes and reads one type of artifact. Equal values must give equal bytes on every machine.</summary>
/// <remarks>
/// Found by <see cref="StageCatalog.From"/>: public or internal, with a parameterless constructor; safe to use from several threads.
/// </remarks>
public interface IArtifactCodec<T>
{
    void Write(T value, ArtifactWriter writer);

    T Read(ArtifactReader reader);
}

/// <summary>Takes the files of one artifact.</summary>
public sealed class ArtifactWriter
{
    private readonly ArtifactStore _store;
    private readonly SortedDictionary<string, ArtifactFile> _files = new(StringComparer.Ordinal);

    internal ArtifactWriter(ArtifactStore store) => _store = store;

    internal Artifact Artifact => new([.. _files.Values]);

    /// <summary>Adds a file.</summary>
    /// <param name="name">Unique within the artifact: letters, digits, <c>. _ -</c>, with <c>/</c> between folders.</param>
    /// <param name="write">Writes the content; the stream can't seek.</param>
    public void Write(string name, Action<Stream> write)
    {
        Checked.FileName(name);     // before its content is written
        if (_files.ContainsKey(name))
        {
            throw new ArgumentException($"the artifact has a file '{name}' already", nameof(name));
        }

        _files.Add(name, _store.WriteBlob(name, write));
    }
}

/// <summary>Gives the files of one artifact; each is checked against its hash before its first byte is handed out.</summary>
public sealed class ArtifactReader
{
    private readonly ArtifactStore _store;
    private readonly StoredArtifact _artifact;

    internal ArtifactReader(ArtifactStore store, StoredArtifact artifact)
    {
        _store = store;
        _artifact = artifact;
    }

    /// <summary>Names of the files, in alphabetical order.</summary>
    public IReadOnlyList<string> Names => [.. _artifact.Artifact.Files.Select(file => file.Name)];

    /// <summary>Opens a file for reading; the stream can seek.</summary>
    /// <exception cref="ArtifactDamagedException">Its content isn't what the node made.</exception>
    public Stream Open(string name)
    {
        var file = _artifact.Artifact.Files.FirstOrDefault(file => file.Name == name)
            ?? throw new FileNotFoundException(
                $"the artifact of {_artifact.Node} has no file '{name}', but {string.Join(", ", Names)}", name);
        return _store.OpenBlob(file, _artifact);
    }
}
