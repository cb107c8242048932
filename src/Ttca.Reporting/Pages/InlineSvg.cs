using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Ttca.Reporting.Pages;

/// <summary>A figure's SVG as a part of a page.</summary>
internal static class InlineSvg
{
    /// <summary>
    /// Without a declaration; as wide as there is room; identifiers begin with <paramref name="prefix"/>, so that those of two figures
    /// differ.
    /// </summary>
    public static string Of(string svg, string prefix)
    {
        var root = XDocument.Parse(svg).Root!;
        var ids = root.DescendantsAndSelf().Attributes("id").Select(id => id.Value).ToHashSet(StringComparer.Ordinal);
        foreach (var attribute in root.DescendantsAndSelf().Attributes().Where(a => !a.IsNamespaceDeclaration))
        {
            attribute.Value = Renamed(attribute, ids, prefix);
        }

        // The page sizes it.
        root.SetAttributeValue("width", null);
        root.SetAttributeValue("height", null);
        var text = new StringBuilder();
        var settings = new XmlWriterSettings
        {
            OmitXmlDeclaration = true,
            Indent = false,
            NewLineChars = "\n",
            ConformanceLevel = ConformanceLevel.Fragment,
        };
        using (var writer = XmlWriter.Create(text, settings))
        {
            root.WriteTo(writer);
        }

        return text.ToString();
    }

    private static string Renamed(XAttribute attribute, HashSet<string> ids, string prefix)
    {
        var value = attribute.Value;
        return attribute.Name.LocalName switch
        {
            "id" => prefix + value,
            "href" when value.StartsWith('#') && ids.Contains(value[1..]) => $"#{prefix}{value[1..]}",
            _ when value.StartsWith("url(#", StringComparison.Ordinal)
                && value.EndsWith(')')
                && ids.Contains(value[5..^1]) => $"url(#{prefix}{value[5..]}",
            _ => value,
        };
    }
}
