namespace Ttca.Pipeline;

/// <summary>Empties a store.</summary>
public static class StoreCleaning
{
    /// <summary>
    /// Removes all that the store holds, records first; other files in its folder stay. It can be used again at once, also by runs that
    /// have opened it.
    /// </summary>
    /// <param name="store">The store.</param>
    /// <exception cref="StoreException">A run is at work on it, or something else removes from it; or it can't be emptied.</exception>
    public static void Run(ArtifactStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        using var lease = ExclusiveLease.Take(store, "nothing was removed");
        foreach (var content in store.Folders.All.Where(folder => folder != store.Folders.Leases).SelectMany(StoreFiles.EntriesIn))
        {
            StoreFiles.Guard("can't remove", content.FullName, () => Remove(content));
        }
    }

    private static void Remove(FileSystemInfo content)
    {
        if (content is DirectoryInfo folder)
        {
            folder.Delete(recursive: true);
        }
        else
        {
            content.Delete();
        }
    }
}
