using System.Globalization;
using System.Text;

namespace Ttca.Reporting.Tables;

/// <summary>
/// For other programs: RFC 4180, full precision; an interval is three columns; undefined is an empty field. Text that a spreadsheet would
/// take for a formula has an apostrophe before it (OWASP, CSV injection): names come from other people's data.
/// </summary>
internal static class CsvTable
{
    public static string Render(Table table)
    {
        var text = new StringBuilder();
        text.Append(Line(table.Columns.SelectMany(Headers)));
        foreach (var row in table.Rows)
        {
            text.Append(Line(row.SelectMany(Fields)));
        }

        return text.ToString();
    }

    private static IEnumerable<string> Headers(TableColumn column) =>
        column.Kind == CellKind.Interval
            ? [Text(column.Title), Text($"{column.Title} low"), Text($"{column.Title} high")]
            : [Text(column.Title)];

    private static IEnumerable<string> Fields(TableCell cell) => cell switch
    {
        TextCell text => [Text(text.Text)],
        CountCell count => [count.Count.ToString(CultureInfo.InvariantCulture)],
        NumberCell number => [Exact(number.Number)],
        IntervalCell interval => [Exact(interval.Estimate.Value), Exact(interval.Estimate.Low), Exact(interval.Estimate.High)],
        _ => throw new InvalidOperationException($"no fields for a {cell.GetType().Name}"),
    };

    private static string Text(string text) => text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + text : text;

    private static string Exact(double number) =>
        double.IsNaN(number) ? "" :
        double.IsInfinity(number) ? number > 0 ? "inf" : "-inf" :
        number.ToString("R", CultureInfo.InvariantCulture);

    private static string Line(IEnumerable<string> fields) => string.Join(',', fields.Select(Quote)) + "\r\n";

    private static string Quote(string field) =>
        field.AsSpan().ContainsAny("\",\r\n") ? $"\"{field.Replace("\"", "\"\"")}\"" : field;
}
