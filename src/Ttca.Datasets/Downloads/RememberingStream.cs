namespace Ttca.Datasets;

/// <summary>Reads another stream, which may be read only once, and remembers how it began and how long it was.</summary>
internal sealed class RememberingStream(Stream inner) : WatchedStream(inner)
{
    private readonly List<byte> _start = [];

    /// <summary>The first bytes that were read, at most <see cref="FileKind.Length"/>.</summary>
    public byte[] Start => [.. _start];

    protected override void OnRead(ReadOnlySpan<byte> bytes) =>
        _start.AddRange(bytes[..Math.Min(bytes.Length, FileKind.Length - _start.Count)]);
}
