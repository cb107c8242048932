using System.Security.Cryptography;

namespace Ttca.Datasets;

/// <summary>A file on its way into the data directory: held by one process at a time, and renamed when it is whole.</summary>
internal sealed class PartFile : IDisposable
{
    private const long ReportEvery = 1 << 20;

    private readonly FileStream _stream;
    private readonly IProgress<DownloadProgress>? _progress;
    private long? _total;
    private long _reported;

    private PartFile(FileStream stream, IProgress<DownloadProgress>? progress)
    {
        _stream = stream;
        _progress = progress;
        Length = stream.Length;
    }

    /// <summary>Bytes so far.</summary>
    public long Length { get; private set; }

    /// <summary>Opens <c>TARGET.N.part</c> with the smallest N that no other process holds.</summary>
    /// <remarks>
    /// On a file system without locks two processes may hold the same one: they write the same bytes to the same places, and the hash
    /// decides whether that went well.
    /// </remarks>
    public static PartFile Open(string target, IProgress<DownloadProgress>? progress)
    {
        const int MostProcesses = 64;
        for (var number = 0; ; number++)
        {
            var path = $"{target}.{number}.part";
            try
            {
                return new PartFile(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None), progress);
            }
            catch (IOException) when (number < MostProcesses && File.Exists(path))
            {
                // Held by another process.
            }
        }
    }

    /// <summary>States how long the file will be, where that is known.</summary>
    /// <exception cref="IOException">There is no room for it.</exception>
    public void Expect(long? total)
    {
        _total = total;
        var free = new DriveInfo(Path.GetDirectoryName(Path.GetFullPath(_stream.Name))!).AvailableFreeSpace;
        if (total - Length > free)
        {
            throw DiskSpace.Exhausted($"{total - Length} more bytes are needed, {free} are free.");
        }

        Report();
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        _stream.Position = Length;
        _stream.Write(bytes);
        Length += bytes.Length;
        if (Length - _reported >= ReportEvery || Length == _total)
        {
            Report();
        }
    }

    /// <summary>Forgets what there is.</summary>
    public void Restart()
    {
        if (Length > 0)
        {
            _stream.SetLength(0);
            Length = 0;
        }
    }

    /// <summary>SHA-256 of what there is, in lower-case hexadecimal digits.</summary>
    public string Hash()
    {
        _stream.Flush();
        _stream.Position = 0;
        return Convert.ToHexStringLower(SHA256.HashData(_stream));
    }

    /// <summary>Its first bytes, at most <see cref="FileKind.Length"/>.</summary>
    public byte[] Start()
    {
        var start = new byte[Math.Min(Length, FileKind.Length)];
        _stream.Position = 0;
        _stream.ReadExactly(start);
        return start;
    }

    /// <summary>Flushes to disk, closes and renames.</summary>
    /// <param name="target">The final name.</param>
    /// <param name="isThere">Whether another process has put the same file under the final name by now.</param>
    public void MoveTo(string target, Func<bool> isThere)
    {
        _stream.Flush(flushToDisk: true);
        _stream.Dispose();
        try
        {
            File.Move(_stream.Name, target, overwrite: true);
        }
        catch (IOException) when (isThere())
        {
            File.Delete(_stream.Name);
        }
    }

    public void Dispose() => _stream.Dispose();

    private void Report()
    {
        _reported = Length;
        _progress?.Report(new DownloadProgress(Length, _total));
    }
}
