using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace Ttca.Datasets.Images;

/// <summary>
/// What a CSV file tells of images: a first column <c>file</c>, and a column per attribute. RFC 4180, UTF-8, a row per line.
/// </summary>
internal sealed class AttributeTable
{
    private const string FileColumn = "file";
    private const long MaxBytes = 64L << 20;
    private const int MaxRows = 1_000_000;
    private const int MaxColumns = 33;
    private const int MaxFieldLength = 1000;
    private const int MaxLineLength = MaxColumns * (MaxFieldLength + 3);     // quotes and a comma

    private readonly Dictionary<string, TableRow> _rows = new(StringComparer.Ordinal);

    private AttributeTable(string path, string[] attributes)
    {
        Path = path;
        Attributes = attributes;
    }

    /// <summary>Where the file is: for messages.</summary>
    public string Path { get; }

    /// <summary>Names of the columns after the first.</summary>
    public IReadOnlyList<string> Attributes { get; }

    /// <summary>In the order of their files' names.</summary>
    public IEnumerable<TableRow> Rows => _rows.Values.OrderBy(row => row.File, StringComparer.Ordinal);

    /// <exception cref="DatasetException">Not such a file, or too large.</exception>
    public static AttributeTable Read(DataFiles files, string file)
    {
        var path = files.PathOf(file);
        try
        {
            return Parse(path, Utf8Text.Decode(Bytes(files, file), path));
        }
        catch (Exception exception) when (exception is CsvHelperException or IOException or UnauthorizedAccessException)
        {
            throw new DatasetException($"{path}: can't be read: {exception.Message.Split('\n')[0].TrimEnd()}", exception);
        }
    }

    /// <summary>
    /// How a file is called in a table, whoever wrote it: Unicode form C, with <c>/</c>, without a <c>./</c> before it. Case counts.
    /// </summary>
    public static string NameOf(string file)
    {
        var name = UnicodeForm.Composed(file).Replace('\\', '/');
        while (name.StartsWith("./", StringComparison.Ordinal))
        {
            name = name[2..];
        }

        return name;
    }

    /// <summary>The row about a file; null where there is none.</summary>
    public TableRow? Find(string file) => _rows.GetValueOrDefault(NameOf(file));

    /// <summary>The row whose name is most like that of a file, for messages; null where there are no rows.</summary>
    public TableRow? Nearest(string file)
    {
        var name = NameOf(file).ToUpperInvariant();
        return _rows.Values.MaxBy(row => Likeness(row.File.ToUpperInvariant(), name));
    }

    /// <summary>How many characters two names share at their ends.</summary>
    private static int Likeness(string one, string other)
    {
        var most = Math.Min(one.Length, other.Length);
        var start = one.AsSpan().CommonPrefixLength(other);
        var end = 0;
        while (end < most - start && one[^(end + 1)] == other[^(end + 1)])
        {
            end++;
        }

        return start + end;
    }

    private static byte[] Bytes(DataFiles files, string file)
    {
        using var stream = files.Open(file);
        if (stream.Length > MaxBytes)
        {
            throw new DatasetException($"{files.PathOf(file)}: is larger than {MaxBytes} bytes.");
        }

        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static AttributeTable Parse(string path, string text)
    {
        CheckLines(path, text);
        var column = 0;
        using var csv = new CsvParser(new StringReader(text), new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            TrimOptions = TrimOptions.Trim,
            BadDataFound = bad => CheckQuotes(path, bad.Field, bad.Context.Parser!.RawRow, column),
        });
        var table = new AttributeTable(path, Header(path, csv.Read() ? Fields() : []));
        while (csv.Read())
        {
            table.Add(Fields(), csv.RawRow);
        }

        return table;

        string[] Fields()
        {
            var fields = new string[csv.Count];
            for (column = 0; column < fields.Length; column++)
            {
                fields[column] = csv[column];
            }

            return fields;
        }
    }

    /// <summary>Before they are taken apart: a line of commas alone would take a hundred times its length.</summary>
    private static void CheckLines(string path, string text)
    {
        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (++number > MaxRows)
            {
                throw new DatasetException($"{path}: has more than {MaxRows} lines.");
            }

            if (line.Length > MaxLineLength)
            {
                throw new DatasetException(
                    $"{path}: line {number} has {line.Length} characters, more than the {MaxLineLength} that are accepted.");
            }
        }
    }

    /// <summary>A quote within a value stands for itself, as in <c>5" lens</c>. One that begins a value must end it.</summary>
    private static void CheckQuotes(string path, string field, int lastLine, int column)
    {
        if (field.TrimStart().StartsWith('"'))
        {
            throw new DatasetException(
                $"{path}: line {FirstLine(field, lastLine)}, column {column + 1}: the value {ValueText.Show(field.Trim())} begins "
                + $"with a quote that doesn't end it. "
                + "Close it, or write a quote within quotes twice: \"5\"\" lens\".");
        }
    }

    private static int FirstLine(string field, int lastLine) => lastLine - field.ReplaceLineEndings("\n").AsSpan().Count('\n');

    private static string[] Header(string path, string[] fields)
    {
        string[] header = [.. fields.Select(ValueText.Tidy)];
        if (header.Length is < 2 or > MaxColumns || header[0] != FileColumn)
        {
            throw new DatasetException(
                $"{path}: the first line is '{string.Join(",", header)}'; expected {FileColumn} and 1 to {MaxColumns - 1} "
                    + $"attributes, such as {FileColumn},race,gender.");
        }

        return header.DistinctBy(ValueText.Fold).Count() < header.Length || header.Contains(AttributeColumn.Class) || header.Contains("")
            ? throw new DatasetException(
                $"{path}: the first line is '{string.Join(",", header)}'; each name must be there once, and "
                    + $"'{AttributeColumn.Class}' is the class of an image.")
            : header[1..];
    }

    private void Add(string[] fields, int line)
    {
        if (fields.Length != Attributes.Count + 1 || fields[0].Length == 0)
        {
            throw new DatasetException(
                $"{Path}: line {line} has {fields.Length} values, expected {Attributes.Count + 1}, the first not empty: "
                    + $"{string.Join(",", fields)}");
        }

        for (var column = 0; column < fields.Length; column++)
        {
            if (fields[column].Length > MaxFieldLength || fields[column].AsSpan().ContainsAny('\n', '\r'))
            {
                throw new DatasetException(
                    $"{Path}: line {FirstLine(fields[column], line)}, column {column + 1}: the value "
                        + $"{ValueText.Show(fields[column])} goes over a line's end, or has more than {MaxFieldLength} characters: "
                        + $"is a quote not closed?");
            }
        }

        var row = new TableRow(NameOf(fields[0]), line, fields[1..]);
        if (!_rows.TryAdd(row.File, row))
        {
            throw new DatasetException($"{Path}: line {line} tells of {row.File} a second time, after line {_rows[row.File].Line}.");
        }
    }
}

/// <summary>What a table tells of one file.</summary>
/// <param name="File">See <see cref="AttributeTable.NameOf"/>.</param>
/// <param name="Line">Its line, the header's is 1.</param>
/// <param name="Values">As they are written, in the order of <see cref="AttributeTable.Attributes"/>.</param>
internal sealed record TableRow(string File, int Line, string[] Values);
