using System.Formats.Tar;
using System.IO.Compression;

namespace Ttca.Pipeline.Tests.Storage;

public sealed class StoreFormatTests : IDisposable
{
    private readonly ToyRun _toy = new();
    private readonly List<string> _warnings = [];

    public void Dispose() => _toy.Dispose();

    /// <summary>New members of records must have defaults: else this store, and everybody's, is lost to them.</summary>
    [Fact]
    public void Store_of_the_program_before_formats_is_read_whole_and_marked_once()
    {
        using (var packed = new GZipStream(
            File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Storage", "store-of-format-1.tar.gz")), CompressionMode.Decompress))
        {
            TarFile.ExtractToDirectory(packed, _toy.Folder.FullName, overwriteFiles: false);
        }

        var store = Open();

        _warnings.ShouldHaveSingleItem().ShouldMatch(
            $"^the store in {_toy.StoreFolder} is of format 1, of programs before .+: its records are read as they are; from now on "
                + $"it is of format 2$");
        store.Actions().Select(action => $"{action.Material.Stage} {action.Outputs.Single().Name}").Order()
            .ShouldBe(["Add number.txt", "FileLength number.txt", "RoundDown number.txt", "Source number.txt"]);
        store.Runs().ShouldHaveSingleItem().Nodes.Count.ShouldBe(4);
        // printf 1 | sha256sum
        store.CodeOf("6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b")!.Parts["assembly Toys"].ShouldBe("1.0.0.0");
        StoreVerification.Run(store).ShouldSatisfyAllConditions(
            result => result.Damages.ShouldBeEmpty(),
            result => result.Strange.ShouldBeEmpty(),
            result => result.Records.ShouldBe(4),
            result => result.Blobs.ShouldBe(4));
        Open();
        _warnings.Count.ShouldBe(1);
    }

    [Fact]
    public void New_store_is_marked_without_a_word()
    {
        Open().EnsureFolders();
        Open().EnsureFolders();

        File.ReadAllText(_toy.PathOf("store/format.json")).ShouldContain("\"version\": 2,");
        _warnings.ShouldBeEmpty();
    }

    [Fact]
    public void Store_of_a_later_format_is_refused_with_the_program_that_reads_it_and_left_as_it_is()
    {
        Directory.CreateDirectory(_toy.PathOf("store/tmp"));
        File.WriteAllText(
            _toy.PathOf("store/format.json"), Resealed.Seal("""{ "version": 3, "program": "Ttca.Build 0.9.0", "later": [1] }"""));
        File.WriteAllText(_toy.PathOf("store/tmp/old"), "");
        File.SetLastWriteTimeUtc(_toy.PathOf("store/tmp/old"), DateTime.UtcNow.AddDays(-2));

        Should.Throw<StoreException>(Open).Message.ShouldMatch(
            $"^the store in {_toy.StoreFolder} is of format 3, which needs Ttca.Build 0.9.0 or later; this is .+, which reads "
                + $"formats 1 to 2: use that program, or another store \\(--store\\)$");

        Directory.GetFileSystemEntries(_toy.StoreFolder, "*", SearchOption.AllDirectories).Length.ShouldBe(3);
    }

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("{}", "its checksum is wrong")]
    public void Format_that_is_damaged_says_what_to_do(string content, string finding)
    {
        Open().EnsureFolders();
        File.WriteAllText(_toy.PathOf("store/format.json"), content);

        Should.Throw<StoreException>(Open).Message.ShouldBe(
            $"which format the store has can't be read from {_toy.PathOf("store/format.json")} ({finding}): " +
            "where it is of this program or an earlier one, delete that file, and the next run writes it anew; else use another "
            + "store (--store)");
    }

    [Fact]
    public void Record_without_a_member_that_this_program_needs_is_moved_and_not_deleted()
    {
        var path = _toy.MadeStore.ActionPath(new string('a', 64));
        File.WriteAllText(path, Resealed.Seal("""{ "key": "later" }"""));
        var content = File.ReadAllText(path);

        var damage = StoreVerification.Run(Open()).Damages.ShouldHaveSingleItem();

        damage.Finding.ShouldStartWith(
            "JSON deserialization for type 'Ttca.Pipeline.ActionRecord' was missing required properties including: 'node', 'label', ");
        File.Exists(path).ShouldBeFalse();
        File.ReadAllText(damage.Quarantine!).ShouldBe(content);
    }

    [Fact]
    public void Second_of_a_name_in_quarantine_takes_no_place_of_the_first()
    {
        var path = _toy.MadeStore.ActionPath(new string('a', 64));
        foreach (var content in new[] { "one", "two" })
        {
            File.WriteAllText(path, content);
            StoreVerification.Run(Open());
        }

        Directory.GetFiles(_toy.PathOf("store/quarantine")).Order(StringComparer.Ordinal).Select(File.ReadAllText).ShouldBe(["one", "two"]);
    }

    private ArtifactStore Open() => ArtifactStore.Open(_toy.StoreFolder, TimeProvider.System, _warnings.Add);
}
