using System.Text;

namespace Ttca.Reporting;

/// <summary>Text within a document of pdfLaTeX.</summary>
internal static class LatexText
{
    private static readonly Dictionary<char, string> Commands = new()
    {
        ['\\'] = @"\textbackslash{}", ['{'] = @"\{", ['}'] = @"\}", ['$'] = @"\$", ['&'] = @"\&", ['#'] = @"\#", ['%'] = @"\%", ['_'] = @"\_",
        ['^'] = @"\textasciicircum{}", ['~'] = @"\textasciitilde{}", ['<'] = "$<$", ['>'] = "$>$", ['|'] = "$|$",

        // Beyond ASCII: what pdfLaTeX's default encoding lacks.
        ['−'] = "$-$", ['×'] = @"$\times$", ['±'] = @"$\pm$", ['≤'] = @"$\le$", ['≥'] = @"$\ge$", ['→'] = @"$\to$", ['∞'] = @"$\infty$",
        ['·'] = @"$\cdot$", ['α'] = @"$\alpha$", ['δ'] = @"$\delta$", ['Δ'] = @"$\Delta$", ['ε'] = @"$\varepsilon$", ['²'] = "$^2$", ['³'] = "$^3$",
    };

    // Letters and signs beyond ASCII that pdfLaTeX's default encoding has.
    private const string Known = "‘’“”–—…°§¡¿";

    /// <summary>As one paragraph. A sign that pdfLaTeX would stop at becomes a question mark.</summary>
    public static string Escape(string text)
    {
        var quotes = 0;
        return string.Concat(text.ReplaceLineEndings(" ").EnumerateRunes().Select(Sign));

        string Sign(Rune rune) =>
            rune.Value == '"' ? quotes++ % 2 == 0 ? "``" : "''" :
            rune.IsBmp && Commands.TryGetValue((char)rune.Value, out var command) ? command :
            IsKnown(rune) ? rune.ToString() : "?";
    }

    private static bool IsKnown(Rune rune) =>
        rune.Value is >= ' ' and <= '~'
        || rune.Value is >= 'À' and <= 'ÿ' and not ('Ð' or 'ð' or 'Þ' or 'þ')
        || Known.Contains(rune.ToString(), StringComparison.Ordinal);
}
