using System.Collections.Concurrent;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using static Ttca.Configuration.ParameterType;

namespace Ttca.Configuration;

/// <summary>What doc comments say of parameters: from the XML files that the compiler writes beside assemblies, as Markdown.</summary>
internal static partial class ParameterDocs
{
    private static readonly ConcurrentDictionary<Assembly, Dictionary<string, XElement>> Read = new();

    /// <summary>What a section or an alternative of a choice is about; of a scalar, how it is written. Empty where nobody says.</summary>
    public static string Of(Type type) => Text(Find(type.Assembly, "T:" + NameOf(type))?.Element("summary"));

    /// <summary>What a parameter means, with what its values mean; of a section, what that is about.</summary>
    public static string Of(Member member)
    {
        var property = member.Property;
        var comment = Comment(property.DeclaringType!) is { } own && own.Element("summary") is not null
            ? own
            : Comment(property.GetMethod!.GetBaseDefinition().DeclaringType!);  // inherited by what overrides it
        var summary = Text(comment?.Element("summary"));
        return string.Join(' ', new[]
        {
            summary.Length == 0 && ParameterType.Of(member.Type).Shape is ParameterShape.Section or ParameterShape.NamedSection
                ? Of(member.Type)
                : summary,
            Text(comment?.Element("value")),
            OfValues(ItemOf(member.Type)),
        }.Where(text => text.Length > 0));

        XElement? Comment(Type type) => Find(type.Assembly, $"P:{NameOf(type)}.{property.Name}");
    }

    /// <summary>The type of one value: of a list, of its items.</summary>
    private static Type ItemOf(Type type) => ParameterType.Of(type).Item ?? type;

    /// <summary>Of an enum, what each value means; of another type of our own, how it is written.</summary>
    private static string OfValues(Type type)
    {
        if (!type.IsEnum)
        {
            return ScalarFormat.IsParsed(type) ? Of(type) : "";
        }

        var meanings = from name in Enum.GetNames(type)
                       let text = Text(Find(type.Assembly, $"F:{NameOf(type)}.{name}")?.Element("summary"))
                       where text.Length > 0
                       select $"`{ScalarFormat.KebabCase(name)}`: {char.ToLowerInvariant(text[0])}{text[1..]}";
        return string.Join(' ', meanings);
    }

    private static XElement? Find(Assembly assembly, string id) => Read.GetOrAdd(assembly, ReadFile).GetValueOrDefault(id);

    /// <summary>Nothing where the assembly was built without its documentation.</summary>
    private static Dictionary<string, XElement> ReadFile(Assembly assembly)
    {
        var file = Path.ChangeExtension(assembly.Location, ".xml");
        return !File.Exists(file) ? []
            : XDocument.Load(file, LoadOptions.PreserveWhitespace).Descendants("member")
                .ToDictionary(member => member.Attribute("name")!.Value, StringComparer.Ordinal);
    }

    private static string NameOf(Type type) => type.FullName!.Replace('+', '.');

    private static string Text(XElement? comment)
    {
        var text = new StringBuilder();
        foreach (var node in comment?.Nodes() ?? [])
        {
            text.Append(node switch
            {
                XText plain => plain.Value,
                XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
                XElement { Name.LocalName: "em" } stressed => $"*{stressed.Value}*",
                XElement { Name.LocalName: "see" } see when see.Attribute("cref") is { } to => $"`{Referred(to.Value)}`",
                XElement other => other.Value,
                _ => "",
            });
        }

        return Space().Replace(text.ToString(), " ").Trim();
    }

    /// <summary>Parameters and values of enums are referred to as files write them, anything else by its name in code.</summary>
    private static string Referred(string id)
    {
        var name = id[(id.LastIndexOf('.') + 1)..];
        return id[0] is 'P' or 'F' ? ScalarFormat.KebabCase(name) : name;
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
