namespace Ttca.EndToEnd.Tests;

public sealed class FolderContentsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ttca-contents-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Equal_folders_have_no_difference() =>
        Of(("a", "1\n"), ("b/c", "2\n")).DifferenceTo(Of(("a", "1\n"), ("b/c", "2\n"))).ShouldBeNull();

    [Fact]
    public void Difference_names_the_files_and_the_first_line()
    {
        string few = new('x', 200), many = few + "y" + few;
        var expected = Of(("gone", ""), ("long", $"{many}\n"), ("same", "1"), ("text", "one\ntwo\nthree\n"), ("picture", "P\0one"));
        var actual = Of(
            ("long", $"{many.Replace('y', 'z')}\n"), ("more", ""), ("same", "1"), ("text", "one\n2\nthree\n"), ("picture", "P\0two!"));

        actual.DifferenceTo(expected).ShouldBe($"""
            5 of 5 files differ:
              gone is missing
              long, line 1: is ...'{few[..60]}z{few[..59]}'..., should be ...'{few[..60]}y{few[..59]}'...
              more should not be there
              picture: byte 2 is the first of 6 that differs from the expected 5
              text, line 2: is '2', should be 'two'
            """);
    }

    [Fact]
    public void Difference_of_many_files_stays_short()
    {
        var expected = Of([.. Enumerable.Range(0, 40).Select(i => ($"{i:00}", "1"))]);

        string difference = Of(("00", "1")).DifferenceTo(expected)!;

        difference.ShouldStartWith("39 of 40 files differ:\n  01 is missing\n");
        difference.ShouldEndWith("\n  10 is missing\n  and 29 more");
    }

    private FolderContents Of(params (string Name, string Content)[] files)
    {
        string root = _folder.CreateSubdirectory(Guid.NewGuid().ToString("N")).FullName;
        foreach (var (name, content) in files)
        {
            string path = Path.Combine(root, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, content);
        }

        return FolderContents.Of(root);
    }
}
