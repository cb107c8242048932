using System.Buffers.Binary;
using System.Text.Json;

namespace Ttca.Learning.Formats;

/// <summary>The checked header of a .safetensors file.</summary>
/// <param name="Entries">In the order of their data, which they cover without a hole or an overlap.</param>
/// <param name="Metadata">Free text by key.</param>
/// <param name="HeaderBytes">Bytes of JSON.</param>
/// <param name="DataBytes">Bytes that must follow the header.</param>
internal sealed record SafetensorsHeader(
    IReadOnlyList<SafetensorsHeader.Entry> Entries, IReadOnlyDictionary<string, string> Metadata, long HeaderBytes, long DataBytes)
{
    internal sealed record Entry(string Name, ElementType Type, IReadOnlyList<long> Shape, long Begin, long End);

    /// <exception cref="InvalidDataException">The header breaks a rule.</exception>
    public static SafetensorsHeader Read(Stream stream, long maxBytes)
    {
        Span<byte> start = stackalloc byte[Safetensors.LengthSize];
        if (stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) < start.Length)
        {
            throw Invalid("shorter than the 8 bytes that say how long the header is");
        }

        var length = BinaryPrimitives.ReadUInt64LittleEndian(start);
        var limit = (ulong)Math.Clamp(maxBytes - Safetensors.LengthSize, 0, Safetensors.MaxHeaderBytes);
        if (length > limit)
        {
            throw Invalid($"the header claims {length} bytes; at most {limit} are allowed");
        }

        var text = new byte[length];
        var read = stream.ReadAtLeast(text, text.Length, throwOnEndOfStream: false);
        if (read < text.Length)
        {
            throw Invalid($"cut short: the header claims {length} bytes, but {read} follow");
        }

        return Parse(text);
    }

    public static InvalidDataException Invalid(string what, Exception? inner = null) => new($".safetensors: {what}.", inner);

    private static SafetensorsHeader Parse(byte[] text)
    {
        // A header nests three levels deep; twice the same key could show one reader other offsets than the next.
        var options = new JsonDocumentOptions { MaxDepth = 4, AllowDuplicateProperties = false };
        try
        {
            using var document = JsonDocument.Parse(text, options);
            return Interpret(document.RootElement, text.Length);
        }
        catch (JsonException exception)
        {
            throw Invalid($"the header is not the JSON it should be ({exception.Message.TrimEnd('.')})", exception);
        }
    }

    private static SafetensorsHeader Interpret(JsonElement root, long headerBytes)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw Invalid("the header is not a JSON object");
        }

        IReadOnlyDictionary<string, string> metadata = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var entries = new List<Entry>();
        foreach (var property in root.EnumerateObject())
        {
            if (property.NameEquals(Safetensors.MetadataKey))
            {
                metadata = ReadMetadata(property.Value);
            }
            else
            {
                entries.Add(ReadEntry(property));
            }
        }

        // An empty array may share its offset with the next one: it comes first.
        entries = [.. entries.OrderBy(entry => entry.Begin).ThenBy(entry => entry.End)];
        return new SafetensorsHeader(entries, metadata, headerBytes, CheckContiguous(entries));
    }

    private static SortedDictionary<string, string> ReadMetadata(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object || value.EnumerateObject().Any(pair => pair.Value.ValueKind != JsonValueKind.String))
        {
            throw Invalid($"{Safetensors.MetadataKey} is not an object of strings");
        }

        return new(value.EnumerateObject().ToDictionary(pair => pair.Name, pair => pair.Value.GetString()!), StringComparer.Ordinal);
    }

    private static Entry ReadEntry(JsonProperty property)
    {
        var name = property.Name;
        if (property.Value.ValueKind != JsonValueKind.Object
            || !property.Value.TryGetProperty("dtype", out var dtype) || dtype.ValueKind != JsonValueKind.String
            || !property.Value.TryGetProperty("shape", out var shapeValue) || !TryReadNumbers(shapeValue, out var shape)
            || !property.Value.TryGetProperty("data_offsets", out var offsetsValue) || !TryReadNumbers(offsetsValue, out var offsets)
            || offsets.Count != 2)
        {
            throw Invalid($"'{name}' needs a dtype, a shape and two data_offsets");
        }

        var known = Enum.GetValues<ElementType>().Where(known => dtype.ValueEquals(known.ToString())).ToArray();
        var type = known.Length == 1 ? known[0] : throw Invalid($"'{name}' is of type {dtype.GetString()}; F32 and I64 are supported");
        var (begin, end) = (offsets[0], offsets[1]);
        return begin <= end && Safetensors.ByteCount(type, shape) == end - begin
            ? new Entry(name, type, shape, begin, end)
            : throw Invalid($"'{name}': {type} [{string.Join(",", shape)}] does not fit bytes {begin} to {end}");
    }

    private static bool TryReadNumbers(JsonElement value, out IReadOnlyList<long> numbers)
    {
        var list = new List<long>();
        numbers = list;
        if (value.ValueKind != JsonValueKind.Array)
        {
            return false;
        }

        foreach (var element in value.EnumerateArray())
        {
            if (element.ValueKind != JsonValueKind.Number || !element.TryGetInt64(out var number) || number < 0)
            {
                return false;
            }

            list.Add(number);
        }

        return true;
    }

    private static long CheckContiguous(List<Entry> entries)
    {
        long end = 0;
        foreach (var entry in entries)
        {
            if (entry.Begin != end)
            {
                throw Invalid($"'{entry.Name}' begins at byte {entry.Begin}, but the data before it end at {end}");
            }

            end = entry.End;
        }

        return end;
    }
}
