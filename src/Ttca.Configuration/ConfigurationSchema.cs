using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ttca.Parameters;
using static Ttca.Configuration.ParameterType;

namespace Ttca.Configuration;

/// <summary>
/// The JSON Schema (draft 7) of a file of parameters, for editors: they complete keys and values, say what a key means, and mark
/// what is wrong.
/// </summary>
/// <remarks>
/// What <see cref="ConfigurationReader"/> accepts, the schema does, but for keys of another name's section that are null. Rules over
/// several keys only the reader knows.
/// </remarks>
public static class ConfigurationSchema
{
    private static readonly JsonSerializerOptions Layout = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The schema of files that <typeparamref name="T"/> is read from, indented, with a line end.</summary>
    /// <param name="title">What such a file is.</param>
    public static string Write<T>(string title)
        where T : class
    {
        var schema = new JsonObject
        {
            ["$schema"] = "http://json-schema.org/draft-07/schema#",
            ["title"] = title,
            ["description"] = ParameterDocs.Of(typeof(T)),
        };
        foreach (var (name, value) in Of(typeof(T), null).ToList())
        {
            schema[name] = value!.DeepClone();
        }

        return schema.ToJsonString(Layout) + "\n";
    }

    private static JsonObject Of(Type type, object? initial)
    {
        var parameter = ParameterType.Of(type);
        return parameter.Shape switch
        {
            ParameterShape.Scalar => OfScalar(type),
            ParameterShape.List => new JsonObject { ["type"] = "array", ["items"] = Of(parameter.Item!, null) },
            ParameterShape.Section => OfSection(parameter, initial),
            ParameterShape.Choice => OfChoice(parameter),
            ParameterShape.NamedSection => OfNamedSection(parameter, initial),
            _ => throw new NotSupportedException($"no schema for {parameter.Shape}"),
        };
    }

    private static JsonObject OfScalar(Type type) =>
        type.IsEnum ? new JsonObject { ["enum"] = Strings(ScalarFormat.EnumNames(type)) }
        : type == typeof(bool) ? new JsonObject { ["type"] = "boolean" }
        : type == typeof(int) || type == typeof(long) ? new JsonObject { ["type"] = "integer" }
        : type == typeof(double) ? new JsonObject { ["type"] = Strings(["number", "string"]), ["pattern"] = "^[^/]+(/[^/]+)?$" } // 8/255
        : new JsonObject { ["type"] = Strings(["string", "number", "boolean"]) };   // the reader takes any scalar for text

    private static JsonObject OfSection(ParameterType parameter, object? initial)
    {
        var values = initial ?? parameter.Instance(null);
        var properties = new JsonObject();
        foreach (var member in parameter.Members)
        {
            properties[member.Name] = OfMember(member, member.Property.GetValue(values));
        }

        var required = parameter.Members.Where(member => member.MustBeGiven).Select(member => member.Name).ToList();
        var schema = new JsonObject
        {
            ["type"] = required.Count > 0 ? "object" : Strings(["object", "null"]), // every key may be commented out
            ["properties"] = properties,
            ["additionalProperties"] = false,
        };
        if (required.Count > 0)
        {
            schema["required"] = Strings(required);
        }

        return schema;
    }

    /// <summary><c>epsilon</c>, or <c>epsilon: { values: [...] }</c>.</summary>
    private static JsonObject OfChoice(ParameterType parameter)
    {
        var alternatives = new JsonObject();
        foreach (var (name, type) in parameter.Alternatives)
        {
            alternatives[name] = OfSection(ParameterType.Of(type), null);
            alternatives[name]!["description"] = ParameterDocs.Of(type);
        }

        var section = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = alternatives,
            ["additionalProperties"] = false,
            ["minProperties"] = 1,
            ["maxProperties"] = 1,
        };
        var alone = parameter.Alternatives.Keys.Where(name => alternatives[name]!["required"] is null);
        return new JsonObject { ["anyOf"] = new JsonArray(new JsonObject { ["enum"] = Strings(alone) }, section) };
    }

    /// <summary>Of all implementations, each with its own keys; the one that is the default needs no name.</summary>
    private static JsonObject OfNamedSection(ParameterType parameter, object? initial)
    {
        var alternatives = new JsonArray();
        foreach (var (name, type) in parameter.Alternatives)
        {
            var isDefault = initial?.GetType() == type;
            var section = OfSection(ParameterType.Of(type), isDefault ? initial : null);
            section["description"] = ParameterDocs.Of(type);
            section["properties"]!
                .AsObject()
                .Insert(0, ParameterType.NameKey, new JsonObject { ["enum"] = Strings([name]), ["description"] = ParameterDocs.Of(type) });
            if (!isDefault)
            {
                section["type"] = "object";
                section["required"] = Strings([ParameterType.NameKey, .. section["required"]?.AsArray().Select(key => (string)key!) ?? []]);
            }

            alternatives.Add(section);
        }

        return new JsonObject { ["anyOf"] = alternatives };
    }

    private static JsonObject OfMember(Member member, object? value)
    {
        var schema = Of(member.Type, value);
        foreach (var rule in member.Rules)
        {
            Apply(rule, Validation.IsAboutOneValue(rule) && schema["items"] is JsonObject items ? items : schema);
        }

        if (member.IsNullable)
        {
            AllowNull(schema);
        }

        if (ParameterDocs.Of(member) is { Length: > 0 } description)
        {
            schema["description"] = description;
        }

        if (!member.MustBeGiven && ParameterType.Of(member.Type).Shape != ParameterShape.Section)
        {
            schema["default"] = Json(value, member.Type);
        }

        return schema;
    }

    private static void Apply(ValidationAttribute rule, JsonObject schema)
    {
        switch (rule)
        {
            case RangeAttribute range:
                Bound(schema, range.MinimumIsExclusive ? "exclusiveMinimum" : "minimum", range.Minimum);
                Bound(schema, range.MaximumIsExclusive ? "exclusiveMaximum" : "maximum", range.Maximum);
                break;
            case AllowedValuesAttribute allowed:
                schema.Remove("type");
                schema["enum"] = new JsonArray([.. allowed.Values.Select(JsonOfScalar)]);
                break;
            case RegularExpressionAttribute expression:
                schema["pattern"] = $"^(?:{expression.Pattern})$";
                break;
            case LengthAttribute length:
                (schema["minItems"], schema["maxItems"]) = (length.MinimumLength, length.MaximumLength);
                break;
            case MinLengthAttribute least:
                schema["minItems"] = least.Length;
                break;
            case MaxLengthAttribute most:
                schema["maxItems"] = most.Length;
                break;
        }
    }

    /// <summary>Bounds that are text are those of a type of its own, which alone can compare them.</summary>
    private static void Bound(JsonObject schema, string name, object bound)
    {
        if (bound is not (string or int.MaxValue))
        {
            schema[name] = JsonOfScalar(bound);
        }
    }

    private static void AllowNull(JsonObject schema)
    {
        if (schema["enum"] is JsonArray values)
        {
            values.Add(null);
        }

        if (schema["type"] is { } type)
        {
            var types = type is JsonArray several ? several.Select(one => (string)one!) : [(string)type!];
            schema["type"] = Strings(types.Append("null").Distinct());
        }
    }

    /// <summary>A value as a file would say it.</summary>
    internal static JsonNode? Json(object? value, Type type)
    {
        var parameter = ParameterType.Of(type);
        return value is null ? null : parameter.Shape switch
        {
            ParameterShape.Scalar => JsonOfScalar(value),
            ParameterShape.List => new JsonArray([.. ((IEnumerable)value).Cast<object>().Select(item => Json(item, parameter.Item!))]),
            ParameterShape.Choice => JsonOfChoice(parameter, value),
            ParameterShape.NamedSection => JsonOfNamedSection(value),
            _ => JsonOfSection(value),
        };
    }

    private static JsonNode? JsonOfScalar(object? value) => value switch
    {
        null => null,
        bool flag => JsonValue.Create(flag),
        int number => JsonValue.Create(number),
        long number => JsonValue.Create(number),
        double number => JsonValue.Create(number),
        _ => JsonValue.Create(ScalarFormat.Write(value)),
    };

    private static JsonNode JsonOfChoice(ParameterType parameter, object value)
    {
        var name = parameter.Alternatives.Single(alternative => alternative.Value == value.GetType()).Key;
        var section = JsonOfSection(value);
        return section.Count == 0 ? JsonValue.Create(name) : new JsonObject { [name] = section };
    }

    private static JsonObject JsonOfNamedSection(object value)
    {
        var section = JsonOfSection(value);
        section.Insert(0, ParameterType.NameKey, JsonValue.Create(((INamed)value).Name));
        return section;
    }

    /// <summary>What it says other than its type does by itself.</summary>
    private static JsonObject JsonOfSection(object value)
    {
        var parameter = ParameterType.Of(value.GetType());
        var usual = parameter.Instance(null);
        var said = new JsonObject();
        foreach (var member in parameter.Members)
        {
            var json = Json(member.Property.GetValue(value), member.Type);
            if (member.MustBeGiven || !JsonNode.DeepEquals(json, Json(member.Property.GetValue(usual), member.Type)))
            {
                said[member.Name] = json;
            }
        }

        return said;
    }

    private static JsonArray Strings(IEnumerable<string> values) => new([.. values.Select(value => JsonValue.Create(value))]);
}
