using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using static Ttca.Configuration.ParameterType;

namespace Ttca.Configuration;

/// <summary>Every key of a file of parameters, as Markdown tables: what it means, what is allowed, and its default.</summary>
public sealed class ConfigurationKeys
{
    private const string Head = "| key | means | allowed | default |\n|---|---|---|---|\n";
    private readonly StringBuilder _page = new();

    /// <summary>Where each table is: equal ones stand once.</summary>
    private readonly Dictionary<string, string> _places = new(StringComparer.Ordinal);

    private ConfigurationKeys()
    {
    }

    /// <summary>The tables of files that <typeparamref name="T"/> is read from: its own, then one for each section in it.</summary>
    /// <param name="title">Heading of its own table, such as <c>An experiment</c>.</param>
    public static string Write<T>(string title)
        where T : class
    {
        var keys = new ConfigurationKeys();
        keys.Section(typeof(T), null, title, "");
        return keys._page.ToString();
    }

    private void Section(Type type, object? initial, string title, string path)
    {
        var parameter = ParameterType.Of(type);
        var values = initial ?? parameter.Instance(null);
        _page.Append(CultureInfo.InvariantCulture, $"\n## {title}\n");
        if (ParameterDocs.Of(type) is { Length: > 0 } about)
        {
            _page.Append(about).Append('\n');
        }

        var members = parameter.Members.Select(member => (Member: member, Value: member.Property.GetValue(values))).ToList();
        var table = string.Concat(members.Select(member => Row(member.Member, member.Value, Paths.Join(path, member.Member.Name))));
        if (table.Length > 0 && !_places.TryAdd(table, title))
        {
            _page.Append(CultureInfo.InvariantCulture, $"\nKeys, allowed values and defaults are those of {_places[table]}.\n");
            return;
        }

        _page.Append(table.Length > 0 ? $"\n{Head}{table}" : "");
        foreach (var (member, value) in members)
        {
            Inner(member.Type, value, Paths.Join(path, member.Name));
        }
    }

    /// <summary>The sections that a parameter is made of.</summary>
    private void Inner(Type type, object? value, string path)
    {
        var parameter = ParameterType.Of(type);
        switch (parameter.Shape)
        {
            case ParameterShape.Scalar:
                break;
            case ParameterShape.List:
                Inner(parameter.Item!, null, path);
                break;
            case ParameterShape.Choice:
                foreach (var (name, alternative) in parameter.Alternatives)
                {
                    Section(alternative, null, $"`{path}`: `{name}`", Paths.Join(path, name));
                }

                break;
            case ParameterShape.NamedSection:
                foreach (var (name, alternative) in parameter.Alternatives)
                {
                    Section(alternative, value?.GetType() == alternative ? value : null, $"`{path}` with `name: {name}`", path);
                }

                break;
            default:
                Section(type, value, $"`{path}`", path);
                break;
        }
    }

    private static string Row(Member member, object? value, string path)
    {
        var initial = member.MustBeGiven ? "must be given"
            : ParameterType.Of(member.Type).Shape == ParameterShape.Section ? ""
            : $"`{Flow(ConfigurationSchema.Json(value, member.Type))}`";
        return $"| `{member.Name}` | {Cell(ParameterDocs.Of(member))} | {Cell(Allowed(member, path))} | {Cell(initial)} |\n";
    }

    /// <summary>As YAML on one line.</summary>
    private static string Flow(JsonNode? value) => value switch
    {
        null => "null",
        JsonArray items => $"[{string.Join(", ", items.Select(Flow))}]",
        JsonObject section => $"{{ {string.Join(", ", section.Select(member => $"{member.Key}: {Flow(member.Value)}"))} }}",
        _ => value.GetValueKind() == JsonValueKind.String ? $"{value}" is { Length: > 0 } text ? text : "\"\"" : value.ToJsonString(),
    };

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);

    private static string Allowed(Member member, string path)
    {
        var parameter = ParameterType.Of(member.Type);
        var values = member.Rules.OfType<AllowedValuesAttribute>().SingleOrDefault() is { } allowed
            ? string.Join(", ", allowed.Values.Select(value => $"`{value}`"))
            : null;
        var kind = parameter.Shape == ParameterShape.List
            ? $"list of {values ?? Several(parameter.Item!, path)}"
            : values is null ? One(member.Type, path) : $"one of {values}";
        var each = parameter.Shape == ParameterShape.List ? " each" : "";
        return $"{kind}{string.Concat(member.Rules.Select(rule => Of(rule, each)))}{(member.IsNullable ? ", or null" : "")}";
    }

    private static string One(Type type, string path) => ParameterType.Of(type) switch
    {
        { Shape: ParameterShape.Section } => $"a section, {Below(path)}",
        { Shape: ParameterShape.NamedSection } named =>
            $"a section with `name`, one of {Names(named.Alternatives.Keys)}, and its keys, below",
        { Shape: ParameterShape.Choice } choice => $"one of {Names(choice.Alternatives.Keys)}; alone, or with its keys, below",
        _ when type.IsEnum => $"one of {Names(ScalarFormat.EnumNames(type))}",
        _ => ScalarFormat.Describe(type),
    };

    private static string Several(Type type, string path) => ParameterType.Of(type) switch
    {
        { Shape: ParameterShape.Section } => $"sections, {Below(path)}",
        { Shape: ParameterShape.NamedSection } named =>
            $"sections with `name`, one of {Names(named.Alternatives.Keys)}, and its keys, below",
        { Shape: ParameterShape.Choice } choice => $"{Names(choice.Alternatives.Keys)}; each alone, or with its keys, below",
        _ when type.IsEnum => Names(ScalarFormat.EnumNames(type)),
        _ => ScalarFormat.Describe(type) is ['a', ' ', .. var one] ? $"{one}s" : ScalarFormat.Describe(type),
    };

    /// <summary>To the heading of a section, as GitHub and editors call it.</summary>
    private static string Below(string path) => $"[below](#{path.Replace(".", "", StringComparison.Ordinal)})";

    private static string Names(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"`{name}`"));

    private static string Of(ValidationAttribute rule, string each) => rule switch
    {
        RangeAttribute range => Range(range) + each,
        RegularExpressionAttribute expression => $" like `{expression.Pattern}`{each}",
        LengthAttribute length => $"; {length.MinimumLength} to {length.MaximumLength} of them",
        MinLengthAttribute least => $"; {least.Length} or more of them",
        MaxLengthAttribute most => $"; {most.Length} of them at most",
        _ => "",
    };

    private static string Range(RangeAttribute range)
    {
        var least = $"{(range.MinimumIsExclusive ? "above" : "from")} {Number(range.Minimum)}";
        return range.Maximum is int.MaxValue
            ? $", {least}"
            : $", {least} {(range.MaximumIsExclusive ? "to below" : "to")} {Number(range.Maximum)}";
    }

    private static string Number(object bound) => bound switch
    {
        int whole => whole.ToString("N0", CultureInfo.InvariantCulture),
        _ => ScalarFormat.Write(bound),
    };
}
