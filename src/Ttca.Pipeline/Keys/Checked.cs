using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Ttca.Pipeline;

/// <summary>
/// What the members of records may be. Stores are shared and downloaded, so whatever becomes a path, a sum or a loop is checked where the
/// type that holds it is made, from whatever source: no code can forget it.
/// </summary>
/// <exception cref="ArgumentException">Of every method: the value isn't what is allowed. Readers of files take it for damage.</exception>
internal static partial class Checked
{
    private const int DigestLength = 64;
    private const int LongestFileName = 200;
    private const int LongestId = 256;
    private const int LongestShown = 80;
    private const int MostItems = 1_000_000;
    private const long LargestFile = 1L << 44;          // 16 TiB: ten thousand of them still have a sum
    private const double LongestSeconds = 1e7;          // a third of a year: the sum of a large plan is still a TimeSpan

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    /// <summary>Names of devices, which Windows opens in whatever folder and with whatever extension.</summary>
    private static readonly HashSet<string> Devices = new(
        ["CON", "PRN", "AUX", "NUL", .. Enumerable.Range(0, 10).SelectMany(i => new[] { $"COM{i}", $"LPT{i}" })],
        StringComparer.OrdinalIgnoreCase);

    public static bool IsDigest(string? text) => text?.Length == DigestLength && !text.AsSpan().ContainsAnyExcept(HexDigits);

    /// <summary>A SHA-256.</summary>
    public static string Digest(string text) => IsDigest(text) ? text
        : throw new ArgumentException($"{Quote(text)} is no SHA-256 of 64 hexadecimal digits in lower case");

    /// <summary>Whether a file of the store's own may be called so.</summary>
    public static bool IsRecordName(
        string text) =>
            text.Length <= LongestId + DigestLength && !text.StartsWith('.') && !text.Any(c => char.IsControl(c) || c is '/' or '\\');

    public static string DigestOrNothing(string text) => text is "" ? text : Digest(text);

    public static bool IsFileName(string? text) =>
        text?.Length <= LongestFileName
        && FileNamePattern().IsMatch(text)
        && !text.Split('/').Any(part => part.EndsWith('.') || Devices.Contains(part.Split('.')[0]));

    /// <summary>Name of a file within an artifact.</summary>
    public static string FileName(string text) => IsFileName(text) ? text
        : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
            $"{Quote(text)} can't be the name of an artifact's file: use letters, digits, . _ - and / between folders, at most "
                + $"{LongestFileName} characters, and no name that Windows gives to devices"));

    /// <summary>Name of a node, a stage or an experiment.</summary>
    public static string Id(
        string text) => text?.Length is > 0 and <= LongestId && text[0] != '.' && !text.Any(c => char.IsControl(c) || c is '/' or '\\')
        ? text
        : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
            $"{Quote(text)} can't be a name: 1 to {LongestId} characters, not beginning with a dot, without / \\ and control characters"));

    /// <summary>Bytes of a file.</summary>
    public static long Size(long bytes) => bytes is >= 0 and <= LargestFile ? bytes
        : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{bytes} can't be the size of a file"));

    /// <summary>How long something took.</summary>
    public static double Seconds(double seconds) => seconds is >= 0 and <= LongestSeconds ? seconds
        : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{seconds} can't be a number of seconds"));

    /// <summary>When something was done: not before there was UTC in computers, and so that it can be reckoned with.</summary>
    public static DateTimeOffset Time(DateTimeOffset time) => time.UtcDateTime.Year is >= 1970 and < 9000 ? time
        : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{time:O} can't be a time at which something was done"));

    /// <summary>Parameters of a stage.</summary>
    public static JsonElement Parameters(JsonElement json) => json.ValueKind == JsonValueKind.Object ? json
        : throw new ArgumentException($"parameters are an object, not {json.ValueKind}");

    /// <summary>A list without holes.</summary>
    public static IReadOnlyList<T> List<T>(IReadOnlyList<T> items, Func<T, T>? check = null, int most = MostItems)
        where T : class
    {
        Count(items.Count, most);
        foreach (var item in items)
        {
            _ = item ?? throw new ArgumentException("a list has null in it");
            check?.Invoke(item);
        }

        return items;
    }

    /// <inheritdoc cref="List"/>
    public static IReadOnlyDictionary<string, T> Map<T>(IReadOnlyDictionary<string, T> items, Func<T, T>? check = null)
        where T : class
    {
        Count(items.Count, MostItems);
        foreach (var (name, item) in items)
        {
            _ = item ?? throw new ArgumentException($"{Quote(name)} is null");
            check?.Invoke(item);
        }

        return items;
    }

    private static void Count(int count, int most)
    {
        if (count > most)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{count} are more than the {most} that there may be"));
        }
    }

    /// <summary>Safe to show on one line of a terminal: at most 80 characters, without control characters.</summary>
    public static string Quote(string? text)
    {
        var shown = string.Concat((text ?? "").Take(LongestShown).Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '?' : c));
        return text?.Length > LongestShown ? $"'{shown}...'" : $"'{shown}'";
    }

    [GeneratedRegex(@"\A[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*\z")]
    private static partial Regex FileNamePattern();
}
