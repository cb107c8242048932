using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Ttca.Configuration;

/// <summary>
/// Text to value and back for every type that is one scalar in YAML. Strict: quoted text isn't a number, <c>yes</c> isn't true.
/// </summary>
internal static partial class ScalarFormat
{
    public static bool Is(Type type) =>
        IsNumberOrBool(type) || type == typeof(string) || type.IsEnum || ParseMethod(type) is not null;

    /// <summary>Whether it is a type of the program's own, which reads its text itself.</summary>
    public static bool IsParsed(Type type) => Is(type) && !IsNumberOrBool(type) && type != typeof(string) && !type.IsEnum;

    /// <summary>What a user may write, for error messages.</summary>
    public static string Describe(Type type) =>
        type == typeof(int) || type == typeof(long) ? "a whole number"
        : type == typeof(double) ? "a number"
        : type == typeof(bool) ? "true or false"
        : type == typeof(string) ? "text"
        : type.IsEnum ? "one of " + string.Join(", ", EnumNames(type))
        : "a " + JsonNamingPolicy.KebabCaseLower.ConvertName(type.Name).Replace('-', ' ');

    /// <summary>The value of <paramref name="scalar"/>; otherwise what is wrong with it.</summary>
    public static bool TryParse(YamlScalar scalar, Type type, out object? value, out string problem)
    {
        (value, problem) = Parse(scalar, type);
        return problem.Length == 0;
    }

    /// <summary>The shortest text that <see cref="TryParse"/> reads as the same value.</summary>
    public static string Write(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        double number => number.ToString("R", CultureInfo.InvariantCulture).ToLowerInvariant(),
        Enum constant => KebabCase(constant.ToString()),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    public static string KebabCase(string name) => JsonNamingPolicy.KebabCaseLower.ConvertName(name);

    private static (object? Value, string Problem) Parse(YamlScalar scalar, Type type)
    {
        var text = scalar.Text;
        if (scalar.IsNull)
        {
            return (null, $"has no value; expected {Describe(type)}");
        }

        if (type == typeof(string))
        {
            return (text, "");
        }

        if (type.IsEnum)
        {
            var names = EnumNames(type);
            var index = Array.IndexOf(names, text);
            return index >= 0
                ? (Enum.GetValues(type).GetValue(index), "")
                : (null, $"{Quoting.Quote(text)} is unknown{NearestName.Hint(text, names)}");
        }

        if (!scalar.IsPlain && IsNumberOrBool(type))
        {
            return (null, $"{Quoting.Quote(text)} is quoted text; expected {Describe(type)}, without quotes");
        }

        return type == typeof(bool) ? ParseBool(text)
            : type == typeof(double) ? ParseDouble(text)
            : type == typeof(int) ? ParseWhole(text, int.MinValue, int.MaxValue, number => (int)number)
            : type == typeof(long) ? ParseWhole(text, long.MinValue, long.MaxValue, number => number)
            : ParseParsable(text, type);
    }

    private static (object?, string) ParseBool(string text) => text switch
    {
        "true" => (true, ""),
        "false" => (false, ""),
        _ => (null, $"{Quoting.Quote(text)} is neither true nor false"),
    };

    private static (object?, string) ParseWhole(string text, long least, long most, Func<long, object> cast) =>
        !WholeNumber().IsMatch(text) ? (null, $"{Quoting.Quote(text)} is not a whole number")
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= least
            && number <= most
            ? (cast(number), "")
            : (null, string.Create(CultureInfo.InvariantCulture, $"{Quoting.Shorten(text)} is not within {least} to {most}"));

    /// <summary>A number as people write it (.5, 2., 1e-3, +1), or a fraction of two.</summary>
    private static (object?, string) ParseDouble(string text)
    {
        var terms = new List<double>();
        foreach (var term in text.Split('/'))
        {
            if (!double.TryParse(term, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            {
                return NotANumber(text);
            }

            terms.Add(number);
        }

        if (terms.Count > 2)
        {
            return NotANumber(text);
        }

        var value = terms.Count == 1 ? terms[0] : terms[0] / terms[1];
        return double.IsFinite(value) ? (value, "") : (null, $"{Quoting.Shorten(text)} is not a finite number");
    }

    private static (object?, string) NotANumber(string text) =>
        (null, $"{Quoting.Quote(text)} is not a number (write 0.25, 1e-3 or 8/255)");

    private static (object?, string) ParseParsable(string text, Type type)
    {
        try
        {
            return (
                ParseMethod(type)!.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [text, CultureInfo.InvariantCulture], null), "");
        }
        catch (Exception problem) when (problem is FormatException or OverflowException)
        {
            return (null, $"{Quoting.Shorten(text)} is not {Describe(type)}: {problem.Message}");
        }
    }

    public static string[] EnumNames(Type type) => [.. Enum.GetNames(type).Select(KebabCase)];

    private static bool IsNumberOrBool(Type type) =>
        type == typeof(int) || type == typeof(long) || type == typeof(double) || type == typeof(bool);

    /// <summary>The public <c>static T Parse(string, IFormatProvider?)</c> of an <see cref="IParsable{TSelf}"/>.</summary>
    private static MethodInfo? ParseMethod(Type type) =>
        type
            .GetInterfaces()
            .Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IParsable<>) && i.GenericTypeArguments[0] == type)
            ? type.GetMethod("Parse", BindingFlags.Public | BindingFlags.Static, [typeof(string), typeof(IFormatProvider)])
            : null;

    [GeneratedRegex(@"^-?(0|[1-9][0-9]*)\z")]
    private static partial Regex WholeNumber();
}
