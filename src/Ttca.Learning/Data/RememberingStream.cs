namespace Ttca.Learning.Data;

/// <summary>Reads another stream, which may be read only once, and remembers how it began and how long it was.</summary>
internal sealed class RememberingStream(Stream inner) : Stream
{
    private readonly List<byte> _start = [];
    private long _read;

    /// <summary>The first bytes that were read, at most <see cref="FileKind.Length"/>.</summary>
    public byte[] Start => [.. _start];

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => _read; set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        var count = inner.Read(buffer);
        _read += count;
        _start.AddRange(buffer[..Math.Min(count, FileKind.Length - _start.Count)]);
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
