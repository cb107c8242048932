using System.Globalization;
using System.Xml.Linq;
using Ttca.Reporting.Figures;

namespace Ttca.Reporting.Tests.Figures;

/// <summary>What a figure's SVG holds.</summary>
internal static class Drawn
{
    public static XElement Svg(Figure figure) =>
        XDocument.Load(new MemoryStream(figure.Render().Single(f => f.Extension == "svg").Bytes)).Root!;

    public static List<string> Labels(Figure figure) =>
        Svg(figure).Descendants().Attributes("aria-label").Select(a => a.Value).ToList();

    /// <summary>Elements of a name with an attribute's value, in the order of drawing.</summary>
    public static List<XElement> All(Figure figure, string name, string attribute, string value) =>
        Svg(figure).Descendants().Where(e => e.Name.LocalName == name && (string?)e.Attribute(attribute) == value).ToList();

    public static double Number(XElement element, string name) =>
        double.Parse((string)element.Attribute(name)!, CultureInfo.InvariantCulture);

    /// <summary>The corners of a path of straight lines.</summary>
    public static List<(double X, double Y)> Corners(XElement path) =>
        ((string)path.Attribute("d")!).Split(['M', 'L', 'Z', ' '], StringSplitOptions.RemoveEmptyEntries)
            .Select(n => double.Parse(n, CultureInfo.InvariantCulture)).Chunk(2).Select(c => (c[0], c[1])).ToList();
}
