using System.Text;

namespace Ttca.Reporting.Pages;

/// <summary>The claims with their verdicts, which differ in sign and words as well as in colour.</summary>
internal static class HtmlClaims
{
    private const int MostLinks = 3;

    public static void Append(StringBuilder body, IReadOnlyList<PaperClaim> claims)
    {
        body.Append("<section id=\"claims\">\n<h2>Claims</h2>\n<div class=\"scroll\">\n<table class=\"claims\">\n<thead><tr>");
        foreach (var header in new[] { "Claim", "Verdict", "Measured", "Rests on" })
        {
            body.Append($"<th scope=\"col\" data-sort=\"text\">{header}</th>");
        }

        body.Append("</tr></thead>\n<tbody>\n");
        foreach (var claim in claims)
        {
            var (name, sign) = LookOf(claim.Verdict);
            body.Append($"<tr><td><b>{HtmlText.Escape(claim.Id)}</b> {HtmlText.Escape(claim.Statement)}");
            body.Append($"<details class=\"test\"><summary>Test</summary>{HtmlText.Escape(claim.Test)}</details></td>");
            body.Append($"<td><span class=\"verdict {name}\"><span aria-hidden=\"true\">{sign}</span> {HtmlText.Escape(claim.VerdictText)}</span></td>");
            body.Append($"<td>{HtmlText.Escape(claim.Measure)}{Effect(claim)}{Beside(claim)}</td><td>{Sources(claim.Sources)}</td></tr>\n");
        }

        body.Append("</tbody>\n</table>\n</div>\n</section>\n");
    }

    private static (string Name, string Sign) LookOf(PaperVerdict verdict) => verdict switch
    {
        PaperVerdict.Supported => ("supported", "✓"),
        PaperVerdict.NotSupported => ("not-supported", "✗"),
        PaperVerdict.OverCorrected => ("over-corrected", "⇄"),
        PaperVerdict.Inconclusive => ("inconclusive", "?"),
        _ => ("not-tested", "–"),
    };

    private static string Effect(PaperClaim claim)
    {
        if (claim.Effect.Length == 0)
        {
            return "";
        }

        var shown = HtmlText.Escape(claim.Effect);
        return claim.Sources.Count == 0 ? $": {shown}" : $": <a href=\"#{HtmlText.Escape(claim.Sources[0])}\">{shown}</a>";
    }

    private static string Beside(PaperClaim claim) => claim.Beside.Length == 0 ? "" : $"<div class=\"note\">{HtmlText.Escape(claim.Beside)}</div>";

    private static string Sources(IReadOnlyList<string> sources)
    {
        var links = string.Join(", ", sources.Select(HtmlProvenance.Link));
        return sources.Count <= MostLinks ? links : $"<details><summary>{sources.Count} artifacts</summary>{links}</details>";
    }
}
