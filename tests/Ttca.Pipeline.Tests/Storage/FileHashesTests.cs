using System.Text;

namespace Ttca.Pipeline.Tests.Storage;

public sealed class FileHashesTests : IDisposable
{
    private static readonly DateTime LongAgo = new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private readonly ToyRun _toy = new();
    private readonly List<(int Done, int Total)> _reports = [];

    public void Dispose() => _toy.Dispose();

    /// <summary>Expected: <c>(cd data; sha256sum a.png b/c.png | sha256sum)</c>, coreutils 9.1.</summary>
    [Fact]
    public void Hash_is_that_of_the_lines_of_sha256sum()
    {
        Write("b/c.png", "2");
        Write("a.png", "1");

        var listing = Hash();

        listing.Files.Select(file => file.Name).ShouldBe(["a.png", "b/c.png"]);
        listing.Files[0].Sha256.ShouldBe("6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b");
        listing.Hash.ShouldBe("a0ddb3f3b0ab45b7e3e429e5268e6a74363e6a9f43f8ae57c53d2f20339102ea");
    }

    // The same size and time, by writing into the file, and by putting another in its place: as tar, rsync -t and cp -p leave it.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Change_that_keeps_size_and_time_is_seen(bool byRenaming)
    {
        Write("a.png", "before");
        var before = Hash(OfLater());
        Write(byRenaming ? "new" : "a.png", "change");
        if (byRenaming)
        {
            File.Move(PathOf("new"), PathOf("a.png"), overwrite: true);
        }

        FileListing.Differences(before, Hash(OfLater())).ShouldBe(["a.png"]);
    }

    [Fact]
    public void File_that_was_not_touched_is_not_read_again()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere every file is read.");
        Write("a.png", "content");
        var first = Hash(OfLater());
        Forge(first.Files[0].Sha256, new string('0', 64));

        Hash(OfLater()).Files[0].Sha256.ShouldBe(new string('0', 64), "what is remembered is believed");
    }

    [Theory]
    [InlineData(0)]         // just now: it may change again within the same tick of its clock
    [InlineData(-3600)]     // its clock is ahead
    public void File_that_was_changed_just_now_is_always_read(int secondsLater)
    {
        Write("a.png", "content");
        Hash(OfLater(secondsLater));

        Directory.Exists(_toy.Store.Folders.Remembered).ShouldBeFalse();     // nothing is remembered
    }

    [Fact]
    public void Stages_that_read_other_files_of_a_folder_share_what_is_remembered()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere nothing is remembered.");
        Write("a.png", "1");
        Write("b.png", "2");
        Write("c.png", "3");
        Hash(OfLater(), "a.png", "c.png");
        File.Delete(PathOf("c.png"));
        Hash(OfLater(), "b.png");

        var memory = FolderMemory.From(SealedJson.Read(File.ReadAllBytes(Memory()), RecordJson.Default.WrittenFolderMemory));
        memory.Files.Files.Select(file => file.Name).ShouldBe(["a.png", "b.png"]);
        memory.Stamps[1].Size.ShouldBe(1);
    }

    [Fact]
    public void Damaged_memory_is_as_none()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere nothing is remembered.");
        Write("a.png", "content");
        var first = Hash(OfLater());
        File.AppendAllText(Memory(), "x");

        Hash(OfLater()).Hash.ShouldBe(first.Hash);
    }

    [Fact]
    public void Missing_file_is_an_error_with_its_path() =>
        Should.Throw<FileNotFoundException>(() => Hash(TimeProvider.System, "none.png")).Message.ShouldBe(
            $"the file {PathOf("none.png")} doesn't exist; check its path");

    [Fact]
    public void Long_hashing_says_how_far_it_is()
    {
        for (var i = 0; i < 4; i++)
        {
            Write($"{i}.png", "content");
        }

        Hash(new SlowTime(TimeSpan.FromSeconds(3)));

        // A look at the clock takes three seconds: after one, and then not before five more have gone.
        _reports.ShouldBe([(1, 4), (3, 4)]);
    }

    private FileListing Hash(TimeProvider? time = null, params string[] names)
    {
        var folder = PathOf("");
        var hashes = new FileHashes(_toy.Store, time ?? TimeProvider.System, (_, done, total) => _reports.Add((done, total)));
        return hashes.Of(new ExternalFiles(folder, () => names.Length > 0 ? names
            :
            [
                .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(
                    path => Path.GetRelativePath(folder, path).Replace('\\', '/')),
            ]));
    }

    private string PathOf(string name) => Path.Combine(_toy.Folder.FullName, "data", name);

    private string Memory() => Directory.EnumerateFiles(_toy.Store.Folders.Remembered).ShouldHaveSingleItem();

    private void Write(string name, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(name))!);
        File.WriteAllText(PathOf(name), content);
        File.SetLastWriteTimeUtc(PathOf(name), LongAgo);
    }

    /// <summary>A seal with the same content but another hash of the file.</summary>
    private void Forge(string hash, string other)
    {
        var memory = SealedJson.Read(File.ReadAllBytes(Memory()), RecordJson.Default.WrittenFolderMemory);
        var forged = memory with
        {
            Listing = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(memory.Listing).Replace(hash, other, StringComparison.Ordinal)),
        };
        File.WriteAllBytes(Memory(), SealedJson.Write(forged, RecordJson.Default.WrittenFolderMemory));
    }

    private static LaterTime OfLater(int seconds = 60) => new(TimeSpan.FromSeconds(seconds));

    private sealed class LaterTime(TimeSpan later) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + later;
    }

    private sealed class SlowTime(TimeSpan step) : TimeProvider
    {
        private long _looks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Interlocked.Increment(ref _looks) * step.Ticks;
    }
}
