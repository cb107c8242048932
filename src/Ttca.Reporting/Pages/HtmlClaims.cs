using System.Text;
using Ttca.Fairness;
using Ttca.Reporting.Claims;
using Ttca.Reporting.Figures;

namespace Ttca.Reporting.Pages;

/// <summary>A claim on the page.</summary>
/// <param name="Label">What it is called there, such as <c>C1</c>.</param>
/// <param name="Claim">The claim with its verdict.</param>
/// <param name="Sources">Ids of the nodes that it rests on.</param>
public sealed record HtmlClaim(string Label, Claim Claim, IReadOnlyList<string> Sources);

/// <summary>The claims with their verdicts, which differ in sign and words as well as in colour.</summary>
internal static class HtmlClaims
{
    private const int MostLinks = 3;

    public static void Append(StringBuilder body, IReadOnlyList<HtmlClaim> claims)
    {
        body.Append("<section id=\"claims\">\n<h2>Claims</h2>\n<div class=\"scroll\">\n<table class=\"claims\">\n<thead><tr>");
        foreach (var header in new[] { "Claim", "Verdict", "Measured", "Rests on" })
        {
            body.Append($"<th scope=\"col\" data-sort=\"text\">{header}</th>");
        }

        body.Append("</tr></thead>\n<tbody>\n");
        foreach (var (label, claim, sources) in claims)
        {
            var (name, sign) = LookOf(claim.Verdict);
            body.Append($"<tr><td><b>{HtmlText.Escape(label)}</b> {HtmlText.Escape(claim.Statement)}");
            body.Append($"<details class=\"test\"><summary>Test</summary>{HtmlText.Escape(claim.Test)}</details></td>");
            body.Append(
                $"<td><span class=\"verdict {name}\"><span aria-hidden=\"true\">{sign}</span> "
                    + $"{HtmlText.Escape(claim.VerdictText)}</span></td>");
            body.Append(
                $"<td>{HtmlText.Escape(claim.Measure)}{Effect(claim, sources)}{Beside(claim)}</td><td>{Links(sources)}</td></tr>\n");
        }

        body.Append("</tbody>\n</table>\n</div>\n</section>\n");
    }

    private static (string Name, string Sign) LookOf(ClaimVerdict verdict) => verdict switch
    {
        ClaimVerdict.Supported => ("supported", "✓"),
        ClaimVerdict.NotSupported => ("not-supported", "✗"),
        ClaimVerdict.OverCorrected => ("over-corrected", "⇄"),
        ClaimVerdict.NotTested => ("not-tested", "–"),
        _ => ("inconclusive", "?"),
    };

    private static string Effect(Claim claim, IReadOnlyList<string> sources) =>
        claim.Effect is null ? ""
        : sources.Count == 0 ? $": {Text(claim.Effect)}"
        : $": <a href=\"#{HtmlText.Escape(sources[0])}\">{Text(claim.Effect)}</a>";

    /// <summary>What the effect has to be read with.</summary>
    private static string Beside(Claim claim)
    {
        string[] all =
        [
            .. claim.Random is { } random ? new[] { $"random signs of the same size: {Text(random)}" } : [],
            .. claim.Context.Select(beside => $"{beside.What}: {Text(beside.Estimate)}"),
            .. claim.Sample is { } sample ? new[] { sample } : [],
        ];
        return all.Length == 0 ? "" : $"<div class=\"note\">{HtmlText.Escape(string.Join("; ", all))}</div>";
    }

    private static string Text(Estimate estimate) => estimate.ToString(decimals: 2).Replace('-', AxisTick.Minus);

    private static string Links(IReadOnlyList<string> sources)
    {
        var links = string.Join(", ", sources.Select(HtmlProvenance.Link));
        return sources.Count <= MostLinks ? links : $"<details><summary>{sources.Count} artifacts</summary>{links}</details>";
    }
}
