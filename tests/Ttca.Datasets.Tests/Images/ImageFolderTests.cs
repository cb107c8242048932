using SkiaSharp;
using Ttca.Datasets;
using Ttca.Datasets.Images;

namespace Ttca.Datasets.Tests.Images;

public sealed class ImageFolderTests : IDisposable
{
    private static readonly string[] Classes = ["dog", "cat"];
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ttca-images-");
    private readonly List<string> _log = [];

    public ImageFolderTests()
    {
        // Red says which image it is.
        Write("train/cat/1.png", Picture(10));
        Write("train/cat/2.JPG", Picture(20, SKEncodedImageFormat.Jpeg));
        Write("train/dog/3.jpeg", Picture(30, SKEncodedImageFormat.Jpeg));
        Write("test/dog/4.png", Picture(40));
        Write("train/cat/notes.txt", [1]);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Read_takes_the_classes_from_the_folders()
    {
        var dataset = Read();

        dataset.ClassNames.ShouldBe(["dog", "cat"]);
        (dataset.Train.Height, dataset.Train.Width).ShouldBe((16, 16));
        Enumerable.Range(0, 3).Select(i => ((dataset.Train.Image(i)[0] + 5) / 10, dataset.ClassNames[dataset.Train.Labels[i]]))
            .ShouldBe([(1, "cat"), (2, "cat"), (3, "dog")], ignoreOrder: true);
        dataset.Test.Labels.ShouldBe([0]);
        dataset.Test.Image(0)[0].ShouldBe((byte)40);
        dataset.Train.Attributes.ShouldBeEmpty();
    }

    [Fact]
    public void Read_again_gives_the_same_images_in_the_same_order_and_mixes_the_classes()
    {
        for (var i = 0; i < 40; i++)
        {
            Write($"test/{(i < 20 ? "cat" : "dog")}/{i}.png", Picture((byte)i));
        }

        var test = Read().Test;
        Read().Test.ReadAll().ShouldBe(test.ReadAll());
        test.Labels[..20].Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public void Read_takes_attributes_from_the_table()
    {
        Write(
            "attributes.csv",
            "file,race,gender\ntrain/cat/1.png,Black,Female\n\"train/cat/2.JPG\",White,Male\ntrain/dog/3.jpeg,\"Asian, East\",Male\ntest/dog/4.png,White,Female\nelse.png,Indian,Male\n"u8.ToArray());
        var dataset = Read();
        var (race, gender) = (dataset.Train.Attributes[0], dataset.Train.Attributes[1]);

        race.Values.ShouldBe(["Asian, East", "Black", "White"]);
        dataset.Test.Attributes[0].Values.ShouldBe(race.Values);
        Enumerable.Range(0, 3).Select(
            i => ((dataset.Train.Image(i)[0] + 5) / 10, race.Values[race.Codes[i]], gender.Values[gender.Codes[i]]))
            .ShouldBe([(1, "Black", "Female"), (2, "White", "Male"), (3, "Asian, East", "Male")], ignoreOrder: true);
    }

    [Fact]
    public void Read_of_a_table_without_a_row_for_an_image_shows_the_nearest_row()
    {
        Write(
            "attributes.csv",
            "file,race\ntrain/cat/1.png,Black\ntrain/cat/2.jpg,Black\nimages/train/dog/3.jpeg,Black\ntest/dog/4.png,Black\n"u8.ToArray());
        Refusal().ShouldBe(
            $"{PathOf("attributes.csv")}: there is no row for 'train/cat/2.JPG' (nearest is line 3, 'train/cat/2.jpg'), and for 1 "
                + $"more of 4 images. Add rows, or remove the images.");
    }

    [Fact]
    public void Read_finds_rows_of_files_written_with_backslashes_or_a_dot_before_them_or_in_another_Unicode_form()
    {
        Write("train/cat/caf\u00E9.png", Picture(50));      // é as one character, in the table as two
        Write("attributes.csv", System.Text.Encoding.UTF8.GetBytes(
            "file,race\ntrain\\cat\\1.png,Black\n./train/cat/2.JPG,White\n.\\train/dog\\3.jpeg,White\ntest/dog/4.png,White\ntrain/cat/cafe\u0301.png,Black\n"));
        Read(uses: ["race"]).Train.Attributes[0].Codes.Order().ToArray().ShouldBe([0, 0, 1, 1]);
    }

    [Fact]
    public void Read_without_a_table_or_column_that_is_used_is_refused_before_any_image_is_decoded()
    {
        Write("train/dog/5.png", [1, 2, 3]);
        Refusal("race").ShouldBe($"{PathOf("attributes.csv")}: is not there, and disparity or fairness uses race.");
        WriteTable("Black", "Black", "Black", "White", "White");
        Refusal("rase").ShouldBe($"{PathOf("attributes.csv")}: there is no column 'rase', which disparity or fairness uses, but race.");
    }

    [Theory]
    [InlineData("")]
    [InlineData("NaN")]
    [InlineData("N/A")]
    [InlineData("null")]
    [InlineData("None")]
    [InlineData("?")]
    [InlineData("-")]
    [InlineData("\u00A0")]
    public void Read_missing_value_in_a_column_that_is_used_is_refused(string value)
    {
        WriteTable("Black", value, "White", "White");
        Refusal("race").ShouldBe(
            $"{PathOf("attributes.csv")}: in column 'race', which is used, 1 of 4 images have no value: "
            + $"{(value == "\u00A0" ? "'[U+00A0]'" : $"'{value}'")} (1, such as line 3). "
            + "Fill them in, or set dataset.missing: own-group makes a group of these images, leave-out leaves them out.");
        Read().Train.Attributes[0].Values.ShouldBe(["Black", "White", "missing"]);     // nobody uses it
    }

    [Fact]
    public void Read_missing_values_are_a_group_of_their_own_however_they_are_written()
    {
        WriteTable("Black", "nan", "", "White");
        var dataset = Read(uses: ["race"], missing: MissingValues.OwnGroup);

        dataset.Train.Attributes[0].Values.ShouldBe(["Black", "White", "missing"]);
        dataset.Train.Attributes[0].Codes.Order().ToArray().ShouldBe([0, 2, 2]);
    }

    [Fact]
    public void Read_images_with_missing_values_are_left_out_and_counted()
    {
        WriteTable("Black", "nan", "White", "White");
        var dataset = Read(uses: ["race"], missing: MissingValues.LeaveOut);

        dataset.Train.Attributes[0].Values.ShouldBe(["Black", "White"]);
        (dataset.Train.Count, dataset.Test.Count).ShouldBe((2, 1));
        _log.ShouldBe(["left out: 1 of 3 train images, without a value of race"]);
    }

    [Theory]
    [InlineData("Black", "black", "'Black' (1, such as line 2), 'black' (1, such as line 3)")]
    [InlineData("East Asian", "East  Asian", "'East Asian' (1, such as line 2), 'East  Asian' (1, such as line 3)")]
    [InlineData("Black", "\u200BBlack", "'Black' (1, such as line 2), '[U+200B]Black' (1, such as line 3)")]
    [InlineData("Black", "\uFF22\uFF4C\uFF41\uFF43\uFF4B", "'Black' (1, such as line 2), '\uFF22\uFF4C\uFF41\uFF43\uFF4B' (1, such "
        + "as line 3)")]
    [InlineData("M\u00E9tis", "Me\u0301tis", "'M\u00E9tis' (1, such as line 2), 'Me[U+0301]tis' (1, such as line 3)")]
    public void Read_values_that_look_the_same_are_refused_where_they_are_used(string one, string other, string shown)
    {
        WriteTable(one, other, "White", "White");
        Refusal("race").ShouldBe(
            $"{PathOf("attributes.csv")}: in column 'race' are values that differ only by case, spaces or Unicode form: {shown}. "
                + $"Write each value in one way.");
        Read().Train.Count.ShouldBe(3);
    }

    [Fact]
    public void Read_column_of_notes_is_passed_over_unless_it_is_used()
    {
        for (var i = 0; i < 257; i++)
        {
            Write($"test/cat/{i}.png", Picture(1));
        }

        var images = Images();
        File.WriteAllLines(PathOf("attributes.csv"), images.Select((image, i) => $"{image},Black,note {i}").Prepend("file,race,notes"));

        Read(uses: ["race"]).Train.Attributes.ShouldHaveSingleItem().Name.ShouldBe("race");
        _log.ShouldBe([$"passed over: {PathOf("attributes.csv")}: column 'notes' has 261 different values; at most 256 can tell groups"]);
        Refusal("notes").ShouldBe(
            $"{PathOf("attributes.csv")}: column 'notes' has 261 different values; at most 256 can tell groups: join some, or "
                + $"don't use it.");
    }

    [Fact]
    public void Read_broken_image_is_refused_with_its_name_and_the_reason()
    {
        Write("train/dog/5.png", [1, 2, 3]);
        Refusal().ShouldBe(
            $"{_folder.FullName}: train: 1 of 4 images can't be used, and dataset.broken-share allows 0: train/dog/5.png: no image. "
            + "Replace or remove them, or allow a larger share.");
    }

    [Fact]
    public void Read_broken_images_up_to_the_declared_share_are_named_and_left_out()
    {
        Write(
            "attributes.csv",
            "file,race\ntrain/cat/1.png,Black\ntrain/cat/2.JPG,White\ntrain/dog/3.jpeg,White\ntest/dog/4.png,White\ntrain/dog/5.png,Black\n"u8.ToArray());
        Write("train/dog/5.png", [1, 2, 3]);
        var train = Read(brokenShare: 0.25).Train;

        train.Count.ShouldBe(3);
        train.Attributes[0].Codes.Count(code => code == 0).ShouldBe(1);
        Enumerable.Range(0, 3).Select(i => (train.Image(i)[0] + 5) / 10).ShouldBe([1, 2, 3], ignoreOrder: true);
        train.Sources.ShouldBe(["train/cat/1.png", "train/cat/2.JPG", "train/dog/3.jpeg"], ignoreOrder: true);
        _log.ShouldBe(["left out: train/dog/5.png: no image"]);
        Read(brokenShare: 0.25).Notes.ShouldBe(
            [
                new("train", "files not read", ".txt", 1),
                new("train", "broken, left out", "all", 1),
                new("train", "broken, left out", "class dog", 1),
                new("train", "broken, left out", "race Black", 1),
            ]);
        Should.Throw<DatasetException>(() => Read(brokenShare: 0.24));
    }

    [Fact]
    public void Read_file_that_is_too_large_is_refused_before_it_is_read()
    {
        using (var file = new FileStream(PathOf("train/dog/5.png"), FileMode.Create))
        {
            file.SetLength((64L << 20) + 1);
        }

        Refusal().ShouldContain("train/dog/5.png: 67108865 bytes, more than the 67108864 that are accepted.");
    }

    [Fact]
    public void Read_of_other_classes_than_declared_is_refused()
    {
        Write("train/cow/9.png", Picture(1));
        Refusal().ShouldBe(
            $"{_folder.FullName}: train has images of [cat, cow, dog], test of [dog]; expected those of dataset.class-names [dog, "
                + $"cat]. Nothing here decodes 1 .txt in train.");
    }

    [Fact]
    public void Read_folder_within_a_class_is_refused()
    {
        Write("train/cat/more/9.png", Picture(1));
        Refusal().ShouldBe($"{PathOf("train/cat/more")} is a folder within that of a class: put its images into train/cat.");
    }

    [Fact]
    public void Read_of_a_folder_that_is_not_there_is_an_error_with_its_name() =>
        Should.Throw<DatasetException>(() => ImageFolder.Files(PathOf("none"))).Message.ShouldStartWith(
            $"{PathOf("none")}: can't be read: ");

    [Fact]
    public void Files_are_in_the_order_of_their_names() =>
        ImageFolder.Files(_folder.FullName).ShouldBe(
            ["test/dog/4.png", "train/cat/1.png", "train/cat/2.JPG", "train/cat/notes.txt", "train/dog/3.jpeg"]);

    private static byte[] Picture(byte red, SKEncodedImageFormat format = SKEncodedImageFormat.Png) =>
        Pictures.Uniform(24, 20, new SKColor(red, red, red), format);

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);

    private void Write(string name, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(name))!);
        File.WriteAllBytes(PathOf(name), content);
    }

    private Dataset Read(double brokenShare = 0, string[]? uses = null, MissingValues? missing = null) => ImageFolder.Read(
        Files(),
        Classes,
        new ImageLoading { Size = 16, BrokenShare = brokenShare, Log = _log.Add },
        new AttributeUse { Names = uses ?? [], Missing = missing });

    private DataFiles Files() => new(_folder.FullName, ImageFolder.Files(_folder.FullName));

    private string Refusal(params string[] uses) => Should.Throw<DatasetException>(() => Read(uses: uses)).Message;

    private IEnumerable<string> Images() =>
        ImageFolder.Files(_folder.FullName).Where(file => Path.GetExtension(file) is not (".csv" or ".txt"));

    /// <summary>A table with the race of each image in the order of their names, those to train on first.</summary>
    private void WriteTable(params string[] races)
    {
        var images = Images().OrderByDescending(file => file.StartsWith("train", StringComparison.Ordinal)).ToList();
        File.WriteAllLines(PathOf("attributes.csv"), images.Zip(races, (image, race) => $"{image},{race}").Prepend("file,race"));
    }
}
