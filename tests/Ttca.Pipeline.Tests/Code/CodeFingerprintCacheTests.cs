using Ttca.Pipeline.Code;

namespace Ttca.Pipeline.Tests.Code;

public sealed class CodeFingerprintCacheTests
{
    private const string Source =
        "public sealed class AStage { public int Run() => 1; } public sealed class BStage { public int Run() => 2; }";

    [Fact]
    public void Of_unchanged_assemblies_is_answered_from_the_file()
    {
        using var fixture = new CompiledFixture().Add("Fixture", Source);
        var expected = Ask(fixture);
        var file = FileOf(fixture);
        var planted = new string('0', 64);
        var entries = StoreFiles.TryReadSealed(file, FingerprintJson.Default.DictionaryStringCachedFingerprint)!;
        new StoreFiles(fixture.Folder, () => { }).WriteSealed(
            file,
            entries.ToDictionary(entry => entry.Key, entry => entry.Value with { Fingerprint = planted }),
            FingerprintJson.Default.DictionaryStringCachedFingerprint);

        Ask(fixture).ShouldBe(planted); // only the file can have said so
    }

    [Fact]
    public void Of_rebuilt_assembly_is_computed_anew()
    {
        using var before = new CompiledFixture().Add("Fixture", Source);
        using var after = new CompiledFixture().Add("Fixture", Source.Replace("=> 1", "=> 3", StringComparison.Ordinal));
        var old = Ask(before);
        Directory.CreateDirectory(Path.GetDirectoryName(FileOf(after))!);
        File.Copy(FileOf(before), FileOf(after));

        Ask(after).ShouldNotBe(old);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"sha256\":\"0000000000000000000000000000000000000000000000000000000000000000\",\n\"content\":\n{}}\n")]
    public void Of_damaged_file_is_computed_anew(string content)
    {
        using var fixture = new CompiledFixture().Add("Fixture", Source);
        var expected = Ask(fixture);
        File.WriteAllText(FileOf(fixture), content);

        Ask(fixture).ShouldBe(expected);
        File.ReadAllText(FileOf(fixture)).ShouldContain(expected);
    }

    [Fact]
    public void Of_file_that_cannot_be_written_answers_all_the_same()
    {
        using var fixture = new CompiledFixture().Add("Fixture", Source);
        Directory.CreateDirectory(FileOf(fixture));

        Ask(fixture).Length.ShouldBe(64);
    }

    private static string FileOf(CompiledFixture fixture) => Path.Combine(fixture.Folder, "store", "fingerprints.json");

    private static string Ask(CompiledFixture fixture)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FileOf(fixture))!);
        using var cache = new CodeFingerprintCache(FileOf(fixture), fixture.Folder, fixture.Program);
        return cache.Of(fixture.Find("AStage"), []);
    }
}
