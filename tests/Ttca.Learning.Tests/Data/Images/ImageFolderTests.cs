using SkiaSharp;
using Ttca.Learning.Data;
using Ttca.Learning.Data.Images;

namespace Ttca.Learning.Tests.Data.Images;

public sealed class ImageFolderTests : IDisposable
{
    private static readonly string[] s_classes = ["dog", "cat"];
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
        Read().Test.Pixels.ShouldBe(test.Pixels);
        test.Labels[..20].Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public void Read_takes_attributes_from_the_table()
    {
        Write("attributes.csv", "file,race,gender\ntrain/cat/1.png,Black,Female\n\"train/cat/2.JPG\",White,Male\ntrain/dog/3.jpeg,\"Asian, East\",Male\ntest/dog/4.png,White,Female\nelse.png,Indian,Male\n"u8.ToArray());
        var dataset = Read();
        var (race, gender) = (dataset.Train.Attributes[0], dataset.Train.Attributes[1]);

        race.Values.ShouldBe(["Asian, East", "Black", "Indian", "White"]);
        dataset.Test.Attributes[0].Values.ShouldBe(race.Values);
        Enumerable.Range(0, 3).Select(i => ((dataset.Train.Image(i)[0] + 5) / 10, race.Values[race.Codes[i]], gender.Values[gender.Codes[i]]))
            .ShouldBe([(1, "Black", "Female"), (2, "White", "Male"), (3, "Asian, East", "Male")], ignoreOrder: true);
    }

    [Theory]
    [InlineData("file,race\ntrain/cat/1.png,Black\n", "there is no row for ")]
    [InlineData("race,file\n", "the first line is 'race,file'; expected file and 1 to 32 attributes, such as file,race,gender.")]
    [InlineData("file,class\n", "the first line is 'file,class'; each name must be there once, and 'class' is the class of an image.")]
    [InlineData("file,race\na,b,c\n", "line 2 has 3 values, expected 2: a,b,c")]
    [InlineData("file,race\na,\n", "line 2 has 1 values, expected 2: a,")]
    [InlineData("file,race\na,b\na,c\n", "line 3 tells of a a second time.")]
    [InlineData("", "the first line is ''; expected file and 1 to 32 attributes, such as file,race,gender.")]
    public void Read_of_a_wrong_table_is_refused_with_its_place(string table, string problem)
    {
        Write("attributes.csv", System.Text.Encoding.UTF8.GetBytes(table));
        Refusal().ShouldStartWith($"{Path.Combine(_folder.FullName, "attributes.csv")}: {problem}");
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
        Write("attributes.csv", "file,race\ntrain/cat/1.png,Black\ntrain/cat/2.JPG,White\ntrain/dog/3.jpeg,White\ntest/dog/4.png,White\ntrain/dog/5.png,Black\n"u8.ToArray());
        Write("train/dog/5.png", [1, 2, 3]);
        var train = Read(brokenShare: 0.25).Train;

        train.Count.ShouldBe(3);
        train.Attributes[0].Codes.Count(code => code == 0).ShouldBe(1);
        Enumerable.Range(0, 3).Select(i => (train.Image(i)[0] + 5) / 10).ShouldBe([1, 2, 3], ignoreOrder: true);
        _log.ShouldBe(["left out: train/dog/5.png: no image"]);
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
        Refusal().ShouldBe($"{_folder.FullName}: train has images of [cat, cow, dog], test of [dog]; expected those of dataset.class-names [dog, cat].");
    }

    [Theory]
    [InlineData("train/dog/link.png", "train/cat/1.png")]
    [InlineData("train/cow", "train/cat")]
    [InlineData("attributes.csv", "train/cat/notes.txt")]
    public void Read_link_is_refused(string link, string target)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege on Windows.");
        File.CreateSymbolicLink(PathOf(link), PathOf(target));
        Refusal().ShouldBe($"{PathOf(link)} is a link: only files and folders are read. Put the file itself there.");
    }

    [Fact]
    public void Read_folder_within_a_class_is_refused()
    {
        Write("train/cat/more/9.png", Picture(1));
        Refusal().ShouldBe($"{PathOf("train/cat/more")} is a folder within that of a class: put its images into train/cat.");
    }

    [Fact]
    public void Read_of_a_folder_that_is_not_there_is_an_error_with_its_name() =>
        Should.Throw<DatasetException>(() => ImageFolder.Files(PathOf("none"))).Message.ShouldStartWith($"{PathOf("none")}: can't be read: ");

    [Fact]
    public void Files_are_in_the_order_of_their_names() =>
        ImageFolder.Files(_folder.FullName).ShouldBe(["test/dog/4.png", "train/cat/1.png", "train/cat/2.JPG", "train/dog/3.jpeg"]);

    [Fact]
    public void Read_images_too_many_for_one_array_are_refused() =>
        Should.Throw<DatasetException>(() => ImageFolder.Read(Files(), s_classes, new ImageLoading { Size = 20_000 })).Message.ShouldBe(
            $"{_folder.FullName}: train: 3 images of 3x20000x20000 don't fit into one array of 2147483591 bytes: lower dataset.size.");

    private static byte[] Picture(byte red, SKEncodedImageFormat format = SKEncodedImageFormat.Png) => Pictures.Uniform(24, 20, new SKColor(red, red, red), format);

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);

    private void Write(string name, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(name))!);
        File.WriteAllBytes(PathOf(name), content);
    }

    private Dataset Read(double brokenShare = 0) =>
        ImageFolder.Read(Files(), s_classes, new ImageLoading { Size = 16, BrokenShare = brokenShare, Log = _log.Add });

    private DataFiles Files() => new(_folder.FullName, ImageFolder.Files(_folder.FullName));

    private string Refusal() => Should.Throw<DatasetException>(() => Read()).Message;
}
