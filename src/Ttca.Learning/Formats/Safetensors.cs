using System.Buffers;
using System.Buffers.Binary;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Ttca.Learning.Formats;

/// <summary>.safetensors files: readable by PyTorch, written deterministically, and safe to read from a stranger.</summary>
/// <remarks>
/// Source: the format's specification (github.com/huggingface/safetensors): header length (u64), header (JSON), data without holes.
/// Written as the reference implementation does: types in descending order of its list, then by name, header padded to 8 bytes with
/// spaces; so that every array is aligned to its element size. Metadata are sorted, which the reference leaves to chance.
/// </remarks>
public static class Safetensors
{
    internal const int LengthSize = sizeof(ulong);
    internal const int MaxHeaderBytes = 100_000_000;     // the reference implementation's limit
    internal const string MetadataKey = "__metadata__";

    /// <summary>Writes the arrays in the format's own order, whatever order they are given in.</summary>
    /// <exception cref="ArgumentException">A name is taken twice or reserved, or bytes don't fit type and shape.</exception>
    public static void Write(Stream stream, IReadOnlyList<NamedArray> arrays, IReadOnlyDictionary<string, string> metadata)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(arrays);
        ArgumentNullException.ThrowIfNull(metadata);
        Check(arrays);
        var ordered = arrays.OrderByDescending(array => array.Type).ThenBy(array => array.Name, StringComparer.Ordinal).ToArray();
        var header = Header(ordered, metadata);
        var padding = (LengthSize - header.WrittenCount % LengthSize) % LengthSize;
        header.GetSpan(padding)[..padding].Fill((byte)' ');
        header.Advance(padding);

        Span<byte> length = stackalloc byte[LengthSize];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.WrittenCount);
        stream.Write(length);
        stream.Write(header.WrittenSpan);
        foreach (var array in ordered)
        {
            stream.Write(array.Bytes.Span);
        }
    }

    /// <summary>Reads a whole file, in the order of its data.</summary>
    /// <param name="stream">Read from its present position to its end; may be unseekable.</param>
    /// <param name="maxBytes">Refuses larger files, before memory is taken for them.</param>
    /// <exception cref="InvalidDataException">
    /// The file breaks a rule of the format, holds another element type, or is too large.
    /// </exception>
    public static (IReadOnlyList<NamedArray> Arrays, IReadOnlyDictionary<string, string> Metadata) Read(
        Stream stream, long maxBytes = int.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var header = SafetensorsHeader.Read(stream, maxBytes);
        if (LengthSize + header.HeaderBytes + header.DataBytes > maxBytes || header.DataBytes > Array.MaxLength)
        {
            throw SafetensorsHeader.Invalid(
                $"the file takes {LengthSize + header.HeaderBytes + header.DataBytes} bytes; at most {maxBytes} are allowed");
        }

        var data = new byte[header.DataBytes];
        var read = stream.ReadAtLeast(data, data.Length, throwOnEndOfStream: false);
        if (read < data.Length)
        {
            throw SafetensorsHeader.Invalid($"cut short: the header describes {data.Length} bytes of data, but {read} follow it");
        }

        if (stream.ReadByte() >= 0)
        {
            throw SafetensorsHeader.Invalid($"more bytes follow the {data.Length} that the header describes");
        }

        var arrays = header.Entries.Select(entry =>
            new NamedArray(entry.Name, entry.Type, entry.Shape, data.AsMemory((int)entry.Begin, (int)(entry.End - entry.Begin))));
        return ([.. arrays], header.Metadata);
    }

    internal static int SizeOf(ElementType type) => type switch
    {
        ElementType.F32 => 4,
        ElementType.I64 => 8,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not an element type."),
    };

    /// <summary>Bytes of an array, or null where it doesn't fit into 63 bits or a size is negative.</summary>
    internal static long? ByteCount(ElementType type, IReadOnlyList<long> shape)
    {
        Int128 product = SizeOf(type);
        foreach (var size in shape)
        {
            product *= size;
            if (size < 0 || product > long.MaxValue)
            {
                return null;
            }
        }

        return (long)product;
    }

    private static void Check(IReadOnlyList<NamedArray> arrays)
    {
        var names = new HashSet<string>(StringComparer.Ordinal) { MetadataKey };
        foreach (var array in arrays)
        {
            if (!names.Add(array.Name))
            {
                throw new ArgumentException($"The name '{array.Name}' is taken twice or reserved.", nameof(arrays));
            }

            if (ByteCount(array.Type, array.Shape) != array.Bytes.Length)
            {
                throw new ArgumentException(
                    $"'{array.Name}': {array.Type} [{string.Join(",", array.Shape)}] does not take {array.Bytes.Length} bytes.",
                    nameof(arrays));
            }
        }
    }

    private static ArrayBufferWriter<byte> Header(NamedArray[] ordered, IReadOnlyDictionary<string, string> metadata)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        if (metadata.Count > 0)
        {
            json.WriteStartObject(MetadataKey);
            foreach (var (key, value) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                json.WriteString(key, value);
            }

            json.WriteEndObject();
        }

        long offset = 0;
        foreach (var array in ordered)
        {
            json.WriteStartObject(array.Name);
            json.WriteString("dtype", array.Type.ToString());
            WriteNumbers(json, "shape", array.Shape);
            WriteNumbers(json, "data_offsets", [offset, offset += array.Bytes.Length]);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.Flush();
        return buffer;
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, IReadOnlyList<long> numbers)
    {
        json.WriteStartArray(name);
        foreach (var number in numbers)
        {
            json.WriteNumberValue(number);
        }

        json.WriteEndArray();
    }
}
