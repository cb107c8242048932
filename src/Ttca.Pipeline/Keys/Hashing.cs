using System.Security.Cryptography;
using System.Text;

namespace Ttca.Pipeline;

internal static class Hashing
{
    public static string Hash(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    /// <summary>Of a stream from its position to its end.</summary>
    public static string Hash(Stream content) => Convert.ToHexStringLower(SHA256.HashData(content));

    public static string Hash(string text) => Hash(Encoding.UTF8.GetBytes(text));
}
