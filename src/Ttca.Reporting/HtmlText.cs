namespace Ttca.Reporting;

/// <summary>Text within HTML.</summary>
internal static class HtmlText
{
    private const char Replacement = '\uFFFD';

    /// <summary>For content and for attributes in double quotes. What can't stand in HTML or XML at all becomes U+FFFD.</summary>
    public static string Escape(string text) => string.Concat(text.Select((c, i) => c switch
    {
        '&' => "&amp;",
        '<' => "&lt;",
        '>' => "&gt;",
        '"' => "&quot;",
        '\'' => "&#39;",
        _ => $"{(IsAllowed(text, i) ? c : Replacement)}",
    }));

    private static bool IsAllowed(string text, int i)
    {
        var c = text[i];
        var isPair = char.IsHighSurrogate(c) ? i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])
            : !char.IsLowSurrogate(c) || i > 0 && char.IsHighSurrogate(text[i - 1]);
        return isPair && (!char.IsControl(c) || c is '\t' or '\n' or '\r') && c < '\uFFFE';
    }
}
