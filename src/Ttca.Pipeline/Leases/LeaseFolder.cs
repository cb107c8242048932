using System.Text;

namespace Ttca.Pipeline;

/// <summary>
/// What somebody holds in a store's folder <c>leases</c>, and who else holds something there: files <c>NAME.OWNER.UNIQUE</c>
/// (<see cref="LeaseOwner"/>), each written again every few seconds.
/// </summary>
/// <remarks>
/// No POSIX locks, which NFS has only sometimes: whoever wants something makes a file of his own, and then looks for others'. As each looks
/// after he has made his own, two can't both see none. Files of dead owners are removed by whoever sees them. Whether an owner is alive,
/// the kernel says where it can be asked. Otherwise one look at the file tells: when it was last written, against when one of the looker's
/// own was, just now; so the file system's clock alone counts, and no two are compared. Where that clock is set, or a machine slept, a live
/// owner may look dead until it writes again, which also makes its file anew. Then work is done twice: leases save work, the store doesn't
/// rely on them.
/// </remarks>
internal sealed class LeaseFolder : IDisposable
{
    /// <summary>How long an owner may be silent of whom the kernel can't be asked.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(10);
    private static readonly byte[] Content = Encoding.UTF8.GetBytes($"{LeaseOwner.This}\n");
    private readonly ArtifactStore _store;
    private readonly string _directory;
    private readonly List<string> _held = [];
    private readonly Lock _gate = new();
    private readonly ManualResetEvent _end = new(false);

    public LeaseFolder(ArtifactStore store)
    {
        _store = store;
        _directory = store.Folders.Leases;

        // A thread of its own: a run keeps those of the pool busy for minutes.
        new Thread(() =>
        {
            while (!_end.WaitOne(Heartbeat))
            {
                Beat();
            }
        }) { IsBackground = true, Name = "leases" }.Start();
    }

    /// <summary>Makes a file of one's own, whoever else has one of that name.</summary>
    /// <param name="name">Without dots.</param>
    /// <exception cref="StoreException">It can't be written.</exception>
    public Lease Add(string name)
    {
        _store.EnsureFolders();
        var path = Path.Combine(
            _directory, $"{name}.{LeaseOwner.This.ToFileName()}.{Path.GetFileNameWithoutExtension(Path.GetRandomFileName())}");
        lock (_gate)
        {
            StoreFiles.Guard("can't write", path, () => Write(path, FileMode.CreateNew));
            _held.Add(path);
        }

        return new Lease(this, path);
    }

    /// <summary>
    /// Who else holds something, among files of these names. To be asked while something is held: its time says how late it is.
    /// </summary>
    /// <param name="names"><c>*</c> stands for any.</param>
    /// <param name="except">One's own.</param>
    public (string Name, LeaseOwner Owner)? FindOther(string names, Lease? except = null)
    {
        foreach (var path in StoreFiles.Guard("can't read", _directory, () => Directory.GetFiles(_directory, names + ".*")))
        {
            var name = Path.GetFileName(path);
            var dot = name.IndexOf('.', StringComparison.Ordinal);
            if (path == except?.Path || LeaseOwner.TryParse(name[(dot + 1)..]) is not { } owner)
            {
                continue;
            }

            if (owner.IsRunning() ?? !IsSilent(path))
            {
                return (name[..dot], owner);
            }

            StoreFiles.TryDelete(path);
        }

        return null;
    }

    /// <summary>Writes all that is held again. One that is gone, as somebody took this process for dead, comes back.</summary>
    internal void Beat()
    {
        lock (_gate)
        {
            _held.ForEach(path => TryWrite(path));
        }
    }

    public void Dispose()
    {
        _end.Set();
        lock (_gate)
        {
            _held.ForEach(path => StoreFiles.TryDelete(path));
            _held.Clear();
        }
    }

    private void Release(string path)
    {
        lock (_gate)
        {
            _held.Remove(path);
            StoreFiles.TryDelete(path);
        }
    }

    /// <summary>Later than now counts too: a clock that was set back must not keep a dead owner's lease alive.</summary>
    private bool IsSilent(string path)
    {
        var written = TimeOf(path);
        lock (_gate)
        {
            return _held.Count > 0 && TryWrite(_held[0]) && (TimeOf(_held[0]) - written).Duration() > Silence;
        }
    }

    /// <summary>
    /// As the file system has it: NFS asks its server when a file is opened, and answers from memory otherwise. One that is gone has the
    /// time 0.
    /// </summary>
    internal static DateTime TimeOf(string path)
    {
        try
        {
            File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete).Dispose();
        }
        catch (Exception error) when (StoreFiles.IsFileSystem(error))
        {
            // Another user's may be unreadable; its time isn't.
        }

        return File.GetLastWriteTimeUtc(path);
    }

    /// <summary>
    /// A write, because its time is the file system's own; one that is set is this host's. The space was taken by the first.
    /// </summary>
    private static void Write(string path, FileMode mode)
    {
        using var file = new FileStream(path, mode, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        file.Write(Content);
    }

    private static bool TryWrite(string path)
    {
        try
        {
            Write(path, FileMode.OpenOrCreate);
            return true;
        }
        catch (Exception error) when (StoreFiles.IsFileSystem(error))
        {
            return false;   // the disk is in trouble, which the nodes' own files will tell
        }
    }

    /// <summary>Held until it is disposed.</summary>
    internal sealed class Lease(LeaseFolder folder, string path) : IDisposable
    {
        public string Path => path;

        public void Dispose() => folder.Release(path);
    }
}
