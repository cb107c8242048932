using System.Text;

namespace Ttca.EndToEnd.Tests;

/// <summary>
/// The files of a folder, to compare with those of another: a failure names the files that differ, and the first line of each that does.
/// </summary>
internal sealed class FolderContents
{
    private const int MostFiles = 10;
    private const int MostCharacters = 120;
    private readonly SortedDictionary<string, byte[]> _files;

    private FolderContents(IEnumerable<KeyValuePair<string, byte[]>> files) => _files = new(files.ToDictionary(), StringComparer.Ordinal);

    /// <summary>Every file at any depth, but those with these names.</summary>
    public static FolderContents Of(string folder, params string[] without) => new(
        from path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        where !without.Contains(Path.GetFileName(path))
        select KeyValuePair.Create(Path.GetRelativePath(folder, path), File.ReadAllBytes(path)));

    /// <summary>All but the files with these paths.</summary>
    public FolderContents Without(params IEnumerable<string> paths) => new(_files.ExceptBy(paths, file => file.Key));

    /// <summary>The files with these paths alone.</summary>
    public FolderContents Only(params IEnumerable<string> paths) => new(_files.IntersectBy(paths, file => file.Key));

    public void ShouldBe(FolderContents expected)
    {
        if (DifferenceTo(expected) is { } difference)
        {
            Assert.Fail(difference);
        }
    }

    /// <summary>For people; null where both hold the same files with the same bytes.</summary>
    public string? DifferenceTo(FolderContents expected)
    {
        var names = expected._files.Keys.Union(_files.Keys).Order(StringComparer.Ordinal);
        List<string> differences =
        [
            .. names
                .Select(name => DifferenceOf(name, _files.GetValueOrDefault(name), expected._files.GetValueOrDefault(name)))
                .OfType<string>(),
        ];
        return differences.Count == 0 ? null
            : $"{differences.Count} of {expected._files.Count} files differ:\n  {string.Join("\n  ", differences.Take(MostFiles))}"
                + (differences.Count > MostFiles ? $"\n  and {differences.Count - MostFiles} more" : "");
    }

    private static string? DifferenceOf(string name, byte[]? actual, byte[]? expected)
    {
        if (actual is null || expected is null)
        {
            return actual is null ? $"{name} is missing" : $"{name} should not be there";
        }

        if (actual.AsSpan().SequenceEqual(expected))
        {
            return null;
        }

        int at = actual.AsSpan().CommonPrefixLength(expected);
        return IsText(actual) && IsText(expected)
            ? $"{name}, line {1 + expected.AsSpan(0, at).Count((byte)'\n')}: is {LineAt(actual, at)}, should be {LineAt(expected, at)}"
            : $"{name}: byte {at} is the first of {actual.Length} that differs from the expected {expected.Length}";
    }

    private static bool IsText(byte[] content) => !content.AsSpan().Contains((byte)0);

    /// <summary>The line around a position, cut to where the difference is.</summary>
    private static string LineAt(byte[] content, int at)
    {
        int start = content.AsSpan(0, at).LastIndexOf((byte)'\n') + 1;
        int length = content.AsSpan(at).IndexOf((byte)'\n');
        int end = length < 0 ? content.Length : at + length;
        int from = Math.Max(start, at - (MostCharacters / 2)), to = Math.Min(end, from + MostCharacters);
        return $"{(from > start ? "..." : "")}'{Encoding.UTF8.GetString(content.AsSpan(from, to - from))}'{(to < end ? "..." : "")}";
    }
}
