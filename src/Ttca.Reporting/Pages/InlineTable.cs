using System.Xml.Linq;
using Ttca.Reporting.Tables;

namespace Ttca.Reporting.Pages;

/// <summary>A table's HTML as a part of a page.</summary>
public static class InlineTable
{
    /// <summary>Makes each number a link to the part of the page on what it comes from.</summary>
    /// <param name="html">The table's <c>.html</c>.</param>
    /// <param name="idOf">The identifier of what a row's source names; null: none, and the number stays plain.</param>
    public static string Of(string html, Func<string, string?> idOf)
    {
        ArgumentNullException.ThrowIfNull(idOf);
        var root = XElement.Parse(html, LoadOptions.PreserveWhitespace);
        foreach (var link in root.Descendants("a").Where(a => a.Attribute(HtmlTable.SourceAttribute) is not null).ToList())
        {
            if (idOf(link.Attribute(HtmlTable.SourceAttribute)!.Value) is { } id)
            {
                link.ReplaceAttributes(new XAttribute("href", "#" + id));
            }
            else
            {
                link.ReplaceWith(link.Nodes());
            }
        }

        return root.ToString(SaveOptions.DisableFormatting) + "\n";
    }
}
