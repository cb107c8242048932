using System.Security.Cryptography;
using System.Text;

namespace Ttca.Pipeline.Tests.Storage;

/// <summary>Edits records as somebody who knows how they are sealed: the seal is a checksum, no signature.</summary>
internal static class Resealed
{
    /// <summary>Puts other JSON into a sealed file.</summary>
    public static void Edit(string path, Func<string, string> edit)
    {
        var text = File.ReadAllText(path);
        var start = text.IndexOf("\"content\":\n", StringComparison.Ordinal) + "\"content\":\n".Length;
        File.WriteAllText(path, Seal(edit(text[start..^2])));
    }

    /// <summary>A sealed file with this JSON: <c>{"sha256":"...",</c>, a new line, and what the hash is over.</summary>
    public static string Seal(string json)
    {
        var body = $"\"content\":\n{json}}}\n";
        return $"{{\"sha256\":\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)))}\",\n{body}";
    }
}
