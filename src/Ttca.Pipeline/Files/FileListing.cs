using System.Text;

namespace Ttca.Pipeline;

/// <summary>
/// Files of a folder by their names, each with the SHA-256 of its content: what a stage reads, and what its key says of it.
/// </summary>
/// <remarks>
/// Written as <c>sha256sum</c> writes it for the files in ordinal order of their names; <see cref="Hash"/> is the SHA-256 of that text. So
/// anybody can check a folder against it: <c>cd FOLDER; sha256sum --check STORE/listings/HASH.sha256</c>.
/// </remarks>
public sealed class FileListing
{
    private const int HashLength = 64;
    private const string Separator = "  ";
    private readonly Lazy<string> _hash;

    /// <param name="files">In any order.</param>
    public FileListing(IEnumerable<ListedFile> files)
        : this(InOrder(files), null)
    {
    }

    private FileListing(ListedFile[] files, byte[]? text)
    {
        Files = files;
        Text = text ?? Write(files);
        _hash = new(() => Hashing.Hash(Text));
    }

    /// <summary>In ordinal order of their names.</summary>
    public IReadOnlyList<ListedFile> Files { get; }

    /// <summary>SHA-256 over names and contents, as 64 lower-case hexadecimal digits.</summary>
    public string Hash => _hash.Value;

    internal byte[] Text { get; }

    /// <summary>What differs, by name: <c>a.png</c>, <c>b.png (new)</c>, <c>c.png (gone)</c>.</summary>
    public static IReadOnlyList<string> Differences(FileListing before, FileListing now)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(now);
        var old = before.Files.ToDictionary(file => file.Name, file => file.Sha256, StringComparer.Ordinal);
        var current = now.Files.ToDictionary(file => file.Name, file => file.Sha256, StringComparer.Ordinal);
        return
        [
            .. from name in old.Keys.Union(current.Keys).Order(StringComparer.Ordinal)
               where old.GetValueOrDefault(name) != current.GetValueOrDefault(name)
               select !old.ContainsKey(name) ? $"{name} (new)" : !current.ContainsKey(name) ? $"{name} (gone)" : name,
        ];
    }

    /// <summary>Null where the text isn't one that <see cref="Text"/> was.</summary>
    internal static FileListing? Read(byte[] text)
    {
        var lines = Encoding.UTF8.GetString(text).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var files = new ListedFile[lines.Length];
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i][0] == '\\' ? lines[i].AsSpan(1) : lines[i];
            if (line.Length <= HashLength + Separator.Length || !Checked.IsDigest(line[..HashLength].ToString()))
            {
                return null;
            }

            var name = line[(HashLength + Separator.Length)..].ToString();
            files[i] = new ListedFile(line.Length == lines[i].Length ? name : Unescape(name), line[..HashLength].ToString());
            if (i > 0 && string.CompareOrdinal(files[i - 1].Name, files[i].Name) >= 0)
            {
                return null;
            }
        }

        return new FileListing(files, text);
    }

    private static ListedFile[] InOrder(IEnumerable<ListedFile> files)
    {
        ListedFile[] result = [.. files];
        Array.Sort(result, (one, other) => string.CompareOrdinal(one.Name, other.Name));
        return result;
    }

    private static byte[] Write(ListedFile[] files)
    {
        var text = new StringBuilder(files.Length * (HashLength + 32));
        foreach (var (name, hash) in files)
        {
            var escaped = name.AsSpan().ContainsAny('\\', '\n', '\r')
                ? name.Replace("\\", "\\\\", StringComparison.Ordinal)
                    .Replace("\n", "\\n", StringComparison.Ordinal)
                    .Replace("\r", "\\r", StringComparison.Ordinal)
                : name;
            text.Append(ReferenceEquals(escaped, name) ? "" : "\\").Append(hash).Append(Separator).Append(escaped).Append('\n');
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string Unescape(string name)
    {
        var text = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            var isEscape = name[i] == '\\' && i + 1 < name.Length;
            text.Append(!isEscape ? name[i] : name[++i] switch { 'n' => '\n', 'r' => '\r', var other => other });
        }

        return text.ToString();
    }
}

/// <summary>A file of a listing.</summary>
/// <param name="Name">Path within the folder with <c>/</c>.</param>
/// <param name="Sha256">64 lower-case hexadecimal digits.</param>
public readonly record struct ListedFile(string Name, string Sha256);
