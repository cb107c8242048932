namespace Ttca.Learning.Data.Images;

/// <summary>FairFace as its authors publish it: a CSV file with the header <c>file,age,gender,race,service_test</c>, and an image file per row.</summary>
internal static class FairFaceTable
{
    // A spreadsheet took some ages for dates when the published files were written.
    private static readonly Dictionary<string, string> s_mangledAges = new(StringComparer.Ordinal)
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
    public static IReadOnlyList<Face> Read(DataFiles files, string file)
    {
        var path = files.PathOf(file);
        var table = AttributeTable.Read(files, file);
        var (age, gender, race) = (Column("age"), Column("gender"), Column("race"));
        var present = files.Names.ToHashSet(StringComparer.Ordinal);
        return
        [
            .. table.Files.Select(image => new Face(
                present.Contains(image) ? ImageFolder.FileImage(files, image) : new EncodedImage(image, () => throw new BrokenImageException("not there")),
                Code(image, age, FairFace.Ages),
                Code(image, gender, FairFace.Genders),
                Code(image, race, FairFace.Races))),
        ];

        int Column(string name) => table.Attributes.ToList().IndexOf(name) is var index and >= 0
            ? index
            : throw new DatasetException($"{path}: there is no column '{name}', but {string.Join(", ", table.Attributes)}.");

        byte Code(string image, int column, string[] names)
        {
            var value = table[image, column];
            var code = Array.IndexOf(names, s_mangledAges.GetValueOrDefault(value, value));
            return code >= 0
                ? (byte)code
                : throw new DatasetException($"{path}: {table.Attributes[column]} of {image} is '{value}'; expected one of {string.Join(", ", names)}.");
        }
    }
}
