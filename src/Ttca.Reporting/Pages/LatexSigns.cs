using System.Text;
using System.Text.RegularExpressions;
using Ttca.Reporting.Figures;

namespace Ttca.Reporting.Pages;

/// <summary>Signs in LaTeX files that pdfLaTeX can't set, such as names in Chinese or Hebrew, and what XeLaTeX needs for them.</summary>
public static partial class LatexSigns
{
    /// <summary>The signs in these files, by the code of the macro that they stand in.</summary>
    public static IReadOnlyDictionary<string, string> Of(IEnumerable<string> files) =>
        files.SelectMany(file => Macro().Matches(file)).GroupBy(match => match.Groups[1].Value, StringComparer.Ordinal)
            .OrderBy(code => code.Key.Length).ThenBy(code => code.Key, StringComparer.Ordinal)
            .ToDictionary(code => code.Key, code => string.Concat(code.Select(match => match.Groups[2].Value)), StringComparer.Ordinal);

    /// <summary>For each code the family of a font of this machine that has all of its signs; none where there is no such font.</summary>
    public static IReadOnlyDictionary<string, string> FontsFor(IReadOnlyDictionary<string, string> signs)
    {
        ArgumentNullException.ThrowIfNull(signs);
        return signs.Select(entry => (entry.Key, Family: OtherScripts.FamilyOf(entry.Value))).Where(entry => entry.Family is not null
            && entry.Family.All(c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '-'))
            .ToDictionary(entry => entry.Key, entry => entry.Family!, StringComparer.Ordinal);
    }

    /// <summary>
    /// Definitions for a document's preamble: in XeLaTeX the macro sets its signs, from right to left where their script is; in any other,
    /// and where no font is known, their substitute.
    /// </summary>
    internal static string Define(IReadOnlyDictionary<string, string> fonts)
    {
        if (fonts.Count == 0)
        {
            return LatexText.OtherMacroDefault;
        }

        var text = new StringBuilder("\\ifdefined\\XeTeXversion\n\\TeXXeTstate=1\n");
        foreach (var (family, i) in fonts.Values.Distinct(StringComparer.Ordinal).Select((family, i) => (family, i)))
        {
            // LaTeX drops spaces here
            text.Append(
                $"\\DeclareFontFamily{{TU}}{{ttca{i}}}{{}}\n\\DeclareFontShape{{TU}}{{ttca{i}}}{{m}}{{n}}{{<-> "
                    + $"\"{family.Replace(" ", "\\space ", StringComparison.Ordinal)}\"}}{{}}\n");
            foreach (var shape in new[] { "{bx}{n}", "{m}{it}", "{bx}{it}", "{b}{n}" })
            {
                text.Append($"\\DeclareFontShape{{TU}}{{ttca{i}}}{shape}{{<->ssub*ttca{i}/m/n}}{{}}\n");
            }

            foreach (var (code, _) in fonts.Where(font => font.Value == family))
            {
                var (begin, end) = IsFromTheRight(code) ? ("\\beginR ", "\\endR") : ("", "");
                text.Append(
                    $"\\expandafter\\def\\csname ttca@{code}\\endcsname#1{{{{\\fontfamily{{ttca{i}}}\\selectfont {begin}#1{end}}}}}\n");
            }
        }

        return text
            .Append(
                $"\\protected\\def\\{LatexText.OtherMacro}#1#2#3{{\\ifcsname ttca@#1\\endcsname\\csname "
                    + $"ttca@#1\\endcsname{{#2}}\\else#3\\fi}}\n\\fi\n{LatexText.OtherMacroDefault}")
            .ToString();
    }

    /// <summary>Hebrew, Arabic and the scripts beside them (Unicode's blocks for letters of classes R and AL).</summary>
    private static bool IsFromTheRight(
        string code) =>
            Convert.ToInt32(
                code, 16) is >= 0x590 and <= 0x8FF or >= 0xFB1D and <= 0xFDFF or >= 0xFE70 and <= 0xFEFF or >= 0x10800 and <= 0x10FFF
                or >= 0x1E800 and <= 0x1EFFF;

    [GeneratedRegex(@"\\ttcaunicode\{([0-9A-F]{4,6})\}\{([^{}]*)\}")]
    private static partial Regex Macro();
}
