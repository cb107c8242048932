using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace Ttca.Learning.Data.Images;

/// <summary>What a CSV file tells of images: a first column <c>file</c>, and a column per attribute. RFC 4180, UTF-8.</summary>
internal sealed class AttributeTable
{
    private const string FileColumn = "file";
    private const long MaxBytes = 64L << 20;
    private const int MaxColumns = 33;
    private const int MaxFieldLength = 1000;

    private readonly string _path;
    private readonly Dictionary<string, string[]> _rows = new(StringComparer.Ordinal);

    private AttributeTable(string path, string[] attributes)
    {
        _path = path;
        Attributes = attributes;
    }

    /// <summary>Names of the columns after the first.</summary>
    public IReadOnlyList<string> Attributes { get; }

    /// <summary>The files in the order of their names.</summary>
    public IEnumerable<string> Files => _rows.Keys.Order(StringComparer.Ordinal);

    /// <exception cref="DatasetException">Not such a file, or too large.</exception>
    public static AttributeTable Read(DataFiles files, string file)
    {
        var path = files.PathOf(file);
        try
        {
            using var stream = files.Open(file);
            if (stream.Length > MaxBytes)
            {
                throw new DatasetException($"{path}: is larger than {MaxBytes} bytes.");
            }

            using var reader = new StreamReader(stream);
            using var csv = new CsvParser(reader, new CsvConfiguration(CultureInfo.InvariantCulture) { TrimOptions = TrimOptions.Trim, MaxFieldSize = MaxFieldLength });
            var table = new AttributeTable(path, Header(path, csv));
            while (csv.Read())
            {
                table.Add(csv.Record!, csv.RawRow);
            }

            return table;
        }
        catch (Exception exception) when (exception is CsvHelperException or IOException or UnauthorizedAccessException)
        {
            throw new DatasetException($"{path}: can't be read: {exception.Message.Split('\n')[0].TrimEnd()}", exception);
        }
    }

    /// <summary>Value of an attribute of a file.</summary>
    /// <exception cref="DatasetException">There is no row for the file.</exception>
    public string this[string file, int attribute] => _rows.TryGetValue(file, out var row)
        ? row[attribute + 1]
        : throw new DatasetException($"{_path}: there is no row for {file}.");

    /// <summary>The attributes of these files, in their order. Values are numbered in the order of their names, over all rows.</summary>
    /// <exception cref="DatasetException">There is no row for a file, or an attribute has too many values to tell groups.</exception>
    public IReadOnlyList<AttributeColumn> ColumnsOf(IReadOnlyList<string> files) => [.. Attributes.Select((name, column) =>
    {
        string[] values = [.. _rows.Values.Select(row => row[column + 1]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (values.Length > AttributeColumn.MostValues)
        {
            throw new DatasetException($"{_path}: column '{name}' has {values.Length} different values; at most {AttributeColumn.MostValues} can tell groups: remove it.");
        }

        return new AttributeColumn(name, values, [.. files.Select(file => (byte)Array.BinarySearch(values, this[file, column], StringComparer.Ordinal))]);
    })];

    private static string[] Header(string path, CsvParser csv)
    {
        var header = csv.Read() ? csv.Record! : [];
        if (header.Length is < 2 or > MaxColumns || header[0] != FileColumn)
        {
            throw new DatasetException($"{path}: the first line is '{string.Join(",", header)}'; expected {FileColumn} and 1 to {MaxColumns - 1} attributes, such as {FileColumn},race,gender.");
        }

        return header.Distinct(StringComparer.Ordinal).Count() < header.Length || header.Contains(NaturalSubgroup.Class) || header.Contains("")
            ? throw new DatasetException($"{path}: the first line is '{string.Join(",", header)}'; each name must be there once, and '{NaturalSubgroup.Class}' is the class of an image.")
            : header[1..];
    }

    private void Add(string[] row, int line)
    {
        if (row.Length != Attributes.Count + 1 || row.Contains(""))
        {
            throw new DatasetException($"{_path}: line {line} has {row.Count(field => field.Length > 0)} values, expected {Attributes.Count + 1}: {string.Join(",", row)}");
        }

        if (!_rows.TryAdd(row[0], row))
        {
            throw new DatasetException($"{_path}: line {line} tells of {row[0]} a second time.");
        }
    }
}
