using System.Globalization;
using System.Text;
using ADRaffy.ENSNormalize;

namespace Ttca.Reporting;

/// <summary>Text within a document of LaTeX.</summary>
/// <remarks>
/// What pdfLaTeX's default encoding can set, by a command or as it is, every LaTeX sets. Other signs stand in
/// <c>\ttcaunicode{CODE}{SIGNS}{SUBSTITUTE}</c>: a document that knows a font for the first sign's code sets the signs, any other the
/// substitute.
/// </remarks>
public static class LatexText
{
    /// <summary>Name of the macro around signs that pdfLaTeX can't set.</summary>
    public const string OtherMacro = "ttcaunicode";

    /// <summary>For a file that may stand in any document: without a definition of the document's own, substitutes are set.</summary>
    internal const string OtherMacroDefault = $"\\providecommand{{\\{OtherMacro}}}[3]{{#3}}\n";

    private static readonly Dictionary<char, string> Commands = new()
    {
        ['\\'] =
            @"\textbackslash{}", ['{'] = @"\{", ['}'] = @"\}", ['$'] = @"\$", ['&'] = @"\&", ['#'] = @"\#", ['%'] = @"\%", ['_'] = @"\_",
        ['^'] = @"\textasciicircum{}", ['~'] = @"\textasciitilde{}", ['<'] = "$<$", ['>'] = "$>$", ['|'] = "$|$",

        // Beyond ASCII: what pdfLaTeX's default encoding lacks as a sign, but can make.
        ['−'] = "$-$", ['×'] = @"$\times$", ['±'] = @"$\pm$", ['≤'] = @"$\le$", ['≥'] = @"$\ge$", ['→'] = @"$\to$", ['∞'] = @"$\infty$",
        ['·'] =
            @"$\cdot$", ['α'] =
                @"$\alpha$", ['δ'] = @"$\delta$", ['Δ'] = @"$\Delta$", ['ε'] = @"$\varepsilon$", ['²'] = "$^2$", ['³'] = "$^3$",
        ['µ'] =
            @"$\mu$", ['μ'] =
                @"$\mu$", ['€'] =
                    @"\texteuro{}", ['ł'] = @"\l{}", ['Ł'] = @"\L{}", ['ı'] = @"\i{}", ['ȷ'] = @"\j{}", ['œ'] = @"\oe{}", ['Œ'] = @"\OE{}",
        ['\t'] = " ", ['\u00A0'] = "~", ['\u202F'] = @"\,", ['\u2009'] = @"\,",
    };

    /// <summary>Accents over or under one letter, by their combining mark. OT1, the default encoding, has no ogonek.</summary>
    private static readonly Dictionary<char, string> Accents = new()
    {
        ['\u0300'] =
            "`", ['\u0301'] =
                "'", ['\u0302'] = "^", ['\u0303'] = "~", ['\u0304'] = "=", ['\u0306'] = "u", ['\u0307'] = ".", ['\u0308'] = "\"",
        ['\u030A'] = "r", ['\u030B'] = "H", ['\u030C'] = "v", ['\u0323'] = "d", ['\u0327'] = "c", ['\u0331'] = "b",
    };

    // Letters and signs beyond ASCII that pdfLaTeX's default encoding has.
    private const string Known = "‘’“”–—…°§¡¿";

    /// <summary>As one paragraph.</summary>
    internal static string Escape(string text)
    {
        var result = new StringBuilder();
        var others = new List<string>();
        var quotes = 0;
        var signs = StringInfo.GetTextElementEnumerator(Composed(Repaired(text)).ReplaceLineEndings(" "));
        while (signs.MoveNext())
        {
            var sign = signs.GetTextElement();
            if (sign == " " && others.Count > 0)
            {
                others.Add(sign);       // words of a script that is read from the right stay together
                continue;
            }

            if ((sign == "\"" ? quotes++ % 2 == 0 ? "``" : "''" : Set(sign)) is not { } set)
            {
                others.Add(sign);
                continue;
            }

            result.Append(Other(others)).Append(set);
            others.Clear();
        }

        return result.Append(Other(others)).ToString();
    }

    /// <summary>A sign as pdfLaTeX sets it; null where it can't.</summary>
    private static string? Set(string sign)
    {
        if (sign.Length == 1)
        {
            return Commands.GetValueOrDefault(sign[0]) ?? (IsKnown(sign[0]) ? sign : null) ?? Accented(sign);
        }

        return Accented(sign);
    }

    /// <summary>A letter with its accents, innermost first.</summary>
    private static string? Accented(string sign)
    {
        var parts = ENSNormalize.NF.NFD(sign);
        if (parts.Length < 2 || !char.IsAsciiLetter(parts[0]) && parts[0] != 'ı' || !parts.Skip(1).All(Accents.ContainsKey))
        {
            return null;
        }

        var letter =
            parts[0] switch { 'i' or 'ı' when Accents[parts[1]] is not ("c" or "d" or "b") =>
                @"\i", 'j' => @"\j", 'ı' => @"\i", var plain => $"{plain}" };
        return parts.Skip(1).Aggregate(letter, (set, accent) => $"\\{Accents[accent]}{{{set}}}");
    }

    /// <param name="signs">None, or the first and maybe others that pdfLaTeX can't set, and spaces.</param>
    private static string Other(List<string> signs)
    {
        var end = signs.FindLastIndex(sign => sign != " ") + 1;
        return end == 0 ? ""
            : $"\\{OtherMacro}{{{signs[0].EnumerateRunes().First().Value:X4}}}{{"
            + $"{string.Concat(signs.Take(end))}}}{{{string.Concat(signs.Take(end).Select(Substitute))}}}"
                + string.Concat(signs.Skip(end));
    }

    /// <summary>The letter without what can't be set, where it has one.</summary>
    private static string Substitute(string sign) =>
        ENSNormalize.NF.NFD(sign)[0] is var letter && (letter == ' ' || char.IsAsciiLetter(letter)) ? $"{letter}" : "?";

    private static bool IsKnown(char sign) =>
        sign is >= ' ' and <= '~'
        || sign is >= 'À' and <= 'ÿ' and not ('Ð' or 'ð' or 'Þ' or 'þ')
        || Known.Contains(sign, StringComparison.Ordinal);

    /// <summary>
    /// By a library: without globalization data, which differ from machine to machine, .NET's own normalisation changes nothing.
    /// </summary>
    internal static string Composed(string text) => text.All(char.IsAscii) ? text : ENSNormalize.NF.NFC(text);

    /// <summary>Without what no text holds: halves of pairs, and control characters.</summary>
    private static string Repaired(string text) => string.Concat(text.EnumerateRunes().Select(rune =>
        Rune.GetUnicodeCategory(rune) == UnicodeCategory.Control && rune.Value is not ('\n' or '\r' or '\t')
            ? Rune.ReplacementChar
            : rune));
}
