using System.Globalization;
using System.Text.RegularExpressions;

namespace Ttca.Datasets.Images;

/// <summary>
/// The Parquet files of one split, <c>train-00000-of-00002-d405faba4f4b9b85.parquet</c> and so on: all of them, each once.
/// </summary>
internal static partial class FairFaceShards
{
    /// <summary>The files of a split, in order; none where it isn't in Parquet files.</summary>
    /// <exception cref="DatasetException">One is missing, or there twice.</exception>
    public static IReadOnlyList<string> Of(DataFiles files, string split)
    {
        string[] names =
        [
            .. files.Names.Where(
                name => name.StartsWith($"{split}-", StringComparison.Ordinal) && name.EndsWith(".parquet", StringComparison.Ordinal)),
        ];
        if (names.FirstOrDefault(name => Copy().IsMatch(name)) is { } copy)
        {
            throw new DatasetException(
                $"{files.PathOf(copy)}: is a second copy by its name. Remove it, or give it the name of the file that it is.");
        }

        var numbered = names.Select(name => (Name: name, Match: Numbered().Match(name))).Where(file => file.Match.Success)
            .Select(file => (file.Name, Number: Group(file.Match, 1), Of: Group(file.Match, 2))).ToList();
        if (numbered.Count == 0)
        {
            return names;
        }

        if (names.Except(numbered.Select(file => file.Name)).FirstOrDefault() is { } stranger)
        {
            throw new DatasetException(
                $"{files.PathOf(stranger)}: doesn't say which of the {numbered[0].Of} {split} files it is, as {numbered[0].Name} "
                    + $"does. Remove or rename it.");
        }

        foreach (var file in numbered)
        {
            if (file.Of != numbered[0].Of)
            {
                throw new DatasetException(
                    $"{files.Folder}: {numbered[0].Name} and {file.Name} are of different sets of files. Keep those of one.");
            }

            if (numbered.Find(other => other.Number == file.Number).Name is var first && first != file.Name)
            {
                throw new DatasetException($"{files.Folder}: {first} and {file.Name} are the same part. Remove one.");
            }
        }

        string[] missing =
        [
            .. Enumerable.Range(0, numbered[0].Of)
                .Where(number => numbered.TrueForAll(file => file.Number != number))
                .Select(number => number.ToString("00000", CultureInfo.InvariantCulture)),
        ];
        return missing.Length == 0 && numbered.Count == numbered[0].Of
            ? names
            : throw new DatasetException(
                $"{files.Folder}: of {numbered[0].Of} {split} files there are {numbered.Count}; missing: "
                    + $"{string.Join(", ", missing.Take(5).Select(number => $"{split}-{number}-of-{numbered[0].Of:00000}"))}. "
                    + $"Download them too.");
    }

    private static int Group(Match match, int group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^[a-z]+-([0-9]{1,5})-of-([0-9]{1,5})(-[0-9A-Za-z]+)?\.parquet$", RegexOptions.CultureInvariant)]
    private static partial Regex Numbered();

    // As browsers and file managers name them.
    [GeneratedRegex(@"( ?\([0-9]+\)|[ -][Cc]opy.*)\.parquet$", RegexOptions.CultureInvariant)]
    private static partial Regex Copy();
}
