using System.Globalization;
using System.Text;

namespace Ttca.Datasets.Images;

/// <summary>
/// Values as people write them: which are the same to a reader although their characters differ, and which say that there is none.
/// </summary>
public static class ValueText
{
    private const int MostShown = 60;

    // What spreadsheets, pandas, R and people write where nothing is known; folded.
    private static readonly HashSet<string> Missing = new(StringComparer.Ordinal)
    {
        "", "-", "--", "?", "na", "n/a", "#n/a", "<na>", "nan", "nil", "none", "null", AttributeColumn.Missing,
    };

    // Runes that show nothing though their category doesn't say so: fillers, joiners and variation selectors.
    private static readonly HashSet<int> Blank =
    [
        0x034F,
        0x115F,
        0x1160,
        0x17B4,
        0x17B5,
        0x2800,
        0x3164,
        0xFFA0,
        .. Enumerable.Range(0x180B, 5),
        .. Enumerable.Range(0xFE00, 16),
    ];

    /// <summary>
    /// Whether a value says that there is none: empty, <c>nan</c>, <c>n/a</c>, <c>null</c>, <c>none</c>, <c>?</c>, <c>-</c> and their like.
    /// </summary>
    public static bool IsMissing(string value) => Missing.Contains(Fold(value));

    /// <summary>Equal for values that differ only by case, spaces (invisible characters among them) or Unicode form.</summary>
    public static string Fold(string value)
    {
        var folded = new StringBuilder();
        foreach (var rune in UnicodeForm.Composed(value).EnumerateRunes())
        {
            if (!IsInvisible(rune))
            {
                folded.Append(Rune.ToLowerInvariant(Rune.ToUpperInvariant(Narrow(rune))));     // both: σ and ς have one capital
            }
        }

        return folded.ToString();
    }

    /// <summary>In Unicode form C, without invisible characters at its ends.</summary>
    public static string Tidy(string value)
    {
        var runes = UnicodeForm.Composed(value).EnumerateRunes().ToList();
        var first = runes.FindIndex(rune => !IsInvisible(rune));
        return first < 0 ? "" : string.Concat(runes[first..(runes.FindLastIndex(rune => !IsInvisible(rune)) + 1)]);
    }

    /// <summary>For messages: in quotes, with what can't be seen or told apart as <c>[U+00A0]</c>.</summary>
    public static string Show(string value)
    {
        var shown = new StringBuilder("'");
        var isComposed = value == UnicodeForm.Composed(value);
        foreach (var rune in value.EnumerateRunes())
        {
            var isPlain = rune.Value == ' ' || !(IsInvisible(rune) || (!isComposed && !rune.IsAscii));
            shown.Append(isPlain ? rune.ToString() : string.Create(CultureInfo.InvariantCulture, $"[U+{rune.Value:X4}]"));
            if (shown.Length > MostShown)
            {
                return shown.Append("...'").ToString();
            }
        }

        return shown.Append('\'').ToString();
    }

    /// <summary>East Asian keyboards also write Latin letters, digits and signs as wide as their own.</summary>
    private static Rune Narrow(Rune rune) => rune.Value is >= 0xFF01 and <= 0xFF5E ? new Rune(rune.Value - 0xFF01 + '!') : rune;

    private static bool IsInvisible(Rune rune) => Blank.Contains(rune.Value) || Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator;
}
