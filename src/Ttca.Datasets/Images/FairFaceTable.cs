namespace Ttca.Datasets.Images;

/// <summary>
/// FairFace as its authors publish it: a CSV file with the header <c>file,age,gender,race,service_test</c>, and an image file per row.
/// </summary>
internal static class FairFaceTable
{
    private const int Shown = 3;

    // A spreadsheet took some ages for dates when the published files were written.
    private static readonly Dictionary<string, string> MangledAges = new(StringComparer.Ordinal)
    {
        ["03-Sep"] = "3-9",
        ["3-Sep"] = "3-9",
        ["09-Mar"] = "3-9",
        ["9-Mar"] = "3-9",
        ["Oct-19"] = "10-19",
        ["19-Oct"] = "10-19",
    };

    /// <param name="files">The table and the images: what the table names beside them is never opened.</param>
    /// <param name="file">Name of the table.</param>
    /// <param name="split">Folder of its images.</param>
    /// <param name="log">Told about images without a row, which are left out.</param>
    public static IReadOnlyList<Face> Read(DataFiles files, string file, string split, Action<string>? log)
    {
        var table = AttributeTable.Read(files, file);
        var (age, gender, race) = (Column("age"), Column("gender"), Column("race"));
        var images = files.Names
            .Where(name => name.StartsWith($"{split}/", StringComparison.Ordinal))
            .ToLookup(AttributeTable.NameOf, StringComparer.Ordinal);
        var alone = images.Where(image => table.Find(image.Key) is null).Select(image => image.Key).ToList();
        if (alone.Count > 0)
        {
            log?.Invoke(
                $"left out: {alone.Count} of {images.Count} images of {split}, without a row in {table.Path}: "
                    + $"{string.Join(", ", alone.Take(Shown).Select(ValueText.Show))}{(alone.Count > Shown ? " and others" : "")}");
        }

        return
        [
            .. table.Rows.Select(row => new Face(
                images[row.File].FirstOrDefault() is { } image
                    ? ImageFolder.FileImage(files, image)
                    : new EncodedImage(row.File, () => throw new BrokenImageException("not there")),
                $"{file} line {row.Line}",
                MangledAges.GetValueOrDefault(row.Values[age], row.Values[age]),
                row.Values[gender],
                row.Values[race])),
        ];

        int Column(string name) => table.Attributes.ToList().IndexOf(name) is var index and >= 0
            ? index
            : throw new DatasetException($"{table.Path}: there is no column '{name}', but {string.Join(", ", table.Attributes)}.");
    }
}
