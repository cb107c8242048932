using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Ttca.Reporting.Pages;

namespace Ttca.Reporting.Tests.Pages;

public sealed class HtmlReportTests
{
    private static readonly XNamespace Html = "http://www.w3.org/1999/xhtml";
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void Every_identifier_is_used_once_and_every_link_has_its_target()
    {
        var page = Read(SamplePages.Report());

        var ids = page.Descendants().Attributes("id").Select(id => id.Value).ToList();
        ids.ShouldBeUnique();
        var targets = page.Descendants()
            .Attributes()
            .Where(a => a.Name.LocalName == "href")
            .Select(a => a.Value)
            .Where(href => href.StartsWith('#'))
            .ToList();
        targets.Count.ShouldBeGreaterThan(20);
        targets.ShouldAllBe(href => ids.Contains(href.Substring(1)));
        page.Descendants().Attributes().Select(a => Regex.Match(a.Value, @"^url\(#(.*)\)$")).Where(match => match.Success)
            .ShouldAllBe(match => ids.Contains(match.Groups[1].Value));
    }

    [Fact]
    public void Sections_say_how_they_are_to_be_read()
    {
        var guides = Read(SamplePages.Report())
            .Descendants(Html + "section")
            .Select(section => section.Element(Html + "details")?.Element(Html + "p")?.Value);

        guides.OfType<string>().ShouldBe(["Compared: members & controls."]);
    }

    [Fact]
    public void Nothing_is_loaded_from_elsewhere()
    {
        var page = Read(SamplePages.Report());

        page.Descendants()
            .Select(e => e.Name.LocalName)
            .Intersect(["link", "iframe", "object", "embed", "base", "form", "audio", "video"])
            .ShouldBeEmpty();
        page.Descendants().Attributes().Where(a => a.Name.LocalName is "src" or "href" or "srcset" or "action")
            .ShouldAllBe(a => a.Value.StartsWith('#') || a.Value.StartsWith("data:image/png;base64,"));
        page.Descendants(Html + "style").Single().Value.ShouldNotContain("url(");
        page.Descendants().Attributes().Where(a => !a.IsNamespaceDeclaration && a.Value.Contains("://")).ShouldBeEmpty();
    }

    [Fact]
    public void Policy_allows_the_one_script_and_no_other()
    {
        var page = Read(SamplePages.Report());

        var policy = page.Descendants(Html + "meta")
            .Single(m => (string?)m.Attribute("http-equiv") == "Content-Security-Policy")
            .Attribute("content")!.Value;
        var script = page.Descendants(Html + "script").Single().Value;
        policy.ShouldBe(
            "default-src 'none'; img-src data:; style-src 'unsafe-inline'; "
            + $"script-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)))}'; base-uri 'none'; "
            + $"form-action 'none'");
    }

    [Fact]
    public void Hostile_text_is_shown_and_not_run()
    {
        var page = Read(SamplePages.HostileReport());

        var shown = SamplePages.Hostile.Replace('\u0001', '\uFFFD');
        page.Descendants(Html + "script").Count().ShouldBe(1);
        page.Descendants().Attributes().Where(a => a.Name.LocalName.StartsWith("on")).ShouldBeEmpty();
        page.Descendants(Html + "h1").Single().Value.ShouldBe(shown);
        page.Descendants(Html + "title").Single().Value.ShouldBe(shown);
        page.Descendants(Html + "details").Attributes("id").Select(id => id.Value).ShouldBe([shown]);
        page.Descendants(Html + "a").Select(a => a.Attribute("href")!.Value).ShouldContain("#" + shown);
        page.Descendants(Html + "pre").Select(pre => pre.Value).ShouldBe([shown, shown]);
    }

    [Fact]
    public void Provenance_holds_what_is_linked_to_with_its_inputs_and_no_other() =>
        Read(SamplePages.Report()).Descendants(Html + "section").Single(s => (string?)s.Attribute("id") == "provenance")
            .Elements(Html + "details").Select(d => d.Attribute("id")!.Value)
            .ShouldBe(["Fetch-1", "Evaluate-1", "Evaluate-2", "Bootstrap-1a2b3c", "RenderCurves-1"]);

    [Fact]
    public void Numbers_link_to_what_they_come_from_where_the_page_knows_it()
    {
        var rows = Read(SamplePages.Report()).Descendants(Html + "table").Last().Element(Html + "tbody")!.Elements(Html + "tr")
            .Select(row => row.Descendants(Html + "a").Select(a => a.Attribute("href")!.Value).Distinct());

        rows.ShouldBe([["#Bootstrap-1a2b3c"], ["#Bootstrap-1a2b3c"], [], []]);
    }

    [Fact]
    public void Verdicts_read_without_colour()
    {
        var verdicts = Read(SamplePages.Report())
            .Descendants(Html + "span")
            .Where(s => ((string?)s.Attribute("class") ?? "").StartsWith("verdict"));

        verdicts
            .Select(v => v.Value)
            .ShouldBe(["✓ supported", "– not tested", "✗ not supported", "? too few seeds (3), 5 would do", "⇄ over-corrected"]);
    }

    [Fact]
    public void Claims_stand_before_the_sections_and_everything_else_after() =>
        Read(SamplePages.Report()).Descendants(Html + "h2").Select(h => h.Value).ShouldBe(
            ["Claims", "How many members does a collective need?", "What do images look like before and after?", "Setup", "Provenance"]);

    [Fact]
    public void Columns_say_how_they_sort() =>
        Read(SamplePages.Report()).Descendants(Html + "table").Last().Descendants(Html
            + "th").Select(th => th.Attribute("data-sort")!.Value)
            .ShouldBe(["number", "text", "number", "number", "number"]);

    [Fact]
    public void Figures_are_inlined_and_sized_by_the_page()
    {
        var pictures = Read(SamplePages.Report()).Descendants(Svg + "svg").ToList();

        pictures.Count.ShouldBe(2);
        pictures.ShouldAllBe(svg => svg.Attribute("width") == null && svg.Attribute("height") == null && svg.Attribute("viewBox") != null);
    }

    [Fact]
    public void Equal_reports_are_equal_bytes() => SamplePages.Report().Render().ShouldBe(SamplePages.Report().Render());

    [Fact]
    public void Section_whose_name_cannot_be_a_label_throws() =>
        Should.Throw<ArgumentException>(
            () => (SamplePages.Report() with { Sections = [new(new PaperSection("a b", "", ""), null, null, [])] }).Render())
            .Message.ShouldBe("section name 'a b': use lower-case letters, digits and hyphens");

    /// <summary>By a parser that forgives nothing.</summary>
    private static XElement Read(HtmlReport report)
    {
        using var reader = XmlReader.Create(
            new StringReader(report.Render()), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        return XDocument.Load(reader).Root!;
    }
}
