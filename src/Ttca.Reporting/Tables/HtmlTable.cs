using System.Globalization;
using System.Text;

namespace Ttca.Reporting.Tables;

/// <summary>
/// A part of a web page: the table with caption and notes. Numbers carry their exact value for sorting, and what they come from
/// (<see cref="Pages.InlineTable"/> makes links of that).
/// </summary>
internal static class HtmlTable
{
    /// <summary>On the numbers of a row: its <see cref="Table.RowSources"/>.</summary>
    public const string SourceAttribute = "data-source";

    public static string Render(Table table)
    {
        var rows = CellText.Of(table);
        var text = new StringBuilder();
        text.Append($"<figure class=\"table\" id=\"tab-{table.Name}\">\n");
        text.Append($"  <figcaption>{HtmlText.Escape(table.Caption)}</figcaption>\n");
        text.Append("  <div class=\"scroll\">\n  <table>\n    <thead>\n      <tr>\n");
        foreach (var column in table.Columns)
        {
            text.Append(
                $"        <th scope=\"col\" "
                    + $"data-sort=\"{(column.Kind == CellKind.Text ? "text" : "number")}\">{HtmlText.Escape(column.Title)}</th>\n");
        }

        text.Append("      </tr>\n    </thead>\n    <tbody>\n");
        for (var row = 0; row < rows.Count; row++)
        {
            text.Append("      <tr>\n");
            for (var column = 0; column < table.Columns.Count; column++)
            {
                text.Append(
                    $"        {Cell(table.Rows[row][column], rows[row][column], table.RowSources.ElementAtOrDefault(row) ?? "")}\n");
            }

            text.Append("      </tr>\n");
        }

        text.Append("    </tbody>\n  </table>\n  </div>\n");
        foreach (var note in table.Notes)
        {
            text.Append($"  <p class=\"note\">{HtmlText.Escape(note)}</p>\n");
        }

        return text.Append("</figure>\n").ToString();
    }

    private static string Cell(TableCell cell, string shown, string source)
    {
        if (cell.Kind == CellKind.Text)
        {
            return $"<td>{HtmlText.Escape(shown)}</td>";
        }

        var number = HtmlText.Escape(shown.Replace('-', '−'));      // minus signs, not hyphens
        return $"<td data-value=\"{Exact(cell)}\">"
            + $"{(source.Length > 0 ? $"<a {SourceAttribute}=\"{HtmlText.Escape(source)}\">{number}</a>" : number)}</td>";
    }

    /// <summary>As a script reads numbers; empty for undefined.</summary>
    private static string Exact(TableCell cell)
    {
        var number = cell switch
        {
            CountCell count => count.Count,
            NumberCell plain => plain.Number,
            IntervalCell interval => interval.Estimate.Value,
            _ => throw new InvalidOperationException($"no number in a {cell.GetType().Name}"),
        };
        return double.IsNaN(number) ? "" :
            double.IsInfinity(number) ? number > 0 ? "Infinity" : "-Infinity" :
            number.ToString("R", CultureInfo.InvariantCulture);
    }
}
