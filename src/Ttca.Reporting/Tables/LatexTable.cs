using System.Text;

namespace Ttca.Reporting.Tables;

/// <summary>A table for <c>\input</c> into a document that loads <c>booktabs</c> and nothing else.</summary>
internal static class LatexTable
{
    // Text width of the article class and space between columns, in points; measured width of a character by text size.
    private const double PageWidth = 345;
    private const double BetweenColumns = 6;
    private const int LongText = 24;        // characters; longer text may be broken into lines where the table is too wide
    private static readonly (string Command, double Character)[] Sizes =
    [
        (@"\small", 4.0),
        (@"\footnotesize", 3.68),
        (@"\scriptsize", 3.4),
    ];

    public static string Render(Table table)
    {
        var rows = CellText.Of(table);
        var text = new StringBuilder();
        text.Append("\\begin{table}[tbp]\n");
        text.Append("  \\centering\n");
        text.Append($"  \\caption{{{LatexText.Escape(table.Caption)}}}\n");
        text.Append($"  \\label{{tab:{table.Name}}}\n");
        text.Append("  \\smallskip\n");
        int[] widths = [.. table.Columns.Select((column, i) => rows.Select(row => row[i].Length).Append(column.Title.Length).Max())];
        var size = Size(widths);
        text.Append($"  {size.Command}\n");
        text.Append("  \\setlength{\\tabcolsep}{3pt}\n");
        text.Append($"  \\begin{{tabular}}{{@{{}}{Alignment(table, widths, size.Character)}@{{}}}}\n");
        text.Append("    \\toprule\n");
        text.Append(Row(table.Columns.Select(c => LatexText.Escape(c.Title))));
        text.Append("    \\midrule\n");
        foreach (var cells in rows)
        {
            text.Append(Row(cells.Select((cell, column) =>
                table.Columns[column].Kind == CellKind.Text ? LatexText.Escape(cell) : Number(cell))));
        }

        text.Append("    \\bottomrule\n");
        text.Append("  \\end{tabular}\n");
        if (table.Notes.Count > 0)
        {
            text.Append("\n  \\medskip\n");
            text.Append($"  \\parbox{{\\linewidth}}{{\\footnotesize {string.Join(@"\\{} ", table.Notes.Select(LatexText.Escape))}}}\n");
        }

        var latex = text.Append("\\end{table}\n").ToString();
        return latex.Contains(LatexText.OtherMacro, StringComparison.Ordinal) ? LatexText.OtherMacroDefault + latex : latex;
    }

    /// <summary>The largest size at which the table should fit the page; the smallest if none does.</summary>
    private static (string Command, double Character) Size(int[] widths) =>
        Sizes.FirstOrDefault(size => widths.Sum() * size.Character <= Room(widths), Sizes[^1]);

    /// <summary>
    /// Text left and numbers right; where the table would be wider than the page, columns of long text share what the others leave, and
    /// break their lines.
    /// </summary>
    private static string Alignment(Table table, int[] widths, double character)
    {
        var isLong = table.Columns.Select((column, i) => column.Kind == CellKind.Text && widths[i] > LongText).ToArray();
        var sum = widths.Where((_, i) => isLong[i]).Sum();
        var left = Room(widths) - widths.Where((_, i) => !isLong[i]).Sum() * character;
        var fits = sum * character <= left;
        return string.Concat(table.Columns.Select((column, i) =>
            isLong[i] && !fits
                ? FormattableString.Invariant($"p{{{Math.Max(LongText * character, left * widths[i] / sum):0}pt}}")
                : column.Kind == CellKind.Text ? "l" : "r"));
    }

    private static double Room(int[] widths) => PageWidth - (widths.Length - 1) * BetweenColumns;

    /// <summary>A row; one that begins with a bracket would give it to the <c>\\</c> before as an argument.</summary>
    private static string Row(IEnumerable<string> cells)
    {
        var row = string.Join(" & ", cells);
        return $"    {(row.StartsWith('[') ? "{}" : "")}{row} \\\\\n";
    }

    /// <summary>Minus signs, not hyphens.</summary>
    private static string Number(string cell) => cell.Replace("-", "$-$").Replace("∞", @"$\infty$");
}
