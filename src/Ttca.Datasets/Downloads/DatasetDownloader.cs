using System.Security.Cryptography;
using Polly;
using Polly.Retry;

namespace Ttca.Datasets;

/// <summary>Fetches files by address and SHA-256, and keeps each once per data directory, under its hash.</summary>
/// <remarks>
/// A download is written to <c>sha256-HASH.N.part</c> and renamed when its hash is right: a file under its final name is whole. A part
/// is continued by the next attempt or the next process. Two processes that fetch the same file at once write to different parts.
/// </remarks>
/// <param name="dataDirectory">Created where it doesn't exist.</param>
/// <param name="handler">What sends the requests; the system's own by default. Not disposed of.</param>
/// <param name="timeProvider">Clock of the pauses between attempts; the system's by default.</param>
public sealed class DatasetDownloader(string dataDirectory, HttpMessageHandler? handler = null, TimeProvider? timeProvider = null)
{
    /// <summary>Attempts after the first, when a connection fails or the server is busy; the pause doubles from one second.</summary>
    public const int Retries = 6;

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    /// <summary>Path of a file with this hash: fetched if it isn't there, checked in any case.</summary>
    /// <param name="url">https or file.</param>
    /// <param name="sha256">64 hexadecimal digits.</param>
    /// <param name="progress">Told at the start, about every mebibyte, and at the end.</param>
    /// <param name="cancellation">Stops; what has arrived is kept for the next time.</param>
    /// <exception cref="DatasetException">Refused, not found, unreachable, no space, or another hash.</exception>
    public string Fetch(Uri url, string sha256, IProgress<DownloadProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(url);
        ArgumentNullException.ThrowIfNull(sha256);
        CheckArguments(url, sha256);
        var hash = sha256.ToLowerInvariant();
        var target = Path.Combine(dataDirectory, $"sha256-{hash}");
        try
        {
            Directory.CreateDirectory(dataDirectory);
            if (!Holds(target, hash))
            {
                FetchTo(target, url, hash, progress, cancellation);
            }
        }
        catch (Exception exception) when (DiskSpace.IsExhausted(exception))
        {
            throw new DatasetException(
                $"{url}: no space left in {dataDirectory}: {exception.Message} Free some, or choose another folder with --data or "
                    + $"TTCA_DATA. What has arrived is kept.",
                exception);
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            throw new DatasetException(
                $"{url}: can't be stored in {dataDirectory}: {exception.Message} Choose another folder with --data or TTCA_DATA.",
                exception);
        }

        return target;
    }

    /// <summary>
    /// Fetches the file and reads it. It is hashed while it is read: what <paramref name="read"/> gets has the right hash, or isn't used.
    /// </summary>
    /// <param name="url">https or file.</param>
    /// <param name="sha256">64 hexadecimal digits.</param>
    /// <param name="read">Makes something of the content of the file with this path.</param>
    /// <param name="progress">Told about the download.</param>
    /// <param name="cancellation">Stops the download.</param>
    /// <exception cref="DatasetException">See <see cref="Fetch"/>; or the file was changed meanwhile, whatever was read of it.</exception>
    public T Read<T>(
        Uri url,
        string sha256,
        Func<string, Stream, T> read,
        IProgress<DownloadProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(read);
        var path = Fetch(url, sha256, progress, cancellation);
        using var hash = SHA256.Create();
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var content = new CryptoStream(file, hash, CryptoStreamMode.Read);
        T result;
        try
        {
            result = read(path, content);
        }
        catch (DatasetException) when (!IsRight())
        {
            throw Changed(path, url);
        }

        return IsRight() ? result : throw Changed(path, url);

        bool IsRight()
        {
            content.CopyTo(Stream.Null);
            return Convert.ToHexString(hash.Hash!).Equals(sha256, StringComparison.OrdinalIgnoreCase);
        }
    }

    private static DatasetException Changed(string path, Uri url) => new(
        $"input changed during the run: {path} (from {url}) was written to while it was read. Nothing of it is used. "
        + "Run the same command again; it is fetched anew if it isn't complete.");

    private void FetchTo(string target, Uri url, string hash, IProgress<DownloadProgress>? progress, CancellationToken cancellation)
    {
        using var part = PartFile.Open(target, progress);
        var leftover = part.Length > 0;
        var actual = leftover ? part.Hash() : "";     // an earlier process may have stopped just before the renaming
        if (actual != hash)
        {
            Receive(part, url, cancellation);
            actual = part.Hash();
        }

        if (actual != hash && leftover)
        {
            part.Restart();     // what was left may have been of an older version of the file
            Receive(part, url, cancellation);
            actual = part.Hash();
        }

        if (actual != hash)
        {
            var what = $"its {part.Length} bytes" + (FileKind.Of(part.Start()) is { } kind ? $" ({kind})" : "");
            part.Restart();
            throw new DatasetException(
                $"{url}: the SHA-256 of {what} is {actual}, expected {hash}. Nothing was stored. If the file was changed for a "
                + $"good reason, "
                + "set dataset.sha256 to the new value; otherwise get it from another source.");
        }

        part.MoveTo(target, () => Holds(target, hash));
    }

    private void Receive(PartFile part, Uri url, CancellationToken cancellation)
    {
        if (url.IsFile)
        {
            CopyLocal(part, url, cancellation);
            return;
        }

        using var client = new HttpClient(
            handler ?? new SocketsHttpHandler(), disposeHandler: handler is null) { Timeout = Timeout.InfiniteTimeSpan };
        var download = new HttpDownload(client, url, part);
        try
        {
            Retry().Execute(token => download.ContinueAsync(token).GetAwaiter().GetResult(), cancellation);
        }
        catch (TransientDownloadException exception)
        {
            throw new DatasetException(
                $"{url}: {exception.Message} That was attempt {Retries + 1}; {part.Length} bytes are kept. Run the same command "
                    + $"again to continue.",
                exception);
        }
    }

    private ResiliencePipeline Retry() =>
        new ResiliencePipelineBuilder { TimeProvider = timeProvider }.AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<TransientDownloadException>(),
            MaxRetryAttempts = Retries,
            BackoffType = DelayBackoffType.Exponential,
            Delay = TimeSpan.FromSeconds(1),
            MaxDelay = LongestPause,
            DelayGenerator = arguments => ValueTask.FromResult<TimeSpan?>(
                arguments.Outcome.Exception is TransientDownloadException { Pause: { } pause }
                    ? (pause < LongestPause ? pause : LongestPause)
                    : null),
        }).Build();

    private static void CopyLocal(PartFile part, Uri url, CancellationToken cancellation)
    {
        FileStream source;
        try
        {
#pragma warning disable RS0030 // the copy is used only where it has the hash that is a parameter
            source = File.OpenRead(url.LocalPath);
#pragma warning restore RS0030
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException(
                $"{url}: can't be read: {exception.Message} Give the absolute path of a file: file:///folder/file.tar.gz.", exception);
        }

        using (source)
        {
            part.Restart();
            part.Expect(source.Length);
            var buffer = new byte[1 << 16];
            int count;
            while ((count = source.Read(buffer)) > 0)
            {
                cancellation.ThrowIfCancellationRequested();
                part.Append(buffer.AsSpan(0, count));
            }
        }
    }

    private static bool Holds(string path, string hash)
    {
        if (!File.Exists(path))
        {
            return false;
        }

#pragma warning disable RS0030 // it is only hashed here
        using var stream = File.OpenRead(path);
#pragma warning restore RS0030
        return Convert.ToHexStringLower(SHA256.HashData(stream)) == hash;
    }

    private static void CheckArguments(Uri url, string sha256)
    {
        if (!url.IsAbsoluteUri || (url.Scheme != Uri.UriSchemeHttps && !url.IsFile))
        {
            throw new DatasetException(
                $"{url}: only https and file addresses are accepted (https://host/file.tar.gz, file:///folder/file.tar.gz).");
        }

        if (sha256.Length != 64 || !sha256.All(char.IsAsciiHexDigit))
        {
            throw new DatasetException(
                $"{url}: dataset.sha256 is '{sha256}', expected 64 hexadecimal digits (sha256sum FILE prints them).");
        }
    }
}
