namespace Ttca.Pipeline;

/// <summary>A hold on a whole store (<c>exclusive.*</c>): runs that begin wait for its end.</summary>
internal sealed class ExclusiveLease : IDisposable
{
    public const string Name = "exclusive";
    private readonly LeaseFolder _folder;

    private ExclusiveLease(LeaseFolder folder, LeaseFolder.Lease lease)
    {
        _folder = folder;
        Taken = LeaseFolder.TimeOf(lease.Path);
    }

    /// <summary>When it was taken, by the file system's clock.</summary>
    public DateTime Taken { get; }

    /// <summary>Takes it, if nobody is at work on the store.</summary>
    /// <param name="store">The store.</param>
    /// <param name="refusal">Ends the message of a refusal: what wasn't done.</param>
    /// <exception cref="StoreException">Somebody is; or the store can't be written.</exception>
    public static ExclusiveLease Take(ArtifactStore store, string refusal)
    {
        var folder = new LeaseFolder(store);
        try
        {
            var lease = folder.Add(Name);
            if (folder.FindOther("*", except: lease) is (var name, var owner))
            {
                throw new StoreException(
                    $"{(name == Name ? "another Gc or Clean" : "a run")} is at work on {store.Directory} ({owner}); {refusal}: try "
                        + $"again when it has ended");
            }

            return new ExclusiveLease(folder, lease);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    public void Dispose() => _folder.Dispose();
}
