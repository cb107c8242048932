using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Ttca.Datasets.Images;

/// <summary>Decodes UTF-8 strictly: what is read leniently may give two values one name.</summary>
internal static class Utf8Text
{
    private const string Remedy = "Save it as UTF-8 (spreadsheets call it \"CSV UTF-8\").";

    /// <param name="bytes">Content of a file, with or without the mark EF BB BF.</param>
    /// <param name="path">How messages call the file.</param>
    /// <exception cref="DatasetException">
    /// Another encoding, no text, or characters that an earlier conversion lost; with the line.
    /// </exception>
    public static string Decode(ReadOnlySpan<byte> bytes, string path)
    {
        var form = bytes switch
        {
            [0xFF, 0xFE, 0, 0, ..] or [0, 0, 0xFE, 0xFF, ..] => "UTF-32",
            [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] => "UTF-16",
            _ => null,
        };
        if (form is not null)
        {
            throw new DatasetException($"{path}: is {form} (it begins with {Convert.ToHexString(bytes[..2])}), expected UTF-8. {Remedy}");
        }

        if (bytes is [0xEF, 0xBB, 0xBF, ..])
        {
            bytes = bytes[3..];
        }

        var text = new char[bytes.Length];
        var status = Utf8.ToUtf16(bytes, text, out var read, out var written, replaceInvalidSequences: false);
        return status != OperationStatus.Done
            ? throw new DatasetException(
                $"{path}: line {LineAt(text.AsSpan(0, written))} is not UTF-8: byte {bytes[read]:X2} after "
                    + $"{Quote(text.AsSpan(0, written))}. {Remedy}")
            : Checked(new string(text, 0, written), path);
    }

    private static string Checked(string text, string path) => text.IndexOfAny(['\0', '\uFFFD']) switch
    {
        < 0 => text,
        var at when text[at] == 0 => throw new DatasetException(
            $"{path}: line {LineAt(text.AsSpan(0, at))} holds a NUL: it is UTF-16 or no text, expected UTF-8. {Remedy}"),
        var at => throw new DatasetException(
            $"{path}: line {LineAt(text.AsSpan(0, at))} holds U+FFFD, which stands for a character that was lost when the file was "
                + $"converted: convert the original to UTF-8 again."),
    };

    private static string Quote(ReadOnlySpan<char> before)
    {
        const int Shown = 20;
        var line = before[(before.LastIndexOfAny('\n', '\r') + 1)..];
        return ValueText.Show(line[Math.Max(0, line.Length - Shown)..].ToString());
    }

    private static int LineAt(ReadOnlySpan<char> before) => 1 + before.Count('\n') + LoneReturns(before);

    private static int LoneReturns(ReadOnlySpan<char> text) => text.Count('\r') - text.Count("\r\n");
}
