using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using SkiaSharp;

namespace Ttca.Reporting.Figures;

/// <summary>
/// Turns the text of Skia's SVG into outlines, since a viewer without the font would set it in another one, at positions that were
/// measured for ours. What the text says stays readable for search and screen readers as <c>aria-label</c>.
/// </summary>
internal static partial class SvgOutlines
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    // Belong to the text element alone; everything else (fill, opacity, transform) holds for its outline too.
    private static readonly HashSet<string> TextOnly =
        ["x", "y", "space", "font-size", "font-family", "font-weight", "font-style", "font-stretch", "text-anchor"];

    public static byte[] Finish(Stream skiaSvg, string title, SKSize size)
    {
        var document = XDocument.Load(skiaSvg);
        var root = document.Root!;
        root.SetAttributeValue("width", Number(size.Width / Figure.PointsPerMillimetre) + "mm");
        root.SetAttributeValue("height", Number(size.Height / Figure.PointsPerMillimetre) + "mm");
        root.SetAttributeValue("viewBox", $"0 0 {Number(size.Width)} {Number(size.Height)}");
        root.SetAttributeValue("role", "img");
        root.AddFirst(new XElement(Svg + "title", title));
        RenumberIdentifiers(root);
        foreach (var text in root.Descendants(Svg + "text").ToList())
        {
            text.ReplaceWith(Outline(text));
        }

        using var stream = new MemoryStream();
        var settings = new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true, NewLineChars = "\n" };
        using (var writer = XmlWriter.Create(stream, settings))
        {
            document.Save(writer);
        }

        return stream.ToArray();
    }

    /// <summary>Skia numbers clips by a counter of the whole process: the same figure drawn later would get other names.</summary>
    private static void RenumberIdentifiers(XElement root)
    {
        var names = root.Descendants()
            .Attributes("id")
            .Select((id, i) => (id.Value, New: $"r{i + 1}"))
            .ToDictionary(pair => pair.Value, pair => pair.New);
        foreach (var attribute in root.Descendants().Attributes())
        {
            attribute.Value =
                attribute.Name == "id" ? names[attribute.Value] :
                Reference().Match(attribute.Value) is { Success: true } match
                    ? attribute.Value.Replace(match.Groups[1].Value, names[match.Groups[1].Value])
                    :
                attribute.Value;
        }
    }

    [GeneratedRegex(@"^(?:url\()?#([a-z]+_[0-9a-f]+)\)?$")]
    private static partial Regex Reference();

    private static XElement Outline(XElement text)
    {
        var bold = (string?)text.Attribute("font-weight") is not null and not "normal" and not "400";
        using var font = PaperFont.Create(Numbers(text.Attribute("font-size"))[0], bold);
        var xs = Numbers(text.Attribute("x"));
        var ys = Numbers(text.Attribute("y"));
        var content = text.Value.Trim();      // Skia indents it
        var glyphs = font.GetGlyphs(content);
        using var outline = new SKPath();
        for (var i = 0; i < glyphs.Length; i++)
        {
            using var glyph = font.GetGlyphPath(glyphs[i]);     // null for a space
            if (glyph is not null)
            {
                outline.AddPath(glyph, xs[Math.Min(i, xs.Length - 1)], ys[Math.Min(i, ys.Length - 1)]);
            }
        }

        return new XElement(
            Svg + "path",
            text.Attributes().Where(a => !TextOnly.Contains(a.Name.LocalName)),
            new XAttribute("aria-label", content),
            new XAttribute("d", outline.ToSvgPathData()));
    }

    private static float[] Numbers(XAttribute? list) =>
        list!.Value.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries)
            .Select(number => float.Parse(number, CultureInfo.InvariantCulture))
            .ToArray();

    private static string Number(float value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
