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
    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The canonical text as UTF-8.</summary>
    public static byte[] Bytes(JsonElement json)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, WriterOptions))
        {
            Write(json, writer);
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>SHA-256 of the canonical text, as 64 lower-case hexadecimal digits.</summary>
    public static string Hash(JsonElement json) => Convert.ToHexStringLower(SHA256.HashData(Bytes(json)));

    /// <inheritdoc cref="Hash(JsonElement)"/>
    public static string Hash(JsonNode json) => Hash(JsonSerializer.SerializeToElement(json));

    private static void Write(JsonElement json, Utf8JsonWriter writer)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in json.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(member.Name);
                    Write(member.Value, writer);
                }

                writer.WriteEndObject();
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
}
