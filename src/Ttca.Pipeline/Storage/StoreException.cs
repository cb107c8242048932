namespace Ttca.Pipeline;

/// <summary>The store can't do what is asked. The message says what, where, and what to do.</summary>
public class StoreException : Exception
{
    public StoreException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }

    /// <summary>Adds what to do to an error of the file system.</summary>
    internal static StoreException From(string what, string path, Exception error)
    {
        var advice = error switch
        {
            UnauthorizedAccessException => "check the permissions, or use another store",
            IOException { HResult: NoSpaceOnUnix or NoSpaceOnWindows } =>
                "free some space and run again (finished nodes are kept), or use another store",
            _ => "check that the disk is there and can be written, or use another store",
        };
        return new StoreException($"the store {what} {path}: {error.Message.TrimEnd('.')}; {advice}", error);
    }

    private const int NoSpaceOnUnix = 28;                              // ENOSPC
    private const int NoSpaceOnWindows = unchecked((int)0x80070070);    // ERROR_DISK_FULL
}

/// <summary>Something else lies where a file of the store is meant.</summary>
internal sealed class StrangeFileException(string path, string finding)
    : StoreException($"the store can't use {path}: {finding}, where a file is meant; remove it, or use another store")
{
    public string Finding { get; } = finding;
}

/// <summary>A stored file is missing or isn't what the node made.</summary>
public sealed class ArtifactDamagedException : StoreException
{
    internal ArtifactDamagedException(StoredArtifact artifact, ArtifactFile file, string path, string finding)
        : base(
            $"{file.Name} of {artifact.Node} is damaged in the store ({path}: {finding}); its record was dropped: run again to make "
                + $"just this node anew")
    {
        Node = artifact.Node;
    }

    /// <summary>Id of the node that must run again.</summary>
    public string Node { get; }
}
