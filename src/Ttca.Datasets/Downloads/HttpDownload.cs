using System.Net;
using System.Net.Http.Headers;

namespace Ttca.Datasets;

/// <summary>An attempt failed for a reason that may be gone at the next.</summary>
internal sealed class TransientDownloadException(
    string message, Exception? inner = null, TimeSpan? pause = null) : Exception(message, inner)
{
    /// <summary>How long the server asks to wait.</summary>
    public TimeSpan? Pause => pause;
}

/// <summary>One file on its way from a server, over as many requests as it takes.</summary>
internal sealed class HttpDownload(HttpClient client, Uri url, PartFile part)
{
    // A server that never ends must not fill the disk. Where it announces a length, the disk has been asked for room.
    private const long MostUnannouncedBytes = 1L << 34;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private EntityTagHeaderValue? _version;

    /// <summary>Continues where the part ends, and returns when the file is complete.</summary>
    /// <exception cref="TransientDownloadException">Worth another attempt.</exception>
    /// <exception cref="DatasetException">Not worth one.</exception>
    public async Task ContinueAsync(CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        try
        {
            using var response = await client
                .SendAsync(Request(), HttpCompletionOption.ResponseHeadersRead, patience.Token)
                .ConfigureAwait(false);
            var total = Begin(response);
            part.Expect(total);
            using var content = await response.Content.ReadAsStreamAsync(patience.Token).ConfigureAwait(false);
            var buffer = new byte[1 << 16];
            int count;
            while ((count = await ReadAsync(content, buffer, patience).ConfigureAwait(false)) > 0)
            {
                part.Append(buffer.AsSpan(0, count));
                if (part.Length > (total ?? MostUnannouncedBytes))
                {
                    throw new DatasetException(
                        $"{url}: the server sends more than the {total ?? MostUnannouncedBytes} bytes that are expected. Check "
                            + $"dataset.url.");
                }
            }

            if (part.Length < total)
            {
                throw new TransientDownloadException($"the connection ended after {part.Length} of {total} bytes.");
            }
        }
        catch (OperationCanceledException exception) when (!cancellation.IsCancellationRequested)
        {
            throw new TransientDownloadException($"the server sent nothing for {Patience.TotalSeconds} seconds.", exception);
        }
        catch (HttpRequestException exception)
        {
            throw new TransientDownloadException($"the connection failed: {exception.Message.TrimEnd('.')}.", exception);
        }
    }

    private HttpRequestMessage Request()
    {
        var request = new HttpRequestMessage(HttpMethod.Get, url);
        if (part.Length > 0)
        {
            request.Headers.Range = new RangeHeaderValue(part.Length, null);
            request.Headers.IfRange = _version is null ? null : new RangeConditionHeaderValue(_version);
        }

        return request;
    }

    // Puts the part where the response begins, and says how long the whole file is.
    private long? Begin(HttpResponseMessage response)
    {
        var length = response.Content.Headers.ContentLength;
        switch (response.StatusCode)
        {
            case HttpStatusCode.PartialContent when response.Content.Headers.ContentRange?.From == part.Length:
                length = response.Content.Headers.ContentRange.Length ?? length + part.Length;
                break;
            case HttpStatusCode.OK:
                part.Restart();
                break;
            case HttpStatusCode.PartialContent or HttpStatusCode.RequestedRangeNotSatisfiable when part.Length > 0:
                part.Restart();
                throw new TransientDownloadException("the server could not continue the download, which starts again.");
            default:
                throw Refusal(response);
        }

        _version = response.Headers.ETag is { IsWeak: false } version ? version : null;
        return length;
    }

    private Exception Refusal(HttpResponseMessage response)
    {
        var status = $"the server answers {(int)response.StatusCode} ({response.ReasonPhrase}).";
        var mayPass = response.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests
            or >= HttpStatusCode.InternalServerError;
        return mayPass
            ? new TransientDownloadException(status, pause: response.Headers.RetryAfter?.Delta)
            : new DatasetException(
                $"{url}: {status} Check dataset.url, or download the file by other means and give its file:///... address.");
    }

    // Only errors of the connection are transient; those of the disk are not.
    private static async Task<int> ReadAsync(Stream content, byte[] buffer, CancellationTokenSource patience)
    {
        patience.CancelAfter(Patience);
        try
        {
            return await content.ReadAsync(buffer, patience.Token).ConfigureAwait(false);
        }
        catch (IOException exception)
        {
            throw new TransientDownloadException($"the connection failed: {exception.Message.TrimEnd('.')}.", exception);
        }
    }
}
