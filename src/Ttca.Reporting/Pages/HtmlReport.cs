using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;

namespace Ttca.Reporting.Pages;

/// <summary>
/// The results of an experiment as one page that needs no other file and no network: claims first, then each question with its figure and
/// its table, how the experiment was set up, and where every number came from. It is HTML that is well-formed XML too.
/// </summary>
public sealed record HtmlReport
{
    private static readonly string Style = Resource("report.css");
    private static readonly string Script = Resource("report.js");

    /// <summary>Of the experiment.</summary>
    public required string Title { get; init; }

    /// <summary>What it is for; may be empty.</summary>
    public string Description { get; init; } = "";

    public required IReadOnlyList<PaperSetting> Settings { get; init; }

    /// <summary>The experiment file with every default filled in.</summary>
    public required string Parameters { get; init; }

    public required IReadOnlyList<HtmlClaim> Claims { get; init; }

    public required IReadOnlyList<HtmlSection> Sections { get; init; }

    /// <summary>Of all nodes; the page shows those that it links to and what they rest on.</summary>
    public required IReadOnlyList<ProvenanceEntry> Provenance { get; init; }

    /// <summary>The page.</summary>
    /// <exception cref="ArgumentException">A section's name can't be one of a file or a label.</exception>
    public string Render()
    {
        var body = new StringBuilder();
        Header(body);
        HtmlClaims.Append(body, Claims);
        foreach (var section in Sections)
        {
            section.Append(body);
        }

        Setup(body);
        HtmlProvenance.Append(body, Provenance, Links());
        return $"""
            <!DOCTYPE html>
            <html xmlns="http://www.w3.org/1999/xhtml" lang="en">
            <head>
            <meta charset="utf-8" />
            <meta http-equiv="Content-Security-Policy" content="{SecurityPolicy}" />
            <meta name="viewport" content="width=device-width, initial-scale=1" />
            <title>{HtmlText.Escape(Title)}</title>
            <style>{Style}</style>
            </head>
            <body>
            {body}<script>{Script}</script>
            </body>
            </html>

            """.ReplaceLineEndings("\n");
    }

    /// <summary>
    /// Nothing is loaded, and no script runs but the page's own. Figures hold their pixels as data, and styles as attributes.
    /// </summary>
    private static string SecurityPolicy =>
        "default-src 'none'; img-src data:; style-src 'unsafe-inline'; "
        + $"script-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Script)))}'; base-uri 'none'; "
        + $"form-action 'none'";

    private void Header(StringBuilder body)
    {
        body.Append($"<header>\n<h1>{HtmlText.Escape(Title)}</h1>\n");
        if (Description.Length > 0)
        {
            body.Append($"<p>{HtmlText.Escape(Description)}</p>\n");
        }

        body.Append("<nav><ul>\n<li><a href=\"#claims\">Claims</a></li>\n");
        foreach (var section in Sections.Select(s => s.Section))
        {
            body.Append($"<li><a href=\"#section-{section.Name}\">{HtmlText.Escape(section.Question)}</a></li>\n");
        }

        body.Append("<li><a href=\"#setup\">Setup</a></li>\n<li><a href=\"#provenance\">Provenance</a></li>\n</ul></nav>\n</header>\n");
    }

    private void Setup(StringBuilder body)
    {
        body.Append("<section id=\"setup\">\n<h2>Setup</h2>\n<dl class=\"facts\">\n");
        foreach (var setting in Settings)
        {
            body.Append($"<dt>{HtmlText.Escape(setting.Name)}</dt><dd>{HtmlText.Escape(setting.Text)}</dd>\n");
        }

        body.Append($"</dl>\n<details><summary>All parameters</summary><pre>{HtmlText.Escape(Parameters)}</pre></details>\n</section>\n");
    }

    /// <summary>Ids of the nodes that something on the page links to.</summary>
    private IEnumerable<string> Links()
    {
        var tables = Sections.Where(s => s.Table is not null).SelectMany(s => XElement.Parse(s.Table!).Descendants("a"))
            .Select(a => (string?)a.Attribute("href")).OfType<string>().Where(href => href.StartsWith('#')).Select(href => href[1..]);
        return Claims.SelectMany(c => c.Sources).Concat(tables).Concat(Sections.SelectMany(s => s.Sources));
    }

    private static string Resource(string name)
    {
        using var stream = typeof(HtmlReport).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");     // the policy holds the script's hash
    }
}

/// <summary>A section of the page.</summary>
/// <param name="Section">Its question and captions.</param>
/// <param name="Svg">The figure's file; null: none.</param>
/// <param name="Table">The table, see <see cref="InlineTable"/>; null: none.</param>
/// <param name="Sources">Ids of the nodes that made the two.</param>
public sealed record HtmlSection(PaperSection Section, string? Svg, string? Table, IReadOnlyList<string> Sources)
{
    internal void Append(StringBuilder body)
    {
        Section.Check();
        body.Append($"<section id=\"section-{Section.Name}\">\n<h2>{HtmlText.Escape(Section.Question)}</h2>\n");
        if (Svg is not null)
        {
            body.Append(
                $"<figure class=\"picture\" id=\"fig-{Section.Name}\">\n<div "
                    + $"class=\"card\">{InlineSvg.Of(Svg, Section.Name + "-")}</div>\n");
            body.Append($"<figcaption>{HtmlText.Escape(Section.Caption)}</figcaption>\n</figure>\n");
        }

        body.Append(Table);
        if (Section.Guide.Count > 0)
        {
            body.Append("<details><summary>How to read this</summary>\n")
                .AppendJoin("", Section.Guide.Select(text => $"<p>{HtmlText.Escape(text)}</p>\n"))
                .Append("</details>\n");
        }

        if (Sources.Count > 0)
        {
            body.Append($"<p class=\"note\">Made by {string.Join(", ", Sources.Select(HtmlProvenance.Link))}.</p>\n");
        }

        body.Append("</section>\n");
    }
}
