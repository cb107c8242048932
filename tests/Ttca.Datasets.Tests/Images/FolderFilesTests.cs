using SkiaSharp;
using Ttca.Datasets;
using Ttca.Datasets.Images;

namespace Ttca.Datasets.Tests.Images;

/// <summary>Which files of a folder are images of the data set.</summary>
public sealed class FolderFilesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ttca-images-");

    public FolderFilesTests()
    {
        Write("train/cat/1.png");
        Write("train/dog/2.png");
        Write("test/dog/3.png");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Read_takes_every_ending_that_is_decoded_and_counts_the_others()
    {
        foreach (var name in new[] { "a.webp", "b.JFIF", "c.bmp", "d.gif", "e.jpe", "f.tif", "g.TIF", "h.heic", "i" })
        {
            Write($"train/cat/{name}");
        }

        Write("test/dog/k.tiff");
        var dataset = ImageFolder.Read(
            new DataFiles(_folder.FullName, ImageFolder.Files(_folder.FullName)), ["cat", "dog"], new ImageLoading { Size = 8 });

        dataset.Train.Sources.Order(StringComparer.Ordinal).ShouldBe(
            [
                "train/cat/1.png",
                "train/cat/a.webp",
                "train/cat/b.JFIF",
                "train/cat/c.bmp",
                "train/cat/d.gif",
                "train/cat/e.jpe",
                "train/dog/2.png",
            ]);
        dataset.Notes.Select(note => note.ToString()).ShouldBe(
        [
            "train: 1 files not read (no extension)",
            "train: 1 files not read (.heic)",
            "train: 2 files not read (.tif)",
            "test: 1 files not read (.tiff)",
        ]);
    }

    [Theory]
    [InlineData("train/cat/._1.png")]
    [InlineData("train/cat/.hidden.png")]
    [InlineData("train/.ipynb_checkpoints/1.png")]
    [InlineData("train/cat/.thumbnails/1.png")]
    [InlineData("train/cat/@eaDir/1.png")]
    [InlineData("train/@eaDir/1.png")]
    [InlineData("train/__MACOSX/1.png")]
    [InlineData("train/cat/Thumbs.db")]
    public void Files_passes_over_what_is_hidden_or_left_by_a_system(string name)
    {
        Write(name);
        ImageFolder.Files(_folder.FullName).ShouldBe(["test/dog/3.png", "train/cat/1.png", "train/dog/2.png"]);
    }

    [Fact]
    public void Files_follows_links_to_files_and_folders()
    {
        NeedsLinks();
        Write("blobs/5f3a");    // as in Hugging Face's cache
        Write("other/cow/7.png");
        File.CreateSymbolicLink(PathOf("train/cat/4.jpg"), "../../blobs/5f3a");
        Directory.CreateSymbolicLink(PathOf("train/cow"), PathOf("other/cow"));

        ImageFolder.Files(_folder.FullName).ShouldBe(
            ["test/dog/3.png", "train/cat/1.png", "train/cat/4.jpg", "train/cow/7.png", "train/dog/2.png"]);
    }

    [Fact]
    public void Files_link_that_leads_nowhere_is_refused()
    {
        NeedsLinks();
        File.CreateSymbolicLink(PathOf("train/cat/4.jpg"), "../gone.jpg");
        Refusal().ShouldBe(
            $"{PathOf("train/cat/4.jpg")} is a link to ../gone.jpg, where there is no file. Put the file itself there, or remove "
                + $"the link.");
    }

    [Fact]
    public void Files_link_that_leads_back_is_refused()
    {
        NeedsLinks();
        Directory.CreateSymbolicLink(PathOf("train/cow"), PathOf("train"));
        Refusal().ShouldBe($"{PathOf("train/cow")} is a link to {PathOf("train")}, a folder that the link itself is in. Remove it.");
    }

    [Fact]
    public void Files_links_that_lead_to_each_other_are_refused()
    {
        NeedsLinks();
        File.CreateSymbolicLink(PathOf("train/cat/4.jpg"), "5.jpg");
        File.CreateSymbolicLink(PathOf("train/cat/5.jpg"), "4.jpg");
        Refusal().ShouldMatch(@"/train/cat/[45]\.jpg is a link that can't be followed: .*\. Put the file itself there\.$");
    }

    private static void NeedsLinks() => Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege on Windows.");

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);

    private string Refusal() => Should.Throw<DatasetException>(() => ImageFolder.Files(_folder.FullName)).Message;

    private void Write(string name)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(name))!);
        File.WriteAllBytes(PathOf(name), Pictures.Uniform(8, 8, SKColors.Red));
    }
}
