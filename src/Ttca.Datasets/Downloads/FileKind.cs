using System.Text;

namespace Ttca.Datasets;

/// <summary>What a file is by its first bytes, where it isn't what was expected: for messages.</summary>
internal static class FileKind
{
    /// <summary>How many bytes are looked at.</summary>
    public const int Length = 512;

    /// <summary>What archives of data sets are.</summary>
    public const string Gzip = "a gzip file";

    private static readonly (byte[] Start, string Name)[] Kinds =
    [
        ([0x1F, 0x8B], Gzip),
        ([.. "PK\x3\x4"u8], "a zip archive"),
        ([.. "BZh"u8], "a bzip2 file"),
        ([0xFD, .. "7zXZ"u8], "an xz file"),
        ([.. "7z"u8, 0xBC, 0xAF], "a 7-Zip archive"),
        ([0x28, 0xB5, 0x2F, 0xFD], "a zstd file"),
        ([.. "PAR1"u8], "a Parquet file"),
        ([.. "version https://git-lfs"u8], "a pointer of Git LFS, not the file itself"),
    ];

    /// <summary>Such as <c>a zip archive</c>; null where nothing tells.</summary>
    public static string? Of(ReadOnlySpan<byte> start)
    {
        if (start.IsEmpty)
        {
            return "empty";
        }

        foreach (var (first, name) in Kinds)
        {
            if (start.StartsWith(first))
            {
                return name;
            }
        }

        var text = Encoding.ASCII.GetString(start).TrimStart('?', ' ', '\t', '\r', '\n');     // a mark of UTF-8 is three of the first
        return text.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("<html", StringComparison.OrdinalIgnoreCase)
            ? "an HTML page"
            : text.StartsWith("<?xml", StringComparison.Ordinal) ? "an XML file"
            : start.Length >= 262 && start[257..262].SequenceEqual("ustar"u8) ? "a tar archive that is not compressed"
            : null;
    }
}
