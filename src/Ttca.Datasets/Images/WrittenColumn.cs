namespace Ttca.Datasets.Images;

/// <summary>What a file says of each image in one column, as it is written there.</summary>
internal sealed class WrittenColumn
{
    private const int Shown = 5;

    private readonly string _where;
    private readonly IReadOnlyList<string> _values;
    private readonly Func<int, string> _place;
    // few, however many images there are
    private readonly Dictionary<string, (int Count, int First)> _spellings = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _names;

    /// <param name="where">File or folder: for messages.</param>
    /// <param name="name">Name of the column.</param>
    /// <param name="values">Per image, [N].</param>
    /// <param name="place">Where the value of an image stands, such as <c>line 5</c>: for messages.</param>
    public WrittenColumn(string where, string name, IReadOnlyList<string> values, Func<int, string> place)
    {
        (_where, Name, _values, _place) = (where, name, values, place);
        foreach (var (i, text) in values.Index())
        {
            _spellings[text] = _spellings.TryGetValue(text, out var seen) ? (seen.Count + 1, seen.First) : (1, i);
        }

        _names = _spellings.Keys.ToDictionary(
            text => text, text => ValueText.IsMissing(text) ? AttributeColumn.Missing : ValueText.Tidy(text), StringComparer.Ordinal);
    }

    /// <summary>Name of the column.</summary>
    public string Name { get; }

    /// <summary>
    /// The value of an image in Unicode form C, without spaces at its ends; <see cref="AttributeColumn.Missing"/> where there is none.
    /// </summary>
    public string this[int image] => _names[_values[image]];

    /// <summary>Whether an image has no value.</summary>
    public bool IsMissing(int image) => this[image] == AttributeColumn.Missing;

    /// <summary>Refuses what would divide or hide a group without a word.</summary>
    /// <param name="missing">What becomes of images without a value.</param>
    /// <exception cref="DatasetException">
    /// Values differ only by case, spaces or Unicode form; or there are none for some images, and it isn't said what becomes of them.
    /// </exception>
    public void Check(MissingValues? missing)
    {
        var written = _spellings.Keys.ToLookup(text => _names[text] == AttributeColumn.Missing);
        var doubles = written[false].GroupBy(ValueText.Fold, StringComparer.Ordinal).Where(group => group.Count() > 1).ToList();
        if (doubles.Count > 0)
        {
            var more = doubles.Count > Shown ? $"; and {doubles.Count - Shown} more" : "";
            throw new DatasetException(
                $"{_where}: in column '{Name}' are values that differ only by case, spaces or Unicode form: "
                    + $"{string.Join("; ", doubles.Take(Shown).Select(Describe))}{more}. Write each value in one way.");
        }

        if (written[true].Any() && missing is null)
        {
            throw new DatasetException(
                $"{_where}: in column '{Name}', which is used, {written[true].Sum(text => _spellings[text].Count)} of "
                + $"{_values.Count} images have no value: {Describe(written[true])}. "
                + "Fill them in, or set dataset.missing: own-group makes a group of these images, leave-out leaves them out.");
        }
    }

    private string Describe(IEnumerable<string> texts)
    {
        var all = texts.ToList();
        var more = all.Count > Shown ? $" and {all.Count - Shown} more" : "";
        return string.Join(
            ", ",
            all.Take(Shown).Select(text => $"{ValueText.Show(text)} ({_spellings[text].Count}, such as {_place(_spellings[text].First)})"))
            + more;
    }
}
