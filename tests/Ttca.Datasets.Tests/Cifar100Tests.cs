using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Ttca.Datasets;

namespace Ttca.Datasets.Tests;

public sealed class Cifar100Tests : IDisposable
{
    private const string Official = "The official archive is https://www.cs.toronto.edu/~kriz/cifar-100-binary.tar.gz.";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ttca-cifar100-");

    private string ArchivePath => Path.Combine(_folder.FullName, "cifar.tar.gz");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void ReadArchive_of_the_real_images_has_their_counts_names_and_pixels()
    {
        var archive = Environment.GetEnvironmentVariable("TTCA_CIFAR100_ARCHIVE");
        Assert.SkipWhen(string.IsNullOrEmpty(archive), "TTCA_CIFAR100_ARCHIVE names no archive.");
        var dataset = Cifar100.ReadArchive(archive!, Cifar100Labels.Fine);

        dataset.Train.Count.ShouldBe(486);
        dataset.Test.Count.ShouldBe(916);
        dataset.ClassNames.Count.ShouldBe(100);
        (dataset.ClassNames[0], dataset.ClassNames[47], dataset.ClassNames[99]).ShouldBe(("apple", "maple_tree", "worm"));
        dataset.Train.Attributes.Select(attribute => attribute.Name).ShouldBe(["coarse", "fine"]);
        dataset.Train.Attributes[0].Values[17].ShouldBe("trees");

        // Published means of CIFAR-100's channels: 0.5071, 0.4865, 0.4409; these are 1,402 of its 60,000 images.
        double[] means = [.. Enumerable.Range(0, 3).Select(channel => Mean(dataset.Test, channel))];
        means[0].ShouldBe(0.5071, 0.02);
        means[1].ShouldBe(0.4865, 0.02);
        means[2].ShouldBe(0.4409, 0.02);
    }

    // The coarse label of a fine one is fixed (Krizhevsky's table): five fine ones each.
    [Fact]
    public void ReadArchive_of_the_real_images_has_every_fine_label_under_one_coarse_label()
    {
        var archive = Environment.GetEnvironmentVariable("TTCA_CIFAR100_ARCHIVE");
        Assert.SkipWhen(string.IsNullOrEmpty(archive), "TTCA_CIFAR100_ARCHIVE names no archive.");
        var dataset = Cifar100.ReadArchive(archive!, Cifar100Labels.Coarse);
        var pairs = Enumerable.Range(0, dataset.Test.Count)
            .Select(i => (Fine: Name(dataset.Test.Attributes[1], i), Coarse: dataset.ClassNames[dataset.Test.Labels[i]]))
                .Distinct()
                .ToList();

        pairs.CountBy(pair => pair.Fine).ShouldAllBe(count => count.Value == 1);
        pairs.Where(pair => pair.Coarse == "trees").Select(pair => pair.Fine)
            .ShouldBe(["maple_tree", "oak_tree", "palm_tree", "pine_tree", "willow_tree"], ignoreOrder: true);
    }

    [Fact]
    public void ReadArchive_takes_fine_labels_as_classes_and_keeps_both_as_attributes()
    {
        WriteArchive(Record(coarse: 19, fine: 99), Record(coarse: 0, fine: 4));
        var dataset = Cifar100.ReadArchive(ArchivePath, Cifar100Labels.Fine);

        dataset.Train.Labels.ShouldBe([99, 4]);
        dataset.ClassNames[99].ShouldBe("fine-99");
        dataset.Train.Attributes[0].Codes.ShouldBe([19, 0]);
        dataset.Train.Attributes[1].Codes.ShouldBe([99, 4]);
        dataset.Train.Image(1).ToArray().ShouldBe(Record(0, 4)[2..]);
        dataset.Train.Groups.ShouldBe([Group.Majority, Group.Majority]);
    }

    [Fact]
    public void ReadArchive_takes_coarse_labels_as_classes_on_request()
    {
        WriteArchive(Record(coarse: 19, fine: 99), Record(coarse: 0, fine: 4));
        var dataset = Cifar100.ReadArchive(ArchivePath, Cifar100Labels.Coarse);

        dataset.Train.Labels.ShouldBe([19, 0]);
        dataset.ClassNames.Count.ShouldBe(20);
        dataset.ClassNames[19].ShouldBe("coarse-19");
        dataset.Train.Attributes[1].Codes.ShouldBe([99, 4]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ReadFolder_reads_the_folder_or_the_one_above_it(bool above)
    {
        var inner = _folder.CreateSubdirectory("cifar-100-binary").FullName;
        foreach (var (name, content) in Files(Record(3, 7)))
        {
            File.WriteAllBytes(Path.Combine(inner, name), content);
        }

        var folder = above ? _folder.FullName : inner;
        Cifar100.ReadFolder(new DataFiles(folder, Cifar100.Files(folder)), Cifar100Labels.Fine).Train.Labels.ShouldBe([7]);
    }

    [Theory]
    [InlineData(20, 0, "coarse label 20 in record 1 (byte 3074); expected 0 to 19")]
    [InlineData(0, 100, "fine label 100 in record 1 (byte 3074); expected 0 to 99")]
    public void ReadArchive_label_out_of_bounds_is_refused_with_its_place(byte coarse, byte fine, string problem)
    {
        WriteArchive(Record(0, 0), Record(coarse, fine));
        Refusal().ShouldBe($"{ArchivePath}: train.bin: {problem}. Is it another data set? {Official}");
    }

    [Fact]
    public void ReadArchive_of_records_of_another_size_is_refused()
    {
        WriteArchive(Record(0, 0)[1..]);
        Refusal().ShouldBe(
            $"{ArchivePath}: cifar-100-binary/train.bin: not a whole number of records of 3074 bytes: expected 3074 bytes, found "
                + $"3073. It may be of CIFAR-10, whose records have 3073 bytes. Download it again. {Official}");
    }

    [Fact]
    public void ReadArchive_without_the_names_of_its_labels_is_refused()
    {
        Write([.. Files(Record(0, 0)).Where(file => file.Name != "fine_label_names.txt")]);
        Refusal().ShouldBe($"{ArchivePath}: there is no fine_label_names.txt. {Official}");
    }

    [Fact]
    public void ReadArchive_with_a_name_twice_is_refused()
    {
        var twice = Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(0, 20).Select(i => $"coarse-{i / 2}")));
        Write([.. Files(Record(0, 0)).Where(file => file.Name != "coarse_label_names.txt"), ("coarse_label_names.txt", twice)]);
        Refusal().ShouldBe($"{ArchivePath}: coarse_label_names.txt names 'coarse-0' twice. {Official}");
    }

    [Fact]
    public void ReadArchive_of_the_other_data_set_is_refused()
    {
        Write([("data_batch_1.bin", new byte[3073]), ("test_batch.bin", new byte[3073])]);
        Refusal().ShouldBe(
            $"{ArchivePath}: expected train.bin and test.bin, found cifar-100-binary/data_batch_1.bin, "
                + $"cifar-100-binary/test_batch.bin, which is CIFAR-10: set dataset.name to cifar10. {Official}");
    }

    private static string Name(AttributeColumn attribute, int image) => attribute.Values[attribute.Codes[image]];

    private static double Mean(ImageSet images, int channel) =>
        Enumerable.Range(0, images.Count).Average(i => images.Image(i).Skip(channel * 1024).Take(1024).Average(value => value / 255.0));

    private static byte[] Record(byte coarse, byte fine) =>
        [coarse, fine, .. Enumerable.Range(0, 3072).Select(i => (byte)((i * 7) + fine))];

    private static (string Name, byte[] Content)[] Files(params byte[][] train) =>
    [
        ("train.bin", [.. train.SelectMany(record => record)]),
        ("test.bin", Record(1, 2)),
        ("coarse_label_names.txt", Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(0, 20).Select(i => $"coarse-{i}")) + "\n")),
        ("fine_label_names.txt", Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(0, 100).Select(i => $"fine-{i}")) + "\n\n")),
    ];

    private string Refusal() => Should.Throw<DatasetException>(() => Cifar100.ReadArchive(ArchivePath, Cifar100Labels.Fine)).Message;

    private void WriteArchive(params byte[][] train) => Write(Files(train));

    private void Write((string Name, byte[] Content)[] files)
    {
        using var tar = new TarWriter(new GZipStream(File.Create(ArchivePath), CompressionLevel.Fastest), TarEntryFormat.Pax);
        foreach (var (name, content) in files)
        {
            tar.WriteEntry(
                new PaxTarEntry(TarEntryType.RegularFile, $"cifar-100-binary/{name}") { DataStream = new MemoryStream(content) });
        }
    }
}
