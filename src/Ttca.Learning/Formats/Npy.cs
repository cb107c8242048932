using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

namespace Ttca.Learning.Formats;

/// <summary>
/// NumPy's .npy files, version 1.0, C order, little endian: <c>byte</c> (|u1), <c>sbyte</c> (|i1), <c>int</c> (&lt;i4), <c>float</c>
/// (&lt;f4).
/// </summary>
/// <remarks>Source: NumPy Enhancement Proposal 1. The bytes are those of <c>numpy.save</c> for the same array.</remarks>
public static partial class Npy
{
    private const int MaxDimensions = 8;
    private static readonly byte[] Magic = [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0];

    /// <summary>Writes <paramref name="values"/> with the given shape; no shape at all means one dimension.</summary>
    /// <exception cref="ArgumentException">The shape doesn't hold that many values, or the element type isn't one of the four.</exception>
    public static void Write<T>(Stream stream, ReadOnlySpan<T> values, params int[] shape)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(shape);
        int[] dimensions = shape.Length == 0 ? [values.Length] : shape;
        if (dimensions.Any(size => size < 0) || ElementCount(dimensions) != values.Length)
        {
            throw new ArgumentException($"Shape [{string.Join(",", dimensions)}] does not hold {values.Length} values.", nameof(shape));
        }

        stream.Write(Header(Descriptor<T>(), dimensions));
        stream.Write(MemoryMarshal.AsBytes(values));    // every machine that TorchSharp supports is little endian
    }

    /// <summary>Writes an array that need not fit into memory, in pieces that follow each other.</summary>
    /// <exception cref="ArgumentException">The shape doesn't hold that many bytes.</exception>
    public static void WriteBytes(Stream stream, IEnumerable<ReadOnlyMemory<byte>> pieces, params int[] shape)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(pieces);
        ArgumentNullException.ThrowIfNull(shape);
        stream.Write(Header(Descriptor<byte>(), shape));
        var written = 0L;
        foreach (var piece in pieces)
        {
            stream.Write(piece.Span);
            written += piece.Length;
        }

        if (written != ElementCount(shape))
        {
            throw new ArgumentException($"Shape [{string.Join(",", shape)}] does not hold {written} values.", nameof(shape));
        }
    }

    /// <summary>Reads the head of a file of bytes: the array follows, from the stream's place to its end.</summary>
    /// <exception cref="InvalidDataException">Not such a file, another element type, or another length than the shape says.</exception>
    public static int[] ReadShapeOfBytes(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var shape = ReadHeader(stream, Descriptor<byte>());
        var left = stream.Length - stream.Position;
        return left == ElementCount(shape)
            ? shape
            : throw new InvalidDataException(
                $".npy: shape [{string.Join(",", shape)}] takes {ElementCount(shape)} bytes, but {left} follow the header.");
    }

    /// <summary>Reads a file of exactly this element type.</summary>
    /// <param name="stream">Read from its present position to the end of the array; may be unseekable.</param>
    /// <param name="maxBytes">Refuses arrays of more bytes, before memory is taken for them.</param>
    /// <exception cref="InvalidDataException">Not such a file, another element type, too large, or cut short.</exception>
    public static (T[] Values, int[] Shape) Read<T>(Stream stream, long maxBytes)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(stream);
        var shape = ReadHeader(stream, Descriptor<T>());
        var bytes = ByteCount(shape, Unsafe.SizeOf<T>());
        if (bytes > maxBytes || bytes > Array.MaxLength)
        {
            throw new InvalidDataException(
                $".npy: shape [{string.Join(",", shape)}] takes {bytes} bytes; at most {Math.Min(maxBytes, Array.MaxLength)} are allowed.");
        }

        var values = new T[(int)ElementCount(shape)];
        var read = stream.ReadAtLeast(MemoryMarshal.AsBytes(values.AsSpan()), (int)bytes, throwOnEndOfStream: false);
        return read == bytes
            ? (values, shape)
            : throw new InvalidDataException(
                $".npy: cut short: shape [{string.Join(",", shape)}] takes {bytes} bytes, but {read} follow the header.");
    }

    private static byte[] Header(string descriptor, int[] shape)
    {
        var tuple = shape.Length == 1 ? $"({shape[0]},)" : $"({string.Join(", ", shape)})";
        var dictionary = $"{{'descr': '{descriptor}', 'fortran_order': False, 'shape': {tuple}, }}";
        // NumPy >= 1.23 leaves room to append along the first axis
        var growth = 21 - shape[0].ToString(CultureInfo.InvariantCulture).Length;
        var length = (Magic.Length + 2 + dictionary.Length + growth + 1 + 63) / 64 * 64;     // data start on a multiple of 64
        var header = new byte[length];
        header.AsSpan().Fill((byte)' ');
        Magic.CopyTo(header, 0);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(Magic.Length), (ushort)(length - Magic.Length - 2));
        Encoding.ASCII.GetBytes(dictionary, header.AsSpan(Magic.Length + 2));
        header[^1] = (byte)'\n';
        return header;
    }

    private static int[] ReadHeader(Stream stream, string descriptor)
    {
        Span<byte> start = stackalloc byte[Magic.Length + 2];
        if (stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) < start.Length || !start.StartsWith(Magic))
        {
            throw new InvalidDataException(".npy: does not start with the signature of version 1.0.");
        }

        var text = new byte[BinaryPrimitives.ReadUInt16LittleEndian(start[Magic.Length..])];
        if (stream.ReadAtLeast(text, text.Length, throwOnEndOfStream: false) < text.Length)
        {
            throw new InvalidDataException(".npy: the header is cut short.");
        }

        var header = Encoding.ASCII.GetString(text);
        var match = HeaderPattern().Match(header);
        if (!match.Success)
        {
            throw new InvalidDataException($".npy: header not understood: {header.TrimEnd()}");
        }

        if (match.Groups["descr"].Value != descriptor)
        {
            throw new InvalidDataException($".npy: elements are {match.Groups["descr"].Value}, expected {descriptor}.");
        }

        var sizes = match.Groups["shape"].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var shape = sizes.Select(size => int.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : -1).ToArray();
        return shape.Length <= MaxDimensions && !shape.Contains(-1)
            ? shape
            : throw new InvalidDataException($".npy: shape ({match.Groups["shape"].Value}) is not supported.");
    }

    private static long ElementCount(int[] shape) => ByteCount(shape, 1);

    // Saturates instead of wrapping round: a hostile shape must not pass a size check.
    private static long ByteCount(int[] shape, int elementSize)
    {
        var product = (Int128)elementSize;
        if (shape.Contains(0))
        {
            return 0;
        }

        foreach (var size in shape)
        {
            product = Int128.Min(product * size, long.MaxValue);
        }

        return (long)product;
    }

    private static string Descriptor<T>() =>
        typeof(T) == typeof(byte) ? "|u1"
        : typeof(T) == typeof(sbyte) ? "|i1"
        : typeof(T) == typeof(int) ? "<i4"
        : typeof(T) == typeof(float) ? "<f4"
        : throw new ArgumentException($".npy: elements of type {typeof(T).Name} are not supported; use byte, sbyte, int or float.");

    [GeneratedRegex(
        @"^\{\s*'descr':\s*'(?<descr>[^']+)',\s*'fortran_order':\s*False,\s*'shape':\s*\((?<shape>[\d, ]*)\),?\s*\}\s*$",
        RegexOptions.CultureInvariant)]
    private static partial Regex HeaderPattern();
}
