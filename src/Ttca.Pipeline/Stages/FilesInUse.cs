using System.Collections.Concurrent;

namespace Ttca.Pipeline;

/// <summary>
/// The external files of a stage while it runs. What it reads is hashed as it is read, and that is what its result is filed under.
/// </summary>
/// <param name="files">What the stage declared.</param>
/// <param name="found">The files as they were just before it ran.</param>
/// <param name="node">Its id.</param>
/// <param name="time">Tells how old a file's last change is.</param>
internal sealed class FilesInUse(ExternalFiles files, FileListing found, string node, TimeProvider time)
{
    private const string Torn = "";
    private readonly HashSet<string> _names = [.. found.Files.Select(file => file.Name)];
    private readonly ConcurrentDictionary<string, string> _read = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<HashedRead, bool> _open = new();

    /// <summary>In ordinal order.</summary>
    public IReadOnlyList<string> Names { get; } = [.. found.Files.Select(file => file.Name)];

    public Stream Open(string name)
    {
        if (!_names.Contains(name))
        {
            throw new ArgumentException($"{node} opens {name}, which is not one of its files", nameof(name));
        }

        HashedRead? stream = null;
        stream = new HashedRead(files.PathOf(name), time, hash =>
        {
            _open.TryRemove(stream!, out _);
            _read.AddOrUpdate(name, hash ?? Torn, (_, before) => before == hash ? before : Torn);
        });
        _open[stream] = true;
        return stream;
    }

    /// <summary>
    /// The files as the stage read them, once it has ended. Those that it didn't read are as they were found: its result doesn't depend on
    /// them.
    /// </summary>
    /// <exception cref="StoreException">One was written to while it was read.</exception>
    public FileListing AsRead()
    {
        foreach (var stream in _open.Keys)
        {
            stream.Dispose();
        }

        return _read.OrderBy(file => file.Key, StringComparer.Ordinal).FirstOrDefault(file => file.Value == Torn).Key is { } torn
            ? throw new StoreException(
                $"input changed during the run: {files.PathOf(torn)} was written to while {node} read it; nothing was filed: run "
                    + $"again once the file is complete")
            : found.Files.All(file => _read.GetValueOrDefault(file.Name, file.Sha256) == file.Sha256) ? found
            : new FileListing(found.Files.Select(file => file with { Sha256 = _read.GetValueOrDefault(file.Name, file.Sha256) }));
    }
}
