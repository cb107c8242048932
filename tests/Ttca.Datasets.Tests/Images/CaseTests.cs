using System.Formats.Tar;
using System.IO.Compression;
using SkiaSharp;
using Ttca.Datasets;
using Ttca.Datasets.Images;

namespace Ttca.Datasets.Tests.Images;

/// <summary>Files of users with which earlier versions went wrong, as they are in the folder Cases.</summary>
public sealed class CaseTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ttca-cases-");
    private readonly List<string> _log = [];

    private string Table => Path.Combine(_folder.FullName, "attributes.csv");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Row_about_a_file_that_is_not_there_is_named_and_adds_no_value()
    {
        var dataset = ReadFolder("empty-group.csv");

        dataset.Train.Attributes[0].Values.ShouldBe(["Black", "White"]);
        dataset.Test.Attributes[0].Values.ShouldBe(["Black", "White"]);
        _log.ShouldBe([$"passed over: rows of {Table} about files that aren't there: 'test/none.png' (line 242)"]);
        dataset.Notes
            .Select(note => note.ToString())
            .ShouldBe(["test: 1 rows about files that aren't there", "test: 1 rows about files that aren't there (race Indian)"]);
    }

    [Fact]
    public void Table_in_GBK_is_refused_with_its_line() => Refusal("not-utf8.csv").ShouldBe(
        $"{Table}: line 2 is not UTF-8: byte BA after 'train/cat/0000.png,'. Save it as UTF-8 (spreadsheets call it \"CSV UTF-8\").");

    [Fact]
    public void Values_that_look_the_same_are_refused_with_all_spellings() => Refusal("near-equal.csv").ShouldBe(
        $"{Table}: in column 'race' are values that differ only by case, spaces or Unicode form: "
        + "'Black[U+00A0]' (15, such as line 2), 'Black' (30, such as line 3), 'black' (15, such as line 11). Write each value "
        + "in one way.");

    [Theory]
    [InlineData("int32")]
    [InlineData("text")]
    [InlineData("blob")]
    public void Parquet_files_with_labels_of_32_bits_or_names_or_images_of_plain_bytes_are_read(string name)
    {
        using (var archive = new GZipStream(File.OpenRead(Case($"parquet-{name}.tar.gz")), CompressionMode.Decompress))
        {
            TarFile.ExtractToDirectory(archive, _folder.FullName, overwriteFiles: false);
        }

        var folder = Path.Combine(_folder.FullName, $"duck-{name}");
        var dataset = FairFace.Read(new DataFiles(folder, FairFace.Files(folder)), FairFaceTask.Gender, new ImageLoading { Size = 8 });

        (dataset.Train.Count, dataset.Test.Count).ShouldBe((400, 60));
        dataset.Train.Labels[..6].ShouldBe([0, 1, 1, 0, 1, 1]);
    }

    // An image of two colours for each row about one, so that only the table is special.
    private Dataset ReadFolder(string table)
    {
        File.Copy(Case(table), Table);
        foreach (var file in File.ReadLines(Table)
            .Skip(1)
            .Select(line => line.Split(',')[0])
            .Where(file => !file.EndsWith("none.png", StringComparison.Ordinal)))
        {
            var path = Path.Combine(_folder.FullName, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, Pictures.Uniform(8, 8, SKColors.Gray));
        }

        return ImageFolder.Read(
            new DataFiles(_folder.FullName, ImageFolder.Files(_folder.FullName)),
            ["cat", "dog"],
            new ImageLoading { Size = 8, Log = _log.Add },
            new AttributeUse { Names = ["gender", "race"] });
    }

    private string Refusal(string table) => Should.Throw<DatasetException>(() => ReadFolder(table)).Message;

    private static string Case(string name) => Path.Combine(AppContext.BaseDirectory, "Images", "Cases", name);
}
