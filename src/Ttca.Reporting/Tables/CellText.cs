using System.Globalization;
using Ttca.Fairness;

namespace Ttca.Reporting.Tables;

/// <summary>Cells as a reader sees them in <c>.tex</c> and <c>.md</c>: rounded alike within a column.</summary>
internal static class CellText
{
    public const string Undefined = "undefined";

    /// <summary>All cells of a table, rows by columns.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Of(Table table)
    {
        var decimals = table.Columns.Select((column, i) => column.Decimals ?? Decimals(table.Rows.Select(row => row[i]))).ToList();
        return table.Rows.Select(row => row.Select((cell, i) => Of(cell, decimals[i])).ToList()).ToList();
    }

    private static string Of(TableCell cell, int decimals) => cell switch
    {
        TextCell text => text.Text,
        CountCell count => count.Count.ToString("N0", CultureInfo.InvariantCulture),
        NumberCell number => Round(number.Number, decimals),
        IntervalCell interval => Interval(interval.Estimate, decimals),
        _ => throw new InvalidOperationException($"no text for a {cell.GetType().Name}"),
    };

    private static string Interval(Estimate estimate, int decimals)
    {
        if (double.IsNaN(estimate.Value))
        {
            return Undefined;
        }

        return double.IsNaN(estimate.Low) || double.IsNaN(estimate.High)
            ? $"{Round(estimate.Value, decimals)} [{Undefined}]"
            : $"{Round(estimate.Value, decimals)} [{Round(estimate.Low, decimals)}, {Round(estimate.High, decimals)}]";
    }

    private static string Round(double number, int decimals)
    {
        if (double.IsNaN(number))
        {
            return Undefined;
        }

        if (double.IsInfinity(number))
        {
            return number > 0 ? "∞" : "-∞";
        }

        var pattern = "0" + (decimals > 0 ? "." + new string('0', decimals) : "");
        return number.ToString($"{pattern};-{pattern};{pattern}", CultureInfo.InvariantCulture);     // the third form: never -0.00
    }

    /// <summary>
    /// Two significant digits of the median interval's width, since more would be noise and fewer would hide its ends; three significant
    /// digits of the largest number where there are no intervals.
    /// </summary>
    private static int Decimals(IEnumerable<TableCell> column)
    {
        var cells = column.ToList();
        var widths = cells.OfType<IntervalCell>()
            .Select(c => c.Estimate.High - c.Estimate.Low)
            .Where(w => w > 0 && double.IsFinite(w))
            .Order()
            .ToList();
        if (widths.Count > 0)
        {
            return Math.Clamp(1 - Magnitude(widths[widths.Count / 2]), 2, 4);
        }

        var largest = cells.OfType<NumberCell>()
            .Select(c => Math.Abs(c.Number))
            .Where(n => n > 0 && double.IsFinite(n))
            .DefaultIfEmpty(1)
            .Max();
        return Math.Clamp(2 - Magnitude(largest), 0, 4);
    }

    private static int Magnitude(double number) => (int)Math.Floor(Math.Log10(number) + 1e-9);
}
