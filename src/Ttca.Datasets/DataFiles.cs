namespace Ttca.Datasets;

/// <summary>
/// The files of a folder that make a data set. Whoever gives them says how they are opened: what is read is then also hashed.
/// </summary>
/// <param name="folder">Where they are: for messages.</param>
/// <param name="names">Paths within the folder with <c>/</c>, in the order of their names.</param>
/// <param name="open">
/// Opens the file of one of these names, to read it from any place; from the folder by default. May be called from several threads.
/// </param>
public sealed class DataFiles(string folder, IReadOnlyList<string> names, Func<string, Stream>? open = null)
{
    /// <summary>The folder, for messages.</summary>
    public string Folder => folder;

    /// <summary>Paths within the folder with <c>/</c>, in the order of their names.</summary>
    public IReadOnlyList<string> Names => names;

    /// <summary>Where a file is: for messages.</summary>
    public string PathOf(string name) => Path.Combine(folder, name);

    /// <summary>Opens a file, whose length is known and which can be read from any place.</summary>
    /// <exception cref="IOException">It can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
#pragma warning disable RS0030 // a stage gives its own opener
    public Stream Open(string name) => open is null ? File.OpenRead(PathOf(name)) : open(name);
#pragma warning restore RS0030
}
