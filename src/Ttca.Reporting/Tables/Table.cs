using System.Text.RegularExpressions;

namespace Ttca.Reporting.Tables;

/// <summary>A table of the paper, in plain data; rendered to LaTeX, Markdown, CSV and HTML.</summary>
public sealed partial record Table
{
    /// <summary>Of lower-case letters, digits and hyphens; LaTeX refers to the table as <c>\ref{tab:NAME}</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What the table shows, in a sentence.</summary>
    public required string Caption { get; init; }

    public required IReadOnlyList<TableColumn> Columns { get; init; }

    /// <summary>One cell per column each, of the column's kind.</summary>
    public required IReadOnlyList<IReadOnlyList<TableCell>> Rows { get; init; }

    /// <summary>Characters of a note that fit a line of the printed page: 178 mm in a font of 8 points.</summary>
    public const int NoteCharacters = 137;

    /// <summary>
    /// Stand beneath the table, in three lines at most: what intervals are, number of seeds and images, parameters held fixed. What columns
    /// mean is said elsewhere.
    /// </summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Lines of the printed page that they take.</summary>
    public int NoteLines => Notes.Sum(note => (note.Length + NoteCharacters - 1) / NoteCharacters);

    /// <summary>
    /// Empty, or for each row what its numbers come from, as the table's maker calls it, such as <c>metrics/0</c>; empty text: none. In
    /// HTML the row's numbers say it, and the page that shows the table links them.
    /// </summary>
    public IReadOnlyList<string> RowSources { get; init; } = [];

    /// <summary>Renders <c>.tex</c>, <c>.md</c>, <c>.csv</c> and <c>.html</c> (a part of a page), in this order.</summary>
    /// <exception cref="ArgumentException">
    /// A row doesn't fit the columns, there are sources for some rows only, or the name can't be a label.
    /// </exception>
    public IReadOnlyList<TableFile> Render()
    {
        Check();
        return
        [
            new TableFile("tex", LatexTable.Render(this)),
            new TableFile("md", MarkdownTable.Render(this)),
            new TableFile("csv", CsvTable.Render(this)),
            new TableFile("html", HtmlTable.Render(this)),
        ];
    }

    private void Check()
    {
        if (!NamePattern().IsMatch(Name))
        {
            throw new ArgumentException($"table name '{Name}': use lower-case letters, digits and hyphens");
        }

        if (RowSources.Count != 0 && RowSources.Count != Rows.Count)
        {
            throw new ArgumentException($"table {Name} has {RowSources.Count} row sources for {Rows.Count} rows");
        }

        for (var row = 0; row < Rows.Count; row++)
        {
            if (Rows[row].Count != Columns.Count)
            {
                throw new ArgumentException($"table {Name}, row {row + 1} has {Rows[row].Count} cells for {Columns.Count} columns");
            }

            for (var column = 0; column < Columns.Count; column++)
            {
                if (Rows[row][column].Kind != Columns[column].Kind)
                {
                    throw new ArgumentException(
                        $"table {Name}, row {row + 1}, column '{Columns[column].Header}' takes {Columns[column].Kind}, not "
                            + $"{Rows[row][column].Kind}");
                }
            }
        }
    }

    [GeneratedRegex("^[a-z0-9-]+$")]
    private static partial Regex NamePattern();
}

/// <summary>A rendered table.</summary>
/// <param name="Extension">The file name's, without a dot: <c>tex</c>, <c>md</c>, <c>csv</c> or <c>html</c>.</param>
/// <param name="Text">The whole file; to be written as UTF-8 without byte order mark.</param>
public sealed record TableFile(string Extension, string Text);
