using System.Net;
using System.Net.Http.Headers;

namespace Ttca.Datasets.Tests;

/// <summary>A server of one file that keeps what it was asked and does as each test says.</summary>
internal sealed class FakeServer(byte[] content) : HttpMessageHandler
{
    private readonly Queue<Func<HttpRequestMessage, HttpResponseMessage>> _answers = new();

    public List<string> Requests { get; } = [];

    public bool SupportsRanges { get; init; } = true;

    public byte[] Content { get; set; } = content;

    public string Version { get; set; } = "\"1\"";

    /// <summary>The next answer is this one; when there are no more, the file itself.</summary>
    public FakeServer Then(Func<HttpRequestMessage, HttpResponseMessage> answer)
    {
        _answers.Enqueue(answer);
        return this;
    }

    public FakeServer ThenStatus(HttpStatusCode status, TimeSpan? retryAfter = null) => Then(_ =>
    {
        var response = new HttpResponseMessage(status);
        response.Headers.RetryAfter = retryAfter is { } pause ? new RetryConditionHeaderValue(pause) : null;
        return response;
    });

    /// <summary>The connection fails when this many more bytes have been sent.</summary>
    public FakeServer ThenCutAfter(int bytes) => Then(request => Send(request, stream => new CutStream(stream, bytes)));

    /// <summary>Announces this length, whatever the file's is.</summary>
    public FakeServer ThenLength(long length) => Then(request =>
    {
        var response = Send(request, stream => stream);
        response.Content.Headers.ContentLength = length;
        return response;
    });

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests.Add($"{request.RequestUri} range={request.Headers.Range} if-range={request.Headers.IfRange}");
        return Task.FromResult(_answers.TryDequeue(out var answer) ? answer(request) : Send(request, stream => stream));
    }

    private HttpResponseMessage Send(HttpRequestMessage request, Func<Stream, Stream> wrap)
    {
        var from = SupportsRanges && request.Headers.IfRange?.EntityTag?.Tag is var tag && (tag is null || tag == Version)
            ? request.Headers.Range?.Ranges.Single().From
            : null;
        if (from >= Content.Length)
        {
            return new HttpResponseMessage(HttpStatusCode.RequestedRangeNotSatisfiable);
        }

        var body = new StreamContent(wrap(new MemoryStream(Content[(int)(from ?? 0)..])));
        body.Headers.ContentLength = Content.Length - (from ?? 0);
        body.Headers.ContentRange = from is { } start ? new ContentRangeHeaderValue(start, Content.Length - 1, Content.Length) : null;
        var response = new HttpResponseMessage(from is null ? HttpStatusCode.OK : HttpStatusCode.PartialContent) { Content = body };
        response.Headers.ETag = new EntityTagHeaderValue(Version);
        return response;
    }

    private sealed class CutStream(Stream inner, int bytes) : Stream
    {
        private int _left = bytes;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (_left == 0)
            {
                throw new IOException("Connection reset by peer");
            }

            var read = inner.Read(buffer, offset, Math.Min(count, _left));
            _left -= read;
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
