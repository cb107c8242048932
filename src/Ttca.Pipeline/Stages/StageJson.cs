using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Ttca.Parameters;

namespace Ttca.Pipeline;

/// <summary>
/// How parameters are written: kebab-case names and enum values; a null where the type forbids it is an error; of an abstract
/// <see cref="INamed"/> the name and the parameters of the implementation, and nothing that follows from these.
/// </summary>
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
        var resolver = new DefaultJsonTypeInfoResolver { Modifiers = { WriteNames } };
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
            AllowOutOfOrderMetadataProperties = true,
        };
    }

    private static void WriteNames(JsonTypeInfo type)
    {
        if (!type.Type.IsAssignableTo(typeof(INamed)) || type.Kind != JsonTypeInfoKind.Object)
        {
            return;
        }

        Remove(type, property => property.AttributeProvider is PropertyInfo { SetMethod: null });
        if (type.Type.IsAbstract)
        {
            type.PolymorphismOptions = new JsonPolymorphismOptions { TypeDiscriminatorPropertyName = "name" };
            foreach (var (name, implementation) in Implementations.Of(type.Type))
            {
                type.PolymorphismOptions.DerivedTypes.Add(new JsonDerivedType(implementation.GetType(), name));
            }
        }
    }

    private static void RemoveLocations(JsonTypeInfo type) =>
        Remove(type, property => property.AttributeProvider?.IsDefined(typeof(LocationAttribute), inherit: true) == true);

    private static void Remove(JsonTypeInfo type, Predicate<JsonPropertyInfo> unwanted)
    {
        for (var i = type.Properties.Count - 1; i >= 0; i--)
        {
            if (unwanted(type.Properties[i]))
            {
                type.Properties.RemoveAt(i);
            }
        }
    }
}
