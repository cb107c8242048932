using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Ttca.Pipeline;

/// <summary>How parameters are written: kebab-case names and enum values; a null where the type forbids it is an error.</summary>
internal static class StageJson
{
    private static readonly JsonSerializerOptions All = Options([]);
    private static readonly JsonSerializerOptions WithoutLocations = Options([RemoveLocations]);

    public static string Kebab(string name) => JsonNamingPolicy.KebabCaseLower.ConvertName(name);

    public static byte[] Write(object? value, Type type, bool withLocations) =>
        JsonSerializer.SerializeToUtf8Bytes(value, type, withLocations ? All : WithoutLocations);

    public static object? Read(JsonElement json, Type type) => json.Deserialize(type, All);

    private static JsonSerializerOptions Options(IEnumerable<Action<JsonTypeInfo>> modifiers)
    {
        var resolver = new DefaultJsonTypeInfoResolver();
        foreach (var modifier in modifiers)
        {
            resolver.Modifiers.Add(modifier);
        }

        return new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.KebabCaseLower,
            NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
            Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            RespectNullableAnnotations = true,
            TypeInfoResolver = resolver,
        };
    }

    private static void RemoveLocations(JsonTypeInfo type)
    {
        for (var i = type.Properties.Count - 1; i >= 0; i--)
        {
            if (type.Properties[i].AttributeProvider?.IsDefined(typeof(LocationAttribute), inherit: true) == true)
            {
                type.Properties.RemoveAt(i);
            }
        }
    }
}
