namespace Ttca.Pipeline.Tests.Files;

public sealed class FileListingTests
{
    private static readonly string One = new('1', 64);
    private static readonly string Two = new('2', 64);

    [Fact]
    public void Differences_are_told_by_name()
    {
        var before = new FileListing([new("same", One), new("changed", One), new("gone", One)]);
        var now = new FileListing([new("new", One), new("changed", Two), new("same", One)]);

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
        var listing = new FileListing([new(name, One)]);

        System.Text.Encoding.UTF8.GetString(listing.Text).ShouldBe(text.Replace("{0}", One, StringComparison.Ordinal));
        FileListing.Read(listing.Text)!.Files.ShouldBe(listing.Files);
    }

    [Theory]
    [InlineData("short")]
    [InlineData("\\")]
    public void Text_of_another_kind_is_no_listing(string text) =>
        FileListing.Read(System.Text.Encoding.UTF8.GetBytes(text)).ShouldBeNull();
}
