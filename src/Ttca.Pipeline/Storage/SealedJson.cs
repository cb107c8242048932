using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Ttca.Pipeline;

/// <summary>
/// JSON files of the store's own, each sealed with the SHA-256 of its bytes: one that was damaged or edited by hand isn't believed.
/// <c>{"sha256":"...",</c> and a new line come first; the seal is over everything after them.
/// </summary>
internal static class SealedJson
{
    private const int HashLength = 64;
    private const int PrefixLength = 11 + HashLength + 3;   // {"sha256":"<hash>",\n
    private static readonly byte[] Body = "\"content\":\n"u8.ToArray();

    public static byte[] Write<T>(T value, JsonTypeInfo<T> type)
    {
        using var file = new MemoryStream();
        file.Write(new byte[PrefixLength]);
        file.Write(Body);
        JsonSerializer.Serialize(file, value, type);
        file.Write("}\n"u8);
        var bytes = file.ToArray();
        Prefix(bytes).CopyTo(bytes, 0);
        return bytes;
    }

    /// <exception cref="JsonException">It isn't what <see cref="Write"/> wrote.</exception>
    public static T Read<T>(byte[] bytes, JsonTypeInfo<T> type)
    {
        if (bytes.Length == 0)
        {
            throw new JsonException("it is empty");
        }

        if (bytes.Length < PrefixLength + Body.Length || !bytes.AsSpan(0, PrefixLength).SequenceEqual(Prefix(bytes)))
        {
            throw new JsonException("its checksum is wrong");
        }

        try
        {
            return JsonSerializer.Deserialize(bytes.AsSpan((PrefixLength + Body.Length)..^2), type)
                ?? throw new JsonException("it holds nothing but null");
        }
        catch (ArgumentException error)
        {
            throw new JsonException(error.Message, error);      // a member isn't what it may be (Checked)
        }
    }

    private static byte[] Prefix(byte[] bytes) =>
        Encoding.ASCII.GetBytes($"{{\"sha256\":\"{Convert.ToHexStringLower(SHA256.HashData(bytes.AsSpan(PrefixLength)))}\",\n");
}
