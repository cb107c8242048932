using System.Text;

namespace Ttca.Reporting.Tables;

/// <summary>A GitHub-flavoured table whose source reads as a table too.</summary>
internal static class MarkdownTable
{
    public static string Render(Table table)
    {
        var rows = CellText.Of(table).Select(row => row.Select(Escape).ToList()).ToList();
        var headers = table.Columns.Select(c => Escape(c.Title)).ToList();
        var widths = headers.Select((header, i) => rows.Select(row => row[i].Length).Append(header.Length).Append(3).Max()).ToList();

        var text = new StringBuilder();
        text.Append($"**{Escape(table.Caption)}**\n\n");
        text.Append(Row(table, headers, widths));
        text.Append($"|{string.Join('|', table.Columns.Select((c, i) => Rule(c, widths[i])))}|\n");
        rows.ForEach(row => text.Append(Row(table, row, widths)));
        foreach (var note in table.Notes)
        {
            text.Append($"\n{Escape(note)}\n");
        }

        return text.ToString();
    }

    private static string Row(Table table, List<string> cells, List<int> widths)
    {
        var padded = cells.Select((cell, i) => IsText(table.Columns[i]) ? cell.PadRight(widths[i]) : cell.PadLeft(widths[i]));
        return $"| {string.Join(" | ", padded)} |\n";
    }

    private static string Rule(TableColumn column, int width) =>
        IsText(column) ? new string('-', width + 2) : new string('-', width + 1) + ':';

    private static bool IsText(TableColumn column) => column.Kind == CellKind.Text;

    /// <summary>Brackets are left alone: without a target after them they are text.</summary>
    private static string Escape(string text) =>
        string.Concat(text.ReplaceLineEndings(" ").Select(c => @"\`*_|<>".Contains(c) ? $"\\{c}" : c.ToString()));
}
