namespace Ttca.Pipeline;

/// <summary>Files of a folder outside the store, which a stage reads.</summary>
/// <param name="Folder">Where they are: no part of the key.</param>
/// <param name="List">
/// Their paths within the folder with <c>/</c>, each once, in any order. Called where a key is made or the stage runs; what it throws for
/// people fails the node.
/// </param>
public sealed record ExternalFiles(string Folder, Func<IReadOnlyList<string>> List)
{
    /// <summary>One file.</summary>
    public static ExternalFiles Of(string path)
    {
        var full = Path.GetFullPath(path);
        return new ExternalFiles(Path.GetDirectoryName(full)!, () => [Path.GetFileName(full)]);
    }

    internal string PathOf(string name) => Path.GetFullPath(Path.Combine(Folder, name));
}
