namespace Ttca.Pipeline;

/// <summary>An external file while a stage reads it: its key was made from its content, so it must stay as it is until the stage ends.</summary>
internal sealed class WatchedFile
{
    private readonly string path;
    private readonly string node;
    private readonly (long, DateTime)? atStart;

    /// <exception cref="StoreException">It isn't what the key was made from any more.</exception>
    public WatchedFile(HashedFile file, string node)
    {
        path = file.Path;
        this.node = node;
        atStart = State();      // before its content is looked at: a change in between is seen at the end
        if (!FileHashes.IsUnchanged(file))
        {
            throw Changed();
        }
    }

    /// <summary>Time and size, not content: it may have been changed and changed back while the stage read it.</summary>
    /// <exception cref="StoreException">It was written to.</exception>
    public void EnsureUnchanged()
    {
        if (State() != atStart)
        {
            throw Changed();
        }
    }

    private StoreException Changed() =>
        new($"input changed during the run: {path} was written to while {node} needed it; nothing was filed: run again once the file is complete");

    private (long, DateTime)? State()
    {
        var info = new FileInfo(path);
        return info.Exists ? (info.Length, info.LastWriteTimeUtc) : null;
    }
}
