using System.Buffers;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ttca.Pipeline;

/// <summary>
/// One text for equal JSON: names in ordinal order, no white space, numbers in their shortest round-trip form (<c>1.0</c> is
/// <c>1</c>), minimal escapes, UTF-8.
/// </summary>
public static class CanonicalJson
{
    /// <summary>Bytes that hold what most keys are made of.</summary>
    private const int UsualLength = 1024;

    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The canonical text as UTF-8.</summary>
    public static byte[] Bytes(JsonElement json) => Written(writer => Write(json, writer)).ToArray();

    /// <summary>SHA-256 of the canonical text, as 64 lower-case hexadecimal digits.</summary>
    public static string Hash(JsonElement json) => Hash(writer => Write(json, writer));

    /// <inheritdoc cref="Hash(JsonElement)"/>
    public static string Hash(JsonNode json) => Hash(JsonSerializer.SerializeToElement(json));

    /// <summary>
    /// The same, where the caller writes the text itself: names in ordinal order, parts that are JSON already by <see cref="Write"/>.
    /// </summary>
    internal static string Hash(Action<Utf8JsonWriter> write) => Convert.ToHexStringLower(SHA256.HashData(Written(write)));

    internal static void Write(JsonElement json, Utf8JsonWriter writer)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                WriteMembers(json, writer);
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in json.EnumerateArray())
                {
                    Write(item, writer);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.Number:
                WriteNumber(json, writer);
                break;
            default:
                json.WriteTo(writer);
                break;
        }
    }

    internal static void WriteStrings(string name, IEnumerable<string?> values, Utf8JsonWriter writer)
    {
        writer.WriteStartArray(name);
        foreach (var value in values)
        {
            writer.WriteStringValue(value);
        }

        writer.WriteEndArray();
    }

    private static void WriteMembers(JsonElement json, Utf8JsonWriter writer)
    {
        var members = new (string Name, JsonElement Value)[json.GetPropertyCount()];
        var count = 0;
        foreach (var member in json.EnumerateObject())
        {
            members[count++] = (member.Name, member.Value);     // each access of Name makes a string
        }

        Array.Sort(members, (left, right) => string.CompareOrdinal(left.Name, right.Name));
        writer.WriteStartObject();
        foreach (var (name, value) in members)
        {
            writer.WritePropertyName(name);
            Write(value, writer);
        }

        writer.WriteEndObject();
    }

    private static void WriteNumber(JsonElement json, Utf8JsonWriter writer)
    {
        if (json.TryGetInt64(out var integer))
        {
            writer.WriteNumberValue(integer);
        }
        else if (json.TryGetUInt64(out var unsigned))
        {
            writer.WriteNumberValue(unsigned);
        }
        else
        {
            var number = json.GetDouble();
            writer.WriteNumberValue(number == 0 ? 0 : number);      // -0 is 0
        }
    }

    private static ReadOnlySpan<byte> Written(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(UsualLength);
        using (var writer = new Utf8JsonWriter(buffer, WriterOptions))
        {
            write(writer);
        }

        return buffer.WrittenSpan;
    }
}
