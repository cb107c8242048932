using System.Globalization;

namespace Ttca.Reporting;

/// <summary>How many of what, for people.</summary>
public static class Quantity
{
    /// <summary>Such as <c>1 query</c>, <c>2 queries</c>, <c>1,000 images</c>.</summary>
    /// <param name="number">How many.</param>
    /// <param name="unit">One of it; English, with a regular plural.</param>
    public static string Of(long number, string unit) => Of(number, number.ToString("N0", CultureInfo.InvariantCulture), unit);

    /// <summary>The same of several numbers: <c>2,000 to 6,000 images</c>.</summary>
    public static string Between(long least, long most, string unit) =>
        least == most ? Of(least, unit) : Of(most, string.Create(CultureInfo.InvariantCulture, $"{least:N0} to {most:N0}"), unit);

    private static string Of(long number, string text, string unit)
    {
        ArgumentException.ThrowIfNullOrEmpty(unit);
        return $"{text} {(number == 1 ? unit : unit.EndsWith('y') ? $"{unit[..^1]}ies" : $"{unit}s")}";
    }
}
