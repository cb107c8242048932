using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Ttca.Datasets;

namespace Ttca.Datasets.Tests;

public sealed class Cifar10Tests : IDisposable
{
    private const string Official = "The official archive is https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz.";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ttca-cifar10-");

    private string ArchivePath => Path.Combine(_folder.FullName, "cifar.tar.gz");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void ReadArchive_of_the_real_images_has_their_counts_and_names()
    {
        var archive = Environment.GetEnvironmentVariable("TTCA_CIFAR10_ARCHIVE");
        Assert.SkipWhen(string.IsNullOrEmpty(archive), "TTCA_CIFAR10_ARCHIVE names no archive.");
        var dataset = Cifar10.ReadArchive(archive!);
        dataset.ClassNames.ShouldBe(["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"]);
        dataset.Train.Count.ShouldBe(20_000);
        dataset.Test.Count.ShouldBe(4_000);
        dataset.Train.Labels.CountBy(label => label).ShouldAllBe(c => c.Value > 1_500);

        // Krizhevsky's images have per-channel means of 0.4914, 0.4822, 0.4465 over the whole training set.
        double[] means = [.. Enumerable.Range(0, 3).Select(channel => Mean(dataset.Train, channel))];
        means[0].ShouldBe(0.4914, 0.005);
        means[1].ShouldBe(0.4822, 0.005);
        means[2].ShouldBe(0.4465, 0.005);
    }

    [Fact]
    public void ReadArchive_puts_records_in_the_order_of_batch_numbers()
    {
        Write(
            ("c/data_batch_10.bin", Records(3)),
            ("c/data_batch_2.bin", Records(1, 2)),
            ("c/test_batch.bin", Records(9)),
            ("c/readme.html", [1, 2, 3]));
        var dataset = Cifar10.ReadArchive(ArchivePath);
        dataset.Train.Labels.ShouldBe([1, 2, 3]);
        dataset.Test.Labels.ShouldBe([9]);
        dataset.Train.Image(1).ToArray().ShouldBe(Records(2)[1..]);
        dataset.Train.Groups.ShouldBe([Group.Majority, Group.Majority, Group.Majority]);
        dataset.ClassNames[3].ShouldBe("cat");
    }

    [Fact]
    public void ReadArchive_takes_class_names_from_the_archive()
    {
        var names = string.Join("\n", Enumerable.Range(0, 10).Select(i => $"class-{i}")) + "\n\n";
        Write(("data_batch_1.bin", Records(1)), ("test_batch.bin", Records(0)), ("batches.meta.txt", Encoding.UTF8.GetBytes(names)));
        Cifar10.ReadArchive(ArchivePath).ClassNames[9].ShouldBe("class-9");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ReadFolder_reads_the_same_as_the_archive(bool above)
    {
        var inner = _folder.CreateSubdirectory("cifar-10-batches-bin").FullName;
        File.WriteAllBytes(Path.Combine(inner, "data_batch_1.bin"), Records(4, 5));
        File.WriteAllBytes(Path.Combine(inner, "test_batch.bin"), Records(6));
        var dataset = ReadFolder(above ? _folder.FullName : inner);
        dataset.Train.Labels.ShouldBe([4, 5]);
        dataset.Test.Labels.ShouldBe([6]);
    }

    [Fact]
    public void ReadFolder_file_cut_short_is_refused_with_both_sizes()
    {
        File.WriteAllBytes(Path.Combine(_folder.FullName, "data_batch_1.bin"), Records(4, 5)[..^1]);
        Should.Throw<DatasetException>(() => ReadFolder(_folder.FullName)).Message.ShouldBe(
            $"{Path.Combine(_folder.FullName, "data_batch_1.bin")}: not a whole number of records of 3073 bytes: expected 3073 or "
            + $"6146 bytes, found 6145. "
            + $"Download it again. {Official}");
    }

    [Fact]
    public void ReadFolder_that_is_not_there_is_an_error_with_its_name() =>
        Should.Throw<DatasetException>(() => ReadFolder(Path.Combine(_folder.FullName, "none"))).Message
            .ShouldStartWith($"{Path.Combine(_folder.FullName, "none")}: can't be read: ");

    [Theory]
    [InlineData(0, "expected 3073 bytes, found 0")]
    [InlineData(3072, "expected 3073 bytes, found 3072")]
    [InlineData(3074, "expected 3073 or 6146 bytes, found 3074. It may be of CIFAR-100, whose records have 3074 bytes")]
    public void ReadArchive_file_of_an_odd_size_is_refused_with_both_sizes(int size, string sizes)
    {
        Write(("c/data_batch_1.bin", new byte[size]), ("c/test_batch.bin", Records(1)));
        Refusal().ShouldBe(
            $"{ArchivePath}: c/data_batch_1.bin: not a whole number of records of 3073 bytes: {sizes}. Download it again. {Official}");
    }

    [Fact]
    public void ReadArchive_label_above_nine_is_refused_with_its_place()
    {
        Write(("data_batch_1.bin", Records(1, 10)), ("test_batch.bin", Records(1)));
        Refusal().ShouldBe(
            $"{ArchivePath}: data_batch_1.bin: label 10 in record 1 (byte 3073); expected 0 to 9. Is it another data set? {Official}");
    }

    [Fact]
    public void ReadArchive_without_test_images_is_refused()
    {
        Write(("data_batch_1.bin", Records(1)));
        Refusal().ShouldBe($"{ArchivePath}: expected data_batch_*.bin and test_batch.bin, found data_batch_1.bin. {Official}");
    }

    [Theory]
    [InlineData("cifar-10-batches-py/data_batch_1", "the version for Python; the binary one is read")]
    [InlineData("cifar-10-batches-mat/test_batch.mat", "the version for MATLAB; the binary one is read")]
    [InlineData("cifar-100-binary/train.bin", "CIFAR-100: set dataset.name to cifar100")]
    public void ReadArchive_of_another_version_says_which_and_what_was_given(string name, string found)
    {
        Write((name, [1, 2, 3]));
        using var content = File.OpenRead(ArchivePath);
        Should.Throw<DatasetException>(() => Cifar10.ReadArchive("https://host/cifar.tar.gz", content)).Message
            .ShouldBe(
                $"https://host/cifar.tar.gz: expected data_batch_*.bin and test_batch.bin, found {name}, which is {found}. {Official}");
    }

    [Theory]
    [InlineData("<!DOCTYPE html><title>Not found</title>", "an HTML page (39 bytes)")]
    [InlineData("PK\u0003\u0004...", "a zip archive (7 bytes)")]
    [InlineData("version https://git-lfs.github.com/spec/v1\n", "a pointer of Git LFS, not the file itself (43 bytes)")]
    [InlineData("", "empty (0 bytes)")]
    public void ReadArchive_of_a_file_of_another_kind_says_which(string content, string kind)
    {
        File.WriteAllText(ArchivePath, content);
        Refusal().ShouldBe($"{ArchivePath}: is {kind}, expected a .tar.gz archive. Download that.");
    }

    [Fact]
    public void ReadFolder_of_something_else_says_what_is_there()
    {
        Write(("cifar-10-batches-bin/test_batch.bin", Records(1)));
        FolderRefusal().ShouldBe(
            $"{_folder.FullName}: expected data_batch_*.bin and test_batch.bin, found cifar.tar.gz, which is not unpacked yet: "
                + $"unpack it, or give its address as dataset.url. {Official}");
        File.Delete(ArchivePath);
        FolderRefusal().ShouldBe($"{_folder.FullName}: expected data_batch_*.bin and test_batch.bin, found nothing. {Official}");
        File.WriteAllBytes(Path.Combine(_folder.CreateSubdirectory("cifar-10-batches-py").FullName, "data_batch_1"), [1]);
        FolderRefusal().ShouldBe(
            $"{_folder.FullName}: expected data_batch_*.bin and test_batch.bin, found cifar-10-batches-py, "
                + $"cifar-10-batches-py/data_batch_1, which is the version for Python; the binary one is read. {Official}");
    }

    [Fact]
    public void ReadArchive_with_class_names_that_are_not_UTF8_is_refused_with_the_line()
    {
        Write(("data_batch_1.bin", Records(1)), ("test_batch.bin", Records(1)), ("batches.meta.txt", [.. "cat\n"u8, 0xE9]));
        Refusal().ShouldBe(
            $"{ArchivePath}: batches.meta.txt: line 2 is not UTF-8: byte E9 after ''. Save it as UTF-8 (spreadsheets call it \"CSV "
                + $"UTF-8\").");
    }

    [Fact]
    public void ReadArchive_with_the_same_file_twice_is_refused()
    {
        Write(("a/data_batch_1.bin", Records(1)), ("b/data_batch_1.bin", Records(1)));
        Refusal().ShouldBe($"{ArchivePath}: there are two files data_batch_1.bin. {Official}");
    }

    [Fact]
    public void ReadArchive_with_too_few_class_names_is_refused()
    {
        Write(("data_batch_1.bin", Records(1)), ("test_batch.bin", Records(1)), ("batches.meta.txt", "cat\ndog\n"u8.ToArray()));
        Refusal().ShouldBe($"{ArchivePath}: batches.meta.txt has 2 class names, expected 10. {Official}");
    }

    [Theory]
    [InlineData("/data_batch_1.bin")]
    [InlineData("../data_batch_1.bin")]
    [InlineData("c/../../data_batch_1.bin")]
    [InlineData("..\\data_batch_1.bin")]
    [InlineData("C:\\data_batch_1.bin")]
    public void ReadArchive_entry_outside_the_folder_is_refused(string name)
    {
        Write((name, Records(1)), ("test_batch.bin", Records(1)));
        Refusal().ShouldBe(
            $"{ArchivePath}: entry '{name}' lies outside the archive's folder. Don't use this archive; download it from its "
                + $"official source.");
    }

    [Theory]
    [InlineData(TarEntryType.SymbolicLink)]
    [InlineData(TarEntryType.HardLink)]
    public void ReadArchive_link_is_refused(TarEntryType type)
    {
        using (var tar = Create())
        {
            tar.WriteEntry(new PaxTarEntry(type, "c/data_batch_1.bin") { LinkName = "/etc/passwd" });
        }

        Refusal().ShouldBe(
            $"{ArchivePath}: entry 'c/data_batch_1.bin' is a {type}; only files and folders are accepted. Don't use this archive; "
                + $"download it from its official source.");
    }

    [Fact]
    public void ReadArchive_file_larger_than_accepted_is_refused_before_it_is_unpacked()
    {
        File.WriteAllBytes(ArchivePath, Compress(TarHeader("data_batch_1.bin", 300 << 20)));
        Refusal().ShouldBe($"{ArchivePath}: data_batch_1.bin: {300 << 20} bytes are more than the {1 << 28} that are accepted. {Official}");
    }

    [Fact]
    public void ReadArchive_that_unpacks_to_too_much_is_refused()
    {
        const int Part = 64 << 20;     // gzip files may be concatenated: 17 times 64 KB stand for more than 1 GiB
        var zeros = Compress(new byte[Part]);
        File.WriteAllBytes(
            ArchivePath, [.. Compress(TarHeader("other.bin", 17L * Part)), .. Enumerable.Repeat(zeros, 17).SelectMany(part => part)]);
        Refusal().ShouldBe(
            $"{ArchivePath}: not a complete .tar.gz archive ({new FileInfo(ArchivePath).Length} bytes): it unpacks to more than "
                + $"{1 << 30} bytes. Download it again.");
    }

    [Fact]
    public void ReadArchive_cut_short_is_refused()
    {
        var whole = WriteNoise();
        const int TarEndAndChecksum = 64;     // without these the images are complete, and may be read
        for (var length = 0; length < whole.Length - TarEndAndChecksum; length += 131)
        {
            File.WriteAllBytes(ArchivePath, whole[..length]);
            Refusal().ShouldStartWith(ArchivePath);
        }
    }

    [Fact]
    public void ReadArchive_with_any_byte_changed_is_refused_or_reads_the_same_images()
    {
        var whole = WriteNoise();
        var pixels = Cifar10.ReadArchive(ArchivePath).Train.ReadAll();
        for (var place = 0; place < whole.Length; place += 97)
        {
            var damaged = (byte[])whole.Clone();
            damaged[place] ^= 0x55;
            File.WriteAllBytes(ArchivePath, damaged);
            try
            {
                Cifar10.ReadArchive(ArchivePath).Train.ReadAll().ShouldBe(pixels);
            }
            catch (DatasetException exception)
            {
                exception.Message.ShouldStartWith(ArchivePath);
            }
        }
    }

    [Fact]
    public void ReadArchive_of_a_missing_file_is_an_error_with_its_name() => Refusal().ShouldStartWith($"{ArchivePath}: can't be read: ");

    private static double Mean(ImageSet images, int channel)
    {
        long sum = 0;
        for (var i = 0; i < images.Count; i++)
        {
            foreach (var value in images.Image(i).AsSpan(channel * 1024, 1024))
            {
                sum += value;
            }
        }

        return sum / 255.0 / 1024 / images.Count;
    }

    private static byte[] Records(params byte[] labels) =>
        [.. labels.SelectMany(label => Enumerable.Range(0, 3072).Select(i => (byte)(i * 7 + label)).Prepend(label))];

    private static Dataset ReadFolder(string folder) => Cifar10.ReadFolder(new DataFiles(folder, Cifar10.Files(folder)));

    private string FolderRefusal() =>
        Should.Throw<DatasetException>(() => Cifar10.ReadFolder(new DataFiles(_folder.FullName, Cifar10.Files(_folder.FullName)))).Message;

    private string Refusal() => Should.Throw<DatasetException>(() => Cifar10.ReadArchive(ArchivePath)).Message;

    private TarWriter Create() => new(new GZipStream(File.Create(ArchivePath), CompressionLevel.Fastest), TarEntryFormat.Pax);

    private void Write(params (string Name, byte[] Content)[] files)
    {
        using var tar = Create();
        foreach (var (name, content) in files)
        {
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) });
        }
    }

    // Random pixels don't compress, so that cuts and changes fall into headers, records and the end of the archive alike.
    private byte[] WriteNoise()
    {
        var record = new byte[3073];
        new Random(1).NextBytes(record);
        record[0] = 1;
        Write(("c/data_batch_1.bin", record), ("c/test_batch.bin", record));
        return File.ReadAllBytes(ArchivePath);
    }

    private static byte[] Compress(byte[] content)
    {
        var result = new MemoryStream();
        using (var gzip = new GZipStream(result, CompressionLevel.Fastest))
        {
            gzip.Write(content);
        }

        return result.ToArray();
    }

    // POSIX ustar: name at 0, size in octal at 124, checksum in octal at 148 (itself taken as spaces), type at 156, magic at 257.
    private static byte[] TarHeader(string name, long size)
    {
        var header = new byte[512];
        Encoding.ASCII.GetBytes(name, header);
        Encoding.ASCII.GetBytes(
            "0000644\0" + "0000000\0" + "0000000\0" + Convert.ToString(size, 8).PadLeft(11, '0') + "\0" + "00000000000\0" + "        0",
            header.AsSpan(100));
        Encoding.ASCII.GetBytes("ustar\0" + "00", header.AsSpan(257));
        Encoding.ASCII.GetBytes(Convert.ToString(header.Sum(b => b), 8).PadLeft(6, '0') + "\0 ", header.AsSpan(148));
        return header;
    }
}
