using System.Xml;
using System.Xml.Linq;

namespace Ttca.EndToEnd.Tests;

/// <summary>A report, read by a parser that forgives nothing.</summary>
internal sealed record ReportPage(
    IReadOnlyList<string> Headings,
    IReadOnlyCollection<string> Details,
    IReadOnlyList<string> DanglingLinks,
    IReadOnlyList<string> UnlinkedNumbers)
{
    private static readonly XNamespace Html = "http://www.w3.org/1999/xhtml";

    public static ReportPage Read(string path)
    {
        using var reader = XmlReader.Create(path, new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        var root = XDocument.Load(reader).Root!;
        var ids = root.Descendants().Attributes("id").Select(id => id.Value).ToList();
        return new ReportPage(
            [.. root.Descendants(Html + "h2").Select(heading => heading.Value)],
            [.. root.Descendants(Html + "details").Attributes("id").Select(id => id.Value)],
            [
                .. root.Descendants(Html + "a")
                    .Select(link => link.Attribute("href")!.Value)
                    .Where(href => href[0] != '#' || ids.Count(id => id == href[1..]) != 1),
            ],
            [
                .. root.Descendants(Html + "td")
                    .Where(cell => cell.Attribute("data-value") is not null && !cell.Elements(Html + "a").Any())
                    .Select(cell => cell.Value),
            ]);
    }
}
