using System.Buffers;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Ttca.Pipeline;

/// <summary>
/// An external file that is hashed while it is read: what is read is what is hashed, whatever is written to the file meanwhile.
/// </summary>
/// <remarks>
/// Read in order, each byte goes to the reader and into the hash at once. A reader that jumps is given the bytes of a file that was hashed
/// before (through the same handle), and at the end it is made sure that nothing was written to it since.
/// </remarks>
internal sealed class HashedRead : Stream
{
    private const int PartLength = 1 << 16;
    private readonly SafeFileHandle _file;
    private readonly TimeProvider _time;
    private readonly Action<string?> _closed;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly long _length;
    private long _position;

    /// <summary>Bytes from the start that are in <see cref="_hash"/>.</summary>
    private long _hashed;

    /// <summary>Where the reader jumped: of the whole file.</summary>
    private (string Hash, FileStamp? Stamp)? _whole;

    private bool _isClosed;

    /// <param name="path">The file.</param>
    /// <param name="time">Tells how old its last change is.</param>
    /// <param name="closed">
    /// Gets the SHA-256 of what was read when this is disposed of; null where that can't be told, as the file was written to.
    /// </param>
    public HashedRead(string path, TimeProvider time, Action<string?> closed)
    {
        _file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        _time = time;
        _closed = closed;
        _length = RandomAccess.GetLength(_file);
    }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    /// <summary>As it was when the file was opened: nothing after it is read.</summary>
    public override long Length => _length;

    public override long Position
    {
        get => _position;
        set => _position = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "before the start of the file");
    }

    public override int Read(Span<byte> buffer)
    {
        if (_position != _hashed && _whole is null)
        {
            var stamp = FileStamp.TryOf(_file);
            var isSettled = stamp?.IsSettled(_time.GetUtcNow()) == true;
            _whole = (HashRest(), isSettled ? stamp : null);
        }

        var count = ReadAt(_position, buffer);
        if (_whole is null)
        {
            _hash.AppendData(buffer[..count]);
            _hashed += count;
        }

        _position += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) =>
        Position = offset + (origin switch { SeekOrigin.Begin => 0, SeekOrigin.Current => _position, _ => _length });

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_isClosed)
        {
            _isClosed = true;
            _closed(HashOfWhatWasRead());
            _hash.Dispose();
            _file.Dispose();
        }

        base.Dispose(disposing);
    }

    private string? HashOfWhatWasRead()
    {
        try
        {
            var result = _whole is { } before ? IsStill(before.Hash, before.Stamp) ? before.Hash : null : HashRest();
            return RandomAccess.GetLength(_file) == _length ? result : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Whether the file has kept its content since it was hashed as a whole.</summary>
    private bool IsStill(string before, FileStamp? stamp)
    {
        if (stamp is not null)
        {
            return FileStamp.TryOf(_file) == stamp;
        }

        _hashed = 0;
        return HashRest() == before;
    }

    /// <summary>Of the whole file: from what is hashed on, to its end.</summary>
    private string HashRest()
    {
        var buffer = ArrayPool<byte>.Shared.Rent(PartLength);
        int count;
        while ((count = ReadAt(_hashed, buffer)) > 0)
        {
            _hash.AppendData(buffer, 0, count);
            _hashed += count;
        }

        ArrayPool<byte>.Shared.Return(buffer);
        return Convert.ToHexStringLower(_hash.GetHashAndReset());
    }

    private int ReadAt(long from, Span<byte> buffer) =>
        RandomAccess.Read(_file, buffer[..(int)Math.Clamp(_length - from, 0, buffer.Length)], from);
}
