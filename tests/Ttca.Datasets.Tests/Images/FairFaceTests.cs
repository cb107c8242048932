using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Parquet.Serialization;
using SkiaSharp;
using Ttca.Datasets;
using Ttca.Datasets.Images;

namespace Ttca.Datasets.Tests.Images;

public sealed class FairFaceTests : IDisposable
{
    private const string Expected =
        "expected train-*.parquet and validation-*.parquet, or fairface_label_train.csv and fairface_label_val.csv with the folders "
            + "train and val";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ttca-fairface-");
    private readonly List<string> _log = [];

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Read_of_folders_takes_labels_from_the_tables_with_mangled_ages()
    {
        // The header and ages as they are in the published file.
        WriteFolders(
            "train/1.jpg,03-Sep,Male,East Asian,FALSE\ntrain/2.jpg,50-59,Female,Black,TRUE\n",
            "val/1.jpg,Oct-19,Female,Latino_Hispanic,TRUE\n");
        var dataset = Read(FairFaceTask.Age);

        dataset.ClassNames.ShouldBe(["0-2", "3-9", "10-19", "20-29", "30-39", "40-49", "50-59", "60-69", "more than 70"]);
        dataset.Train.Labels.ShouldBe([1, 6]);
        dataset.Test.Labels.ShouldBe([2]);
        dataset.Train.Attributes.Select(
            attribute => $"{attribute.Name} {string.Join(", ", attribute.Codes.Select(code => attribute.Values[code]))}")
            .ShouldBe(["age 3-9, 50-59", "gender Male, Female", "race East Asian, Black"]);
        (dataset.Train.Height, dataset.Train.Width).ShouldBe((16, 16));
        ((double)dataset.Train.Image(1)[0]).ShouldBe(20, 3);
    }

    [Theory]
    [InlineData(FairFaceTask.Gender, 2, 1)]
    [InlineData(FairFaceTask.Race, 7, 5)]
    [InlineData(FairFaceTask.Age, 9, 8)]
    public void Read_of_Parquet_files_takes_labels_by_their_numbers(FairFaceTask task, int classes, int label)
    {
        WriteParquet("train-00000-of-00002-d405faba4f4b9b85.parquet", Row(10, 0, 0, 2));
        WriteParquet("train-00001-of-00002-dd3cb68164727418.parquet", Row(20, 3, 1, 6));
        WriteParquet("validation-00000-of-00001-951dbd63c8724ee1.parquet", Row(30, 8, 1, 5));
        var dataset = Read(task);

        dataset.ClassNames.Count.ShouldBe(classes);
        FairFace.ClassesOf(task).ShouldBe(classes);
        dataset.Test.Labels.ShouldBe([label]);
        dataset.Train.Attributes.Single(attribute => attribute.Name == "race").Codes.ShouldBe([2, 6]);
        Enumerable.Range(0, 2).Select(i => (dataset.Train.Image(i)[0] + 5) / 10).ShouldBe([1, 2]);
    }

    [Fact]
    public void Read_broken_and_missing_images_are_named_and_left_out_up_to_the_declared_share()
    {
        WriteFolders(
            "train/1.jpg,0-2,Male,White,FALSE\ntrain/../../secret.jpg,0-2,Male,White,FALSE\n", "val/1.jpg,0-2,Female,White,TRUE\n");
        Read(FairFaceTask.Gender, brokenShare: 0.5).Train.Count.ShouldBe(1);
        _log.ShouldBe(
        [
            $"left out: 1 of 2 images of train, without a row in {Path.Combine(_folder.FullName, "fairface_label_train.csv")}: "
                + $"'train/2.jpg'",
            "left out: train/../../secret.jpg: not there",
        ]);
        Refusal().ShouldBe(
            $"{_folder.FullName}: train: 1 of 2 images can't be used, and dataset.broken-share allows 0: train/../../secret.jpg: "
            + $"not there. "
            + "Replace or remove them, or allow a larger share.");
    }

    [Fact]
    public void Read_unknown_label_is_refused_with_its_place()
    {
        WriteFolders("train/1.jpg,3-10,Male,White,FALSE\n", "val/1.jpg,0-2,Female,White,TRUE\n");
        Refusal().ShouldBe(
            $"{_folder.FullName}: age of fairface_label_train.csv line 2 is '3-10'; "
            + "expected one of 0-2, 3-9, 10-19, 20-29, 30-39, 40-49, 50-59, 60-69, more than 70.");
    }

    [Fact]
    public void Read_label_out_of_bounds_in_Parquet_is_refused()
    {
        WriteParquet("train-0.parquet", Row(10, 0, 2, 2));
        WriteParquet("validation-0.parquet", Row(10, 0, 0, 0));
        Refusal().ShouldBe($"{Path.Combine(_folder.FullName, "train-0.parquet")}: gender in row 0 is 2; expected 0 to 1 (Male, Female).");
    }

    [Theory]
    [InlineData("train-00000-of-00002-d405.parquet", "validation-0.parquet", null, "of 2 train files there are 1; missing: "
        + "train-00001-of-00002. Download them too.")]
    [InlineData("train-00000-of-00001-d405.parquet", "train-00000-of-00001-aaaa.parquet", "validation-0.parquet", "train-00000-of-00001-aaaa.parquet and train-00000-of-00001-d405.parquet are the same part. Remove one.")]
    [InlineData("train-00000-of-00001.parquet", "train-00000-of-00002.parquet", "validation-0.parquet", "train-00000-of-00001.parquet and train-00000-of-00002.parquet are of different sets of files. Keep those of one.")]
    public void Read_Parquet_files_that_are_not_all_there_once_are_refused(string first, string second, string? third, string problem)
    {
        foreach (var name in new[] { first, second, third }.OfType<string>())
        {
            WriteParquet(name, Row(10, 0, 0, 2));
        }

        Refusal().ShouldBe($"{_folder.FullName}: {problem}");
    }

    [Theory]
    [InlineData("train-00000-of-00001 (1).parquet", "is a second copy by its name. Remove it, or give it the name of the file that it is.")]
    [InlineData("train-extra.parquet", "doesn't say which of the 1 train files it is, as train-00000-of-00001.parquet does. Remove "
        + "or rename it.")]
    public void Read_Parquet_file_of_another_name_beside_numbered_ones_is_refused(string name, string problem)
    {
        WriteParquet("train-00000-of-00001.parquet", Row(10, 0, 0, 2));
        WriteParquet(name, Row(20, 0, 0, 2));
        Refusal().ShouldBe($"{Path.Combine(_folder.FullName, name)}: {problem}");
    }

    [Fact]
    public void Read_labels_of_any_whole_number_or_names_or_fractions_without_a_rest()
    {
        Labels<sbyte>([1, 0]).ShouldBe([1, 0]);
        Labels<byte>([1, 0]).ShouldBe([1, 0]);
        Labels<short>([1, 0]).ShouldBe([1, 0]);
        Labels<int>([1, 0]).ShouldBe([1, 0]);
        Labels<uint>([1, 0]).ShouldBe([1, 0]);
        Labels<long>([1, 0]).ShouldBe([1, 0]);
        Labels<double>([1, 0]).ShouldBe([1, 0]);
        Labels<string>(["Female", " male"]).ShouldBe([1, 0]);
        Should.Throw<DatasetException>(() => Labels<double>([1, 0.5])).Message.ShouldEndWith(
            ": gender in row 1 is 0.5; expected 0 to 1 (Male, Female).");
        Should.Throw<DatasetException>(() => Labels<string>(["Female", "1"])).Message
            .ShouldBe($"{_folder.FullName}: gender of train-0.parquet row 1 is '1'; expected one of Male, Female.");
        Should.Throw<DatasetException>(() => Labels<string>(["female", "Female"])).Message.ShouldBe(
            $"{_folder.FullName}: in column 'gender' are values that differ only by case, spaces or Unicode form: "
            + "'female' (2, such as train-0.parquet row 0), 'Female' (1, such as train-0.parquet row 1). Write each value in one way.");
        Should.Throw<DatasetException>(() => Labels<bool>([true, false])).Message
            .ShouldEndWith(": column 'gender' holds Boolean; expected 0 to 1, or names (Male, Female).");
    }

    [Fact]
    public void Read_missing_labels_are_refused_or_left_out_where_they_are_used()
    {
        WriteParquet("train-0.parquet", Row(10, 0, 0, 2), Row(20, 0, null, 2), Row(30, 0, 1, null));
        WriteParquet("validation-0.parquet", Row(10, 0, 0, 0));
        var gender =
            $"{_folder.FullName}: in column 'gender', which is used, 1 of 4 images have no value: '' (1, such as train-0.parquet row 1). "
            + "Fill them in, or set dataset.missing: own-group makes a group of these images, leave-out leaves them out.";

        Refusal().ShouldBe(gender);
        // it is the class
        Should.Throw<DatasetException>(() => Read(FairFaceTask.Gender, missing: MissingValues.OwnGroup)).Message.ShouldBe(gender);
        Read(FairFaceTask.Gender, missing: MissingValues.LeaveOut).Train.Labels.ShouldBe([0, 1]);     // nobody uses race
        _log.ShouldBe(["left out: 1 of 3 train images, without a value of gender"]);
        Read(FairFaceTask.Gender, missing: MissingValues.LeaveOut, uses: ["race"]).Train.Labels.ShouldBe([0]);
        var age = Read(FairFaceTask.Age, missing: MissingValues.OwnGroup, uses: ["gender", "race"]);
        age.Train.Attributes[1].Values.ShouldBe(["Male", "Female", "missing"]);
        age.Test.Attributes[1].Values.ShouldBe(["Male", "Female", "missing"]);
        age.Train.Attributes[1].Codes.ShouldBe([0, 2, 1]);
    }

    [Fact]
    public void Read_Parquet_without_a_column_is_refused_with_those_there_are()
    {
        Write("train-0.parquet", new Picture { Path = "1.jpg" });
        Refusal().ShouldBe(
            $"{Path.Combine(_folder.FullName, "train-0.parquet")}: there is no column 'image/bytes' or 'image', but bytes, path.");
    }

    [Fact]
    public void Read_Parquet_that_unpacks_to_too_much_is_refused_before_it_is_unpacked()
    {
        WriteParquet(
            "train-0.parquet",
            [.. Enumerable.Repeat(new Face { Image = new() { Bytes = new byte[100_000] }, Age = 0, Gender = 0, Race = 0 }, 20)]);
        var path = Path.Combine(_folder.FullName, "train-0.parquet");
        new FileInfo(path).Length.ShouldBeLessThan(200_000);     // zeros, packed
        Should.Throw<DatasetException>(
            () => FairFaceParquet.Read(
                new DataFiles(_folder.FullName, ["train-0.parquet"]), "train-0.parquet", maxColumnBytes: 1_000_000)).Message.ShouldMatch(
            $"^{Regex.Escape(path)}: column 'image/bytes' unpacks to 200[0-9]{{4}} bytes in the rows from 0 on, more than the "
                + $"1000000 that are accepted: write it in smaller groups of rows.$");
    }

    [Fact]
    public void Read_of_a_damaged_Parquet_file_is_refused_with_its_name_or_reads_as_many_rows()
    {
        WriteParquet("validation-0.parquet", Row(10, 0, 0, 0));
        WriteParquet("train-0.parquet", [.. Enumerable.Range(0, 20).Select(i => Row((byte)i, i % 9, i % 2, i % 7))]);
        var path = Path.Combine(_folder.FullName, "train-0.parquet");
        var whole = File.ReadAllBytes(path);
        for (var place = 4; place < whole.Length; place += 61)
        {
            var damaged = (byte[])whole.Clone();
            damaged[place] ^= 0x55;
            File.WriteAllBytes(path, damaged);
            try
            {
                Read(FairFaceTask.Gender, brokenShare: 1).Train.Count.ShouldBeLessThanOrEqualTo(20);
            }
            catch (DatasetException exception)
            {
                exception.Message.ShouldStartWith(_folder.FullName);
            }
        }
    }

    [Fact]
    public void Read_of_neither_layout_is_refused_with_what_is_expected()
    {
        Refusal().ShouldBe($"{_folder.FullName}: there are no train images; {Expected}.");
        Should.Throw<DatasetException>(() => FairFace.Files(Path.Combine(_folder.FullName, "none"))).Message
            .ShouldBe($"{Path.Combine(_folder.FullName, "none")}: there is no such folder; {Expected}.");
    }

    [Fact]
    public void Read_of_a_file_that_is_no_Parquet_is_an_error_with_its_name()
    {
        File.WriteAllBytes(Path.Combine(_folder.FullName, "train-0.parquet"), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
        Refusal().ShouldStartWith($"{Path.Combine(_folder.FullName, "train-0.parquet")}: not a Parquet file of FairFace: ");
    }

    // What two rows to train on are read as whose genders are of this type.
    private int[] Labels<T>(T[] genders)
    {
        foreach (var (name, values) in new[] { ("train-0.parquet", genders), ("validation-0.parquet", genders[..1]) })
        {
            Write(
                name,
                [.. values.Select(gender => new Face<T> { Image = Row(10, 0, 0, 0).Image!.Bytes, Age = 0, Gender = gender, Race = 1 })]);
        }

        return Read(FairFaceTask.Gender).Train.Labels;
    }

    private static Face Row(byte value, long? age, long? gender, long? race) =>
        new()
        {
            Image = new() { Bytes = Pictures.Uniform(24, 20, new SKColor(value, value, value), SKEncodedImageFormat.Jpeg), Path = "1.jpg" },
            Age = age,
            Gender = gender,
            Race = race,
            ServiceTest = true,
        };

    private void WriteFolders(string train, string validation)
    {
        const string Header = "file,age,gender,race,service_test\n";
        File.WriteAllText(Path.Combine(_folder.FullName, "fairface_label_train.csv"), Header + train);
        File.WriteAllText(Path.Combine(_folder.FullName, "fairface_label_val.csv"), Header + validation);
        foreach (var (name, value) in new[] { ("train/1.jpg", (byte)10), ("train/2.jpg", (byte)20), ("val/1.jpg", (byte)30) })
        {
            var path = Path.Combine(_folder.FullName, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, Pictures.Uniform(24, 20, new SKColor(value, value, value), SKEncodedImageFormat.Jpeg));
        }
    }

    private void WriteParquet(string name, params Face[] faces) => Write(name, faces);

    private void Write<TRow>(string name, params TRow[] rows)
    {
        using var stream = File.Create(Path.Combine(_folder.FullName, name));
        ParquetSerializer.SerializeAsync(rows, stream).GetAwaiter().GetResult();
    }

    private Dataset Read(FairFaceTask task, double brokenShare = 0, string[]? uses = null, MissingValues? missing = null) =>
        FairFace.Read(new DataFiles(
            _folder.FullName,
            FairFace.Files(_folder.FullName)), task, new ImageLoading { Size = 16, BrokenShare = brokenShare, Log = _log.Add },
            new AttributeUse { Names = uses ?? [], Missing = missing });

    private string Refusal() => Should.Throw<DatasetException>(() => Read(FairFaceTask.Gender)).Message;

    // The published columns, in their order.
    private sealed class Face
    {
        [JsonPropertyName("image")]
        public Picture? Image { get; set; }

        [JsonPropertyName("age")]
        public long? Age { get; set; }

        [JsonPropertyName("gender")]
        public long? Gender { get; set; }

        [JsonPropertyName("race")]
        public long? Race { get; set; }

        [JsonPropertyName("service_test")]
        public bool? ServiceTest { get; set; }
    }

    // Images of plain bytes, labels of any type.
    private sealed class Face<T>
    {
        [JsonPropertyName("image")]
        public byte[]? Image { get; set; }

        [JsonPropertyName("age")]
        public long Age { get; set; }

        [JsonPropertyName("gender")]
        public T? Gender { get; set; }

        [JsonPropertyName("race")]
        public long Race { get; set; }
    }

    private sealed class Picture
    {
        [JsonPropertyName("bytes")]
        public byte[]? Bytes { get; set; }

        [JsonPropertyName("path")]
        public string? Path { get; set; }
    }
}
