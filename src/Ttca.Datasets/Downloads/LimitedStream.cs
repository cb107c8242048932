namespace Ttca.Datasets;

/// <summary>
/// Reads another stream, and fails once more than so many bytes have come out of it: a few compressed bytes can stand for any number.
/// </summary>
internal sealed class LimitedStream(Stream inner, long limit) : WatchedStream(inner)
{
    private readonly Stream _inner = inner;

    protected override void OnRead(ReadOnlySpan<byte> bytes)
    {
        if (Position > limit)
        {
            throw new InvalidDataException($"it unpacks to more than {limit} bytes");
        }
    }

    protected override void Dispose(bool disposing)
    {
        _inner.Dispose();
        base.Dispose(disposing);
    }
}
