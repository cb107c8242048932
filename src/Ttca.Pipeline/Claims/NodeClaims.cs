namespace Ttca.Pipeline;

/// <summary>
/// Who is at which node, so that of several runs on one store one does each node and the others wait for it: an empty file
/// <c>claims/&lt;key&gt;.&lt;host&gt;.&lt;process&gt;.&lt;start&gt;.&lt;unique&gt;</c>.
/// </summary>
/// <remarks>
/// No POSIX locks, which NFS has only sometimes: whoever wants a node makes a file of his own, and then looks for others'. If there are some,
/// he takes his back and waits. As each looks after he has made his own, two can't both see none. Claims of dead owners are removed by
/// whoever sees them: processes of the same host are asked for, those of other hosts must touch their files now and then. Should
/// a claim be lost all the same, two runs make the same bytes twice: claims save work, the store doesn't rely on them.
/// </remarks>
internal sealed class NodeClaims : IDisposable
{
    /// <summary>How long an owner on another host may be silent, seen from here: no two clocks are compared.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);
    private readonly string directory;
    private readonly TimeProvider time;
    private readonly ITimer heart;
    private readonly HashSet<string> held = [];
    private readonly Dictionary<string, (DateTime Touched, long Since)> seen = [];
    private readonly Lock gate = new();

    public NodeClaims(ArtifactStore store)
    {
        directory = store.ClaimsDirectory;
        time = store.Time;
        heart = time.CreateTimer(_ => Touch(), null, Heartbeat, Heartbeat);
    }

    /// <summary>Claims a node.</summary>
    /// <returns>Held until it is disposed; null where another is at it.</returns>
    /// <exception cref="StoreException">The claim can't be written.</exception>
    public IDisposable? TryTake(string key)
    {
        if (OwnerOf(key) is not null)
        {
            return null;
        }

        var path = Path.Combine(directory, $"{key}.{ClaimOwner.This.ToFileName()}.{Path.GetFileNameWithoutExtension(Path.GetRandomFileName())}");
        StoreFiles.Guard("can't write", path, () => File.Create(path, 1).Dispose());
        var claim = new Claim(this, path);
        if (OwnerOf(key, except: path) is null)
        {
            return claim;
        }

        claim.Dispose();
        return null;
    }

    /// <summary>Waits until nobody is at a node.</summary>
    /// <param name="key">The node's key.</param>
    /// <param name="found">Told who is at it.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task WaitAsync(string key, Action<string> found, CancellationToken cancellationToken)
    {
        string? told = null;
        while (OwnerOf(key) is { } owner)
        {
            if (owner != ClaimOwner.This && owner.ToString() != told)   // this run itself may do the same under another name
            {
                found(told = owner.ToString());
            }

            await Task.Delay(Pace, time, cancellationToken).ConfigureAwait(false);
        }

        // Two that took their claims back at once must not meet again.
        await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(20)), time, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Whoever is at any node of a store.</summary>
    public static IReadOnlyList<string> OwnersIn(ArtifactStore store)
    {
        using var claims = new NodeClaims(store);
        return [.. claims.LiveOwners("*").Select(owner => owner.ToString()).Distinct()];
    }

    public void Dispose() => heart.Dispose();

    private ClaimOwner? OwnerOf(string key, string? except = null) => LiveOwners(key + ".*", except).FirstOrDefault();

    private IEnumerable<ClaimOwner> LiveOwners(string pattern, string? except = null)
    {
        foreach (var path in StoreFiles.Guard("can't read", directory, () => Directory.GetFiles(directory, pattern)))
        {
            var name = Path.GetFileName(path);
            if (path == except || ClaimOwner.TryParse(name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..]) is not { } owner)
            {
                continue;
            }

            if (owner != ClaimOwner.This && (owner.IsOnThisHost ? owner.HasEnded() : IsSilent(path)))
            {
                StoreFiles.TryDelete(path);
            }
            else
            {
                yield return owner;
            }
        }
    }

    private bool IsSilent(string path)
    {
        var touched = File.GetLastWriteTimeUtc(path);
        var now = time.GetTimestamp();
        lock (gate)
        {
            if (!seen.TryGetValue(path, out var before) || before.Touched != touched)
            {
                seen[path] = (touched, now);
                return false;
            }

            return time.GetElapsedTime(before.Since, now) > Silence;
        }
    }

    private void Touch()
    {
        string[] paths;
        lock (gate)
        {
            paths = [.. held];
        }

        foreach (var path in paths)
        {
            try
            {
                File.SetLastWriteTimeUtc(path, time.GetUtcNow().UtcDateTime);
            }
            catch (Exception error) when (StoreFiles.IsFileSystem(error))
            {
                // Released just now; or the disk is in trouble, which the node's own files will tell.
            }
        }
    }

    private sealed class Claim : IDisposable
    {
        private readonly NodeClaims claims;
        private readonly string path;

        public Claim(NodeClaims claims, string path)
        {
            this.claims = claims;
            this.path = path;
            lock (claims.gate)
            {
                claims.held.Add(path);
            }
        }

        public void Dispose()
        {
            lock (claims.gate)
            {
                claims.held.Remove(path);
            }

            StoreFiles.TryDelete(path);
        }
    }
}
