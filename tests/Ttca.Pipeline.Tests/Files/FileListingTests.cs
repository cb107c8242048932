namespace Ttca.Pipeline.Tests.Files;

public sealed class FileListingTests
{
    private static readonly string s_one = new('1', 64);
    private static readonly string s_two = new('2', 64);

    [Fact]
    public void Differences_are_told_by_name()
    {
        var before = new FileListing([new("same", s_one), new("changed", s_one), new("gone", s_one)]);
        var now = new FileListing([new("new", s_one), new("changed", s_two), new("same", s_one)]);

        FileListing.Differences(before, now).ShouldBe(["changed", "gone (gone)", "new (new)"]);
    }

    // Two names that would be one text, and as sha256sum (coreutils 9.1) writes them.
    [Theory]
    [InlineData("back\\slash", "\\{0}  back\\\\slash\n")]
    [InlineData("line\nbreak", "\\{0}  line\\nbreak\n")]
    [InlineData("back\\nslash", "\\{0}  back\\\\nslash\n")]
    [InlineData("猫/é b.png", "{0}  猫/é b.png\n")]
    public void Name_of_any_kind_is_written_as_sha256sum_writes_it_and_read_again(string name, string text)
    {
        var listing = new FileListing([new(name, s_one)]);

        System.Text.Encoding.UTF8.GetString(listing.Text).ShouldBe(text.Replace("{0}", s_one, StringComparison.Ordinal));
        FileListing.Read(listing.Text)!.Files.ShouldBe(listing.Files);
    }

    [Theory]
    [InlineData("short")]
    [InlineData("\\")]
    public void Text_of_another_kind_is_no_listing(string text) => FileListing.Read(System.Text.Encoding.UTF8.GetBytes(text)).ShouldBeNull();
}
