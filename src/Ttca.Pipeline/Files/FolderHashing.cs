namespace Ttca.Pipeline;

/// <summary>One pass over the files of a folder: those with the stamp that is remembered keep their hash, the others are read.</summary>
/// <param name="folder">Full path.</param>
/// <param name="names">Paths within it.</param>
/// <param name="known">What is remembered; null where stamps of this folder say nothing.</param>
/// <param name="time">Tells how old a file's last change is, and paces reports.</param>
internal sealed class FolderHashing(string folder, IReadOnlyList<string> names, FolderMemory? known, TimeProvider time)
{
    private static readonly TimeSpan FirstReport = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ReportEvery = TimeSpan.FromSeconds(5);

    /// <summary>Whoever stops a long hashing goes on from there the next time.</summary>
    private static readonly TimeSpan RememberEvery = TimeSpan.FromSeconds(30);
    private const int FilesBetweenLooks = 4096;

    private readonly string[] _paths = [.. names.Select(name => Path.Combine(folder, name))];
    private readonly FileStamp?[] _stamps = new FileStamp?[names.Count];
    private readonly string?[] _hashes = new string?[names.Count];

    /// <summary>Whether each later change of the file would show.</summary>
    private readonly bool[] _isSure = new bool[names.Count];

    /// <summary>What the files held; once <see cref="Run"/> has ended.</summary>
    public FileListing Listing { get; private set; } = new([]);

    /// <param name="report">Told how many of the files that must be read are done, of how many.</param>
    /// <param name="remember">Gets what may be remembered, where there is more than before.</param>
    public void Run(Action<int, int> report, Action<FolderMemory> remember)
    {
        LookAtStamps();
        int[] unknown = [.. Enumerable.Range(0, names.Count).Where(i => _hashes[i] is null)];
        HashAll(unknown, report, remember);
        Listing = unknown.Length == 0 && known?.Files.Files.Count == names.Count
            ? known.Files
            : new FileListing(names.Zip(_hashes, (name, hash) => new ListedFile(name, hash!)));
    }

    private void HashAll(int[] unknown, Action<int, int> report, Action<FolderMemory> remember)
    {
        var counter = new PacedCounter(time, unknown.Length, report);
        var remembered = time.GetTimestamp();
        foreach (var part in unknown.Chunk(FilesBetweenLooks))
        {
            // Taken before the files are: what changes later is seen to.
            var now = time.GetUtcNow();
            ForEach(part, i =>
            {
                Hash(i, now);
                counter.CountOne();
            });
            if (known is not null && time.GetElapsedTime(remembered) > RememberEvery)
            {
                remember(Memory());
                remembered = time.GetTimestamp();
            }
        }

        if (known is not null && unknown.Any(i => _isSure[i]))
        {
            remember(Memory());
        }
    }

    private void LookAtStamps()
    {
        if (known is null)
        {
            return;
        }

        var places = new Dictionary<string, int>(known.Stamps.Count, StringComparer.Ordinal);
        for (var i = 0; i < known.Stamps.Count; i++)
        {
            places[known.Files.Files[i].Name] = i;
        }

        Parallel.For(0, names.Count, i =>
        {
            if (places.TryGetValue(names[i], out var place) && FileStamp.TryOf(_paths[i]) == known.Stamps[place])
            {
                (_stamps[i], _hashes[i], _isSure[i]) = (known.Stamps[place], known.Files.Files[place].Sha256, true);
            }
        });
    }

    private void Hash(int file, DateTimeOffset now)
    {
        _stamps[file] = FileStamp.TryOf(_paths[file]);
        _hashes[file] = HashOf(_paths[file]);
        _isSure[file] = _stamps[file] is { } stamp && stamp.IsSettled(now) && FileStamp.TryOf(_paths[file]) == stamp;
    }

    private static string HashOf(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
            return Hashing.Hash(stream);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new FileNotFoundException($"the file {path} doesn't exist; check its path", path);
        }
    }

    /// <summary>Another stage may read other files of the folder: what is remembered of them stays as long as it holds.</summary>
    private FolderMemory Memory()
    {
        var own = names.ToHashSet(StringComparer.Ordinal);
        var others = known!.Files.Files.Zip(known.Stamps)
            .Where(other => !own.Contains(other.First.Name) && FileStamp.TryOf(Path.Combine(folder, other.First.Name)) == other.Second);
        return FolderMemory.Of(
            folder,
            [
                .. Enumerable.Range(0, names.Count)
                    .Where(i => _isSure[i])
                    .Select(i => (new ListedFile(names[i], _hashes[i]!), _stamps[i]!.Value)),
                .. others,
            ]);
    }

    /// <summary>The first failure as it is, not as one of many.</summary>
    private static void ForEach(int[] files, Action<int> action)
    {
        try
        {
            Parallel.ForEach(files, action);
        }
        catch (AggregateException errors)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(errors.InnerExceptions[0]);
        }
    }

    /// <summary>Counts what is done, and says so now and then.</summary>
    private sealed class PacedCounter(TimeProvider time, int total, Action<int, int> report)
    {
        private readonly Lock _gate = new();
        private readonly long _start = time.GetTimestamp();
        private TimeSpan _next = FirstReport;
        private int _done;

        public void CountOne()
        {
            lock (_gate)
            {
                _done++;
                if (time.GetElapsedTime(_start) is var elapsed && elapsed >= _next)
                {
                    _next = elapsed + ReportEvery;
                    report(_done, total);
                }
            }
        }
    }
}
