using System.Collections;
using System.Text;
using Ttca.Parameters;

namespace Ttca.Configuration;

/// <summary>
/// Writes parameter records as YAML with every default filled in; <see cref="ConfigurationReader"/> reads the same values back.
/// </summary>
public static class ConfigurationWriter
{
    /// <summary>The effective parameters, one per line, in the order of declaration.</summary>
    public static string Write<T>(T parameters)
        where T : class
    {
        var text = new StringBuilder();
        Section(text, parameters, typeof(T), "");
        return text.ToString();
    }

    private static void Section(StringBuilder text, object parameters, Type type, string indent)
    {
        if (ParameterType.Of(type).Shape == ParameterShape.NamedSection)
        {
            text.Append(indent).Append(ParameterType.NameKey).Append(": ").Append(Text(((INamed)parameters).Name)).Append('\n');
        }

        foreach (var member in ParameterType.Of(parameters.GetType()).Members)
        {
            text.Append(indent).Append(member.Name).Append(':');
            Value(text, member.Property.GetValue(parameters), member.Type, indent + "  ");
        }
    }

    /// <summary>What follows a key or a dash, with its line end.</summary>
    private static void Value(StringBuilder text, object? value, Type type, string indent)
    {
        var parameter = ParameterType.Of(type);
        switch (parameter.Shape)
        {
            case var _ when value is null:
                text.Append(" null\n");
                break;
            case ParameterShape.Scalar:
                text.Append(' ').Append(Scalar(value)).Append('\n');
                break;
            case ParameterShape.List:
                List(text, (IEnumerable)value, parameter.Item!, indent);
                break;
            case ParameterShape.Choice:
                Choice(text, value, parameter, indent);
                break;
            default:
                Block(text, value, type, indent);
                break;
        }
    }

    private static void List(StringBuilder text, IEnumerable values, Type item, string indent)
    {
        var items = values.Cast<object>().ToList();
        if (ParameterType.Of(item).Shape == ParameterShape.Scalar || items.Count == 0)
        {
            text.Append(" [").AppendJoin(", ", items.Select(Scalar)).Append("]\n");
            return;
        }

        text.Append('\n');
        foreach (var value in items)
        {
            text.Append(indent).Append('-');
            Value(text, value, item, indent + "  ");
        }
    }

    private static void Choice(StringBuilder text, object value, ParameterType parameter, string indent)
    {
        var name = parameter.Alternatives.Single(alternative => alternative.Value == value.GetType()).Key;
        if (ParameterType.Of(value.GetType()).Members.Count == 0)
        {
            text.Append(' ').Append(name).Append('\n');
            return;
        }

        text.Append('\n').Append(indent).Append(name).Append(':');
        Block(text, value, value.GetType(), indent + "  ");
    }

    private static void Block(StringBuilder text, object value, Type type, string indent)
    {
        if (ParameterType.Of(type) is { Shape: ParameterShape.Section, Members.Count: 0 })
        {
            text.Append(" {}\n");
            return;
        }

        text.Append('\n');
        Section(text, value, type, indent);
    }

    private static string Scalar(object value) =>
        value is string text ? Text(text) : ScalarFormat.Write(value);

    /// <summary>Plain where that is certainly read as the same text, else double-quoted.</summary>
    private static string Text(string text)
    {
        var isPlain = text.Length > 0 && text is not ("null" or "~")
            && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '/') && char.IsAsciiLetterOrDigit(text[0]);
        if (isPlain)
        {
            return text;
        }

        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            quoted.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                _ when char.IsAsciiLetterOrDigit(c) || (c is >= ' ' and <= '~') => c.ToString(),
                _ => $"\\u{(int)c:x4}",
            });
        }

        return quoted.Append('"').ToString();
    }
}
