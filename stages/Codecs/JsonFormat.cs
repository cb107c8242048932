using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ttca.Stages.Codecs;

/// <summary>How artifacts that are JSON are written: kebab-case, indented, the same bytes on every system.</summary>
public static class JsonFormat
{
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.KebabCaseLower,
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower), new NumberConverter() },
    };

    /// <summary>JSON has no NaN: an undefined number is null, and an infinite end of an interval a word.</summary>
    private sealed class NumberConverter : JsonConverter<double>
    {
        private const string Infinite = "infinite";
        private const string MinusInfinite = "-infinite";

        public override bool HandleNull => true;

        public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
        {
            JsonTokenType.Null => double.NaN,
            JsonTokenType.String when reader.GetString() == Infinite => double.PositiveInfinity,
            JsonTokenType.String when reader.GetString() == MinusInfinite => double.NegativeInfinity,
            _ => reader.GetDouble(),
        };

        public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
        {
            if (double.IsNaN(value))
            {
                writer.WriteNullValue();
            }
            else if (double.IsInfinity(value))
            {
                writer.WriteStringValue(value > 0 ? Infinite : MinusInfinite);
            }
            else
            {
                writer.WriteNumberValue(value);
            }
        }
    }
}
