namespace Ttca.Pipeline;

/// <summary>The folders of a store.</summary>
/// <param name="store">Full path of the folder that they are in.</param>
internal sealed class StoreFolders(string store)
{
    private static readonly TimeSpan LeftOver = TimeSpan.FromDays(1);   // longer than any node writes

    /// <summary>What nodes made, by key.</summary>
    public string Actions { get; } = Path.Combine(store, "actions");

    /// <summary>Files of artifacts, by content.</summary>
    public string Blobs { get; } = Path.Combine(store, "blobs");

    /// <summary>What each code fingerprint was made of.</summary>
    public string Code { get; } = Path.Combine(store, "code");

    /// <summary>Which results each run used.</summary>
    public string Runs { get; } = Path.Combine(store, "runs");

    /// <summary>Who is at work on the store, and on which node.</summary>
    public string Leases { get; } = Path.Combine(store, "leases");

    /// <summary>Remembered hashes of external files, by the folder that they are in.</summary>
    public string Remembered { get; } = Path.Combine(store, "folders");

    /// <summary>Which external files results were made from.</summary>
    public string Listings { get; } = Path.Combine(store, "listings");

    /// <summary>Files that are being written.</summary>
    public string Temporary { get; } = Path.Combine(store, "tmp");

    /// <summary>What was damaged; made when there is something.</summary>
    public string Quarantine { get; } = Path.Combine(store, "quarantine");

    /// <summary>All of them, records first.</summary>
    public IReadOnlyList<string> All => [.. Written, Quarantine];

    private IReadOnlyList<string> Written => [Actions, Blobs, Code, Runs, Leases, Remembered, Listings, Temporary];

    /// <summary>Whether a path is one of them, or lies in one.</summary>
    public bool Hold(string path) => All.Any(folder =>
        Path.GetRelativePath(folder, path) is var relative
        && relative.Split(Path.DirectorySeparatorChar)[0] != ".." && !Path.IsPathRooted(relative));

    /// <summary>Makes those that runs write into.</summary>
    /// <exception cref="StoreException">One can't be made.</exception>
    public void Make()
    {
        foreach (var folder in Written)
        {
            StoreFiles.Guard("can't be made in", folder, () => Directory.CreateDirectory(folder));
        }
    }

    /// <exception cref="StoreException">One is a link: whoever writes through it writes somewhere else.</exception>
    public void RefuseLinks()
    {
        var links = All.Select(folder => new DirectoryInfo(folder)).Concat(StoreFiles.EntriesIn(Blobs))
            .Where(entry => StoreFiles.WhatIs(entry) == StoreFiles.IsLink);
        if (links.FirstOrDefault() is { } link)
        {
            throw new StoreException(
                $"the store in {store} isn't used: {link.FullName} is a link, through which files elsewhere would be written and " +
                "removed; put the folder itself there, or give the whole store another place (--store)");
        }
    }

    /// <summary>Removes temporary files of processes that were killed.</summary>
    public void RemoveLeftOvers(DateTimeOffset now)
    {
        foreach (var file in StoreFiles.EntriesIn(Temporary).OfType<FileInfo>())
        {
            if (now.UtcDateTime - file.LastWriteTimeUtc > LeftOver)
            {
                StoreFiles.TryDelete(file.FullName);
            }
        }
    }
}
