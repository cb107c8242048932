namespace Ttca.Pipeline;

/// <summary>
/// A run's hold on a store (<c>run.*</c>): while it lasts, nothing is collected or emptied. And within the run, who is at which node
/// (<c>KEY.*</c>), so that of several runs on one store one does each node and the others wait for it.
/// </summary>
internal sealed class RunLease : IDisposable
{
    public const string Name = "run";
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);
    private const int SlowestPace = 10;     // times that
    private readonly LeaseFolder _folder;
    private readonly TimeProvider _time;
    private readonly bool _isHeld;

    public RunLease(ArtifactStore store)
    {
        _folder = new LeaseFolder(store);
        _time = store.Time;
        try
        {
            _folder.Add(Name);
            _isHeld = true;
        }
        catch (StoreException)
        {
            // Read-only, or full: what is there can be read, and whatever must be written will say what is wrong.
        }
    }

    /// <summary>Waits until nobody collects or empties the store. Whoever comes later finds this lease, and lets the store be.</summary>
    /// <param name="found">Told who does.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task EnterAsync(Action<string> found, CancellationToken cancellationToken) =>
        WaitForAsync(ExclusiveLease.Name, found, cancellationToken);

    /// <summary>Takes a node.</summary>
    /// <returns>Held until it is disposed; null where another is at it.</returns>
    /// <exception cref="StoreException">The lease can't be written.</exception>
    public IDisposable? TryTake(string key)
    {
        var lease = _folder.Add(key);
        if (_folder.FindOther(key, except: lease) is null)
        {
            return lease;
        }

        lease.Dispose();
        return null;
    }

    /// <summary>Waits until nobody is at a node.</summary>
    /// <param name="key">The node's key.</param>
    /// <param name="found">Told who is at it.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task WaitAsync(string key, Action<string> found, CancellationToken cancellationToken)
    {
        await WaitForAsync(key, found, cancellationToken).ConfigureAwait(false);

        // Two that took their leases back at once must not meet again.
        await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(20)), _time, cancellationToken).ConfigureAwait(false);
    }

    public void Dispose() => _folder.Dispose();

    private async Task WaitForAsync(string name, Action<string> found, CancellationToken cancellationToken)
    {
        string? told = null;
        for (var looks = 1; _isHeld && _folder.FindOther(name) is (_, { } owner); looks++)
        {
            if (owner != LeaseOwner.This && owner.ToString() != told)   // this run itself may do the same under another name
            {
                found(told = owner.ToString());
            }

            await Task.Delay(Pace * Math.Min(looks, SlowestPace), _time, cancellationToken).ConfigureAwait(false);
        }
    }
}
