namespace Ttca.Datasets.Images;

/// <summary>What a table tells of the images that there are: rows about other files add nothing.</summary>
internal sealed class ImageAttributes
{
    private const int Shown = 3;

    private readonly Dictionary<string, int> _places;
    private readonly bool _leavesOutMissing;
    private readonly IReadOnlyList<WrittenColumn> _used;
    private readonly IReadOnlyList<(WrittenColumn Column, string[] Values)> _columns;

    /// <param name="table">The table.</param>
    /// <param name="images">Paths of all images, of training and of test: values are numbered over those that are kept.</param>
    /// <param name="use">Which columns must be without fault.</param>
    /// <param name="log">Told about rows and columns that are passed over.</param>
    /// <exception cref="DatasetException">
    /// No row for an image, no column of a used name, or a column with a fault or too many values to tell groups.
    /// </exception>
    public ImageAttributes(AttributeTable table, IReadOnlyList<string> images, AttributeUse use, Action<string>? log)
    {
        var found = images.Zip(RowsOf(table, images)).OrderBy(pair => pair.Second.Line).ToList();
        var rows = found.ConvertAll(pair => pair.Second);
        _places = found.Index().ToDictionary(pair => pair.Item.First, pair => pair.Index, StringComparer.Ordinal);
        var columns = table.Attributes.Select((name, column) =>
            new WrittenColumn(table.Path, name, [.. rows.Select(row => row.Values[column])], image => $"line {rows[image].Line}")).ToList();
        _used = [.. use.Names.Select(name => columns.Find(column => column.Name == name) ?? throw new DatasetException(
            $"{table.Path}: there is no column '{name}', which disparity or fairness uses, but {string.Join(", ", table.Attributes)}."))];
        foreach (var column in _used)
        {
            column.Check(use.Missing);
        }

        _leavesOutMissing = use.Missing == MissingValues.LeaveOut;
        var kept = Enumerable.Range(0, images.Count).Where(IsKept).ToList();
        _columns = [.. columns
            .Select(
                column => (
                    Column: column,
                    Values: kept.Select(image => column[image]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray()))
            .Where(column => CanTellGroups(table, column.Column, column.Values.Length, log))];
        var strangers = table.Rows.Except(rows).OrderBy(row => row.Line).ToList();
        Report(table, strangers, log);
        Notes = [.. NotesOn(strangers, table.Attributes)];
    }

    /// <summary>The rows about other files, counted.</summary>
    public IReadOnlyList<DatasetNote> Notes { get; }

    /// <summary>The images whose values are known, or may be missing.</summary>
    public string[] Kept(IEnumerable<string> images) => [.. images.Where(image => IsKept(_places[image]))];

    /// <summary>The attributes of images that are kept, in their order. Values are in the order of their names.</summary>
    public IReadOnlyList<AttributeColumn> ColumnsOf(IReadOnlyList<string> images) => [.. _columns.Select(column => new AttributeColumn(
        column.Column.Name,
        column.Values,
        [.. images.Select(image => (byte)Array.BinarySearch(column.Values, column.Column[_places[image]], StringComparer.Ordinal))]))];

    private bool IsKept(int image) => !_leavesOutMissing || !_used.Any(column => column.IsMissing(image));

    private bool CanTellGroups(AttributeTable table, WrittenColumn column, int values, Action<string>? log)
    {
        if (values <= AttributeColumn.MostValues)
        {
            return true;
        }

        var text =
            $"{table.Path}: column '{column.Name}' has {values} different values; at most {AttributeColumn.MostValues} can tell groups";
        if (_used.Contains(column))
        {
            throw new DatasetException($"{text}: join some, or don't use it.");
        }

        log?.Invoke($"passed over: {text}");
        return false;
    }

    private static List<TableRow> RowsOf(AttributeTable table, IReadOnlyList<string> images)
    {
        if (images.GroupBy(AttributeTable.NameOf, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } same)
        {
            throw new DatasetException(
                $"{table.Path}: {string.Join(" and ", same.Select(ValueText.Show))} have one name in Unicode form C: rename one, so "
                    + $"that a row can tell which it is about.");
        }

        string[] alone = [.. images.Where(image => table.Find(image) is null)];
        if (alone.Length == 0)
        {
            return [.. images.Select(image => table.Find(image)!)];
        }

        var hint = table.Nearest(alone[0]) is { } nearest ? $" (nearest is line {nearest.Line}, {ValueText.Show(nearest.File)})" : "";
        var others = alone.Length == 1 ? "" : $", and for {alone.Length - 1} more of {images.Count} images";
        throw new DatasetException(
            $"{table.Path}: there is no row for {ValueText.Show(alone[0])}{hint}{others}. Add rows, or remove the images.");
    }

    // Of all, and of each value of a used column that no image has: whoever looks for that group finds it here.
    private IEnumerable<DatasetNote> NotesOn(List<TableRow> strangers, IReadOnlyList<string> attributes)
    {
        foreach (var split in strangers
            .GroupBy(row => row.File.Split('/')[0] is "train" or "test" ? row.File.Split('/')[0] : "neither", StringComparer.Ordinal)
            .OrderBy(split => split.Key, StringComparer.Ordinal))
        {
            yield return new DatasetNote(split.Key, DatasetNote.WithoutFile, DatasetNote.All, split.Count());
            foreach (var (column, values) in _columns.Where(column => _used.Contains(column.Column)))
            {
                var place = attributes.Index().First(attribute => attribute.Item == column.Name).Index;
                foreach (var (value, count) in split
                    .Select(row => row.Values[place])
                    .Where(text => !ValueText.IsMissing(text))
                    .CountBy(ValueText.Tidy, StringComparer.Ordinal)
                    .OrderBy(value => value.Key, StringComparer.Ordinal))
                {
                    if (!values.Contains(value))
                    {
                        yield return new DatasetNote(split.Key, DatasetNote.WithoutFile, $"{column.Name} {value}", count);
                    }
                }
            }
        }
    }

    private static void Report(AttributeTable table, List<TableRow> strangers, Action<string>? log)
    {
        if (strangers.Count > 0)
        {
            var more = strangers.Count > Shown ? $" and {strangers.Count - Shown} more" : "";
            log?.Invoke(
                $"passed over: rows of {table.Path} about files that aren't there: "
                    + $"{string.Join(", ", strangers.Take(Shown).Select(row => $"{ValueText.Show(row.File)} (line {row.Line})"))}{more}");
        }
    }
}
