using System.Text;

namespace Ttca.Reporting.Tables;

/// <summary>A table for <c>\input</c> into a document that loads <c>booktabs</c> and nothing else.</summary>
internal static class LatexTable
{
    private static readonly Dictionary<char, string> Commands = new()
    {
        ['\\'] = @"\textbackslash{}", ['{'] = @"\{", ['}'] = @"\}", ['$'] = @"\$", ['&'] = @"\&", ['#'] = @"\#", ['%'] = @"\%", ['_'] = @"\_",
        ['^'] = @"\textasciicircum{}", ['~'] = @"\textasciitilde{}", ['<'] = "$<$", ['>'] = "$>$", ['|'] = "$|$", ['"'] = "''",

        // Beyond ASCII: what pdfLaTeX's default encoding lacks.
        ['−'] = "$-$", ['×'] = @"$\times$", ['±'] = @"$\pm$", ['≤'] = @"$\le$", ['≥'] = @"$\ge$", ['→'] = @"$\to$", ['∞'] = @"$\infty$",
        ['α'] = @"$\alpha$", ['δ'] = @"$\delta$", ['Δ'] = @"$\Delta$", ['ε'] = @"$\varepsilon$",
    };

    public static string Render(Table table)
    {
        var text = new StringBuilder();
        text.Append("\\begin{table}[tbp]\n");
        text.Append("  \\centering\n");
        text.Append($"  \\caption{{{Escape(table.Caption)}}}\n");
        text.Append($"  \\label{{tab:{table.Name}}}\n");
        text.Append("  \\small\n");
        text.Append("  \\setlength{\\tabcolsep}{4pt}\n");
        text.Append($"  \\begin{{tabular}}{{{string.Concat(table.Columns.Select(c => c.Kind == CellKind.Text ? 'l' : 'r'))}}}\n");
        text.Append("    \\toprule\n");
        text.Append(Row(table.Columns.Select(c => Escape(c.Title))));
        text.Append("    \\midrule\n");
        foreach (var cells in CellText.Of(table))
        {
            text.Append(Row(cells.Select((cell, column) => table.Columns[column].Kind == CellKind.Text ? Escape(cell) : Number(cell))));
        }

        text.Append("    \\bottomrule\n");
        text.Append("  \\end{tabular}\n");
        if (table.Notes.Count > 0)
        {
            text.Append("\n  \\medskip\n");
            text.Append($"  \\parbox{{\\linewidth}}{{\\footnotesize {string.Join(@"\\ ", table.Notes.Select(Escape))}}}\n");
        }

        return text.Append("\\end{table}\n").ToString();
    }

    /// <summary>A row; one that begins with a bracket would give it to the <c>\\</c> before as an argument.</summary>
    private static string Row(IEnumerable<string> cells)
    {
        var row = string.Join(" & ", cells);
        return $"    {(row.StartsWith('[') ? "{}" : "")}{row} \\\\\n";
    }

    /// <summary>Minus signs, not hyphens.</summary>
    private static string Number(string cell) => cell.Replace("-", "$-$");

    private static string Escape(string text) =>
        string.Concat(text.Select(c => Commands.TryGetValue(c, out var command) ? command : c.ToString()));
}
