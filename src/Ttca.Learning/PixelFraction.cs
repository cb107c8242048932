using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ttca.Learning;

/// <summary>A share of the pixel range in whole steps of an 8-bit image, written <c>8/255</c>. From 0 to 64/255.</summary>
[JsonConverter(typeof(Converter))]
public readonly record struct PixelFraction : IParsable<PixelFraction>, IComparable<PixelFraction>, IComparable
{
    public const int LargestPixels = 64;

    /// <summary>A decimal this near to a whole number of steps is taken as that number: 0.0314 is 8/255.</summary>
    private const double Tolerance = 0.02;

    /// <exception cref="ArgumentOutOfRangeException">Outside 0..64.</exception>
    public PixelFraction(int pixels)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(pixels);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(pixels, LargestPixels);
        Pixels = pixels;
    }

    /// <summary>Whole steps of 1/255, from 0 to 64.</summary>
    public int Pixels { get; }

    /// <summary>The same on a scale where pixels run from 0 to 1.</summary>
    public double Value => Pixels / 255.0;

    /// <param name="s"><c>n/255</c>, or a decimal that is a whole number of such steps.</param>
    /// <param name="provider">Ignored: a fraction is written the same way everywhere.</param>
    /// <exception cref="FormatException">Not such a number, or out of range; the message says what is allowed.</exception>
    public static PixelFraction Parse(string s, IFormatProvider? provider = null) =>
        Read(s, out var result) is { } problem ? throw new FormatException(problem) : result;

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out PixelFraction result) =>
        Read(s, out result) is null;

    public int CompareTo(PixelFraction other) => Pixels.CompareTo(other.Pixels);

    int IComparable.CompareTo(object? obj) => obj is PixelFraction other ? CompareTo(other) : 1;

    public static bool operator <(PixelFraction one, PixelFraction other) => one.Pixels < other.Pixels;

    public static bool operator >(PixelFraction one, PixelFraction other) => one.Pixels > other.Pixels;

    public static bool operator <=(PixelFraction one, PixelFraction other) => one.Pixels <= other.Pixels;

    public static bool operator >=(PixelFraction one, PixelFraction other) => one.Pixels >= other.Pixels;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Pixels}/255");

    private static string? Read(string? text, out PixelFraction result)
    {
        result = default;
        text = text?.Trim();
        if (!TryReadSteps(text, out var steps))
        {
            return $"'{text}' is not a pixel fraction; write a whole number of 255ths, such as 8/255";
        }

        if (steps > LargestPixels + Tolerance)
        {
            return $"{text} is above {LargestPixels}/255; write pixels as a fraction, such as 8/255";
        }

        if (steps < 0)
        {
            return $"{text} is below 0; write pixels as a fraction, such as 8/255";
        }

        var whole = (int)Math.Round(steps);
        if (Math.Abs(steps - whole) > Tolerance)
        {
            return $"{text} is not a whole number of 1/255 steps; nearest is {whole}/255";
        }

        result = new PixelFraction(whole);
        return null;
    }

    private static bool TryReadSteps(string? text, out double steps)
    {
        steps = 0;
        if (text is null)
        {
            return false;
        }

        if (text.Split('/', StringSplitOptions.TrimEntries) is [var count, "255"])
        {
            return double.TryParse(count, NumberStyles.Float, CultureInfo.InvariantCulture, out steps) && double.IsFinite(steps);
        }

        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var fraction) || !double.IsFinite(fraction))
        {
            return false;
        }

        steps = fraction * 255;
        return true;
    }

    private sealed class Converter : JsonConverter<PixelFraction>
    {
        public override PixelFraction Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType != JsonTokenType.String)
            {
                throw new JsonException("a pixel fraction is a string, such as \"8/255\"");
            }

            return PixelFraction.Read(reader.GetString(), out var result) is { } problem ? throw new JsonException(problem) : result;
        }

        public override void Write(Utf8JsonWriter writer, PixelFraction value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());
    }
}
