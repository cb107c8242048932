using System.Security.Cryptography;
using System.Text;

namespace Ttca.Pipeline.Tests.Files;

public sealed class HashedReadTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ttca-read-");
    private readonly byte[] _content = [.. Enumerable.Range(0, 200_000).Select(i => (byte)(i * 7))];
    private readonly List<string?> _closed = [];

    public HashedReadTests() => File.WriteAllBytes(FilePath, _content);

    private string FilePath => Path.Combine(_folder.FullName, "file");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100_000)]
    [InlineData(200_000)]
    public void Hash_is_of_the_whole_file_however_much_was_read(int count)
    {
        using (var stream = Open())
        {
            var bytes = new byte[count];
            stream.ReadExactly(bytes);
            bytes.ShouldBe(_content[..count]);
        }

        _closed.ShouldBe([HashOf(_content)]);
    }

    [Fact]
    public void Reader_that_jumps_gets_the_bytes_of_what_is_hashed()
    {
        using (var stream = Open())
        {
            var end = new byte[8];
            stream.Seek(-8, SeekOrigin.End);
            stream.ReadExactly(end);
            end.ShouldBe(_content[^8..]);
            stream.Position = 0;
            stream.ReadExactly(end);
            end.ShouldBe(_content[..8]);
            stream.Length.ShouldBe(_content.Length);
        }

        _closed.ShouldBe([HashOf(_content)]);
    }

    [Fact]
    public void File_that_is_written_to_while_it_is_read_in_order_is_hashed_as_it_was_read()
    {
        byte[] read = new byte[_content.Length];
        using (var stream = Open())
        {
            stream.ReadExactly(read, 0, 100_000);
            Overwrite(new byte[_content.Length]);
            stream.ReadExactly(read, 100_000, 100_000);
        }

        read.ShouldBe([.. _content[..100_000], .. new byte[100_000]]);
        _closed.ShouldBe([HashOf(read)]);
    }

    // Judged by its stamp where that was settled when the file was hashed, by its content otherwise.
    [Theory]
    [InlineData(0)]
    [InlineData(60)]
    public void File_that_is_written_to_after_a_jump_has_no_hash(int secondsLater)
    {
        using (var stream = Open(secondsLater))
        {
            stream.Position = 5;
            stream.ReadByte();
            Overwrite(new byte[_content.Length]);
        }

        _closed.ShouldBe([null]);
    }

    [Fact]
    public void File_that_another_is_put_in_the_place_of_is_read_to_its_end_but_has_no_hash_after_a_jump()
    {
        using (var stream = Open(60))
        {
            stream.Position = 5;
            stream.ReadByte();
            File.WriteAllBytes(FilePath + ".new", new byte[_content.Length]);
            File.Move(FilePath + ".new", FilePath, overwrite: true);
            stream.ReadByte().ShouldBe(_content[6]);
        }

        // Its last link went, which is a change of the inode: nobody can tell that from content that was changed and changed back.
        _closed.ShouldBe([OperatingSystem.IsLinux() ? null : HashOf(_content)]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void File_that_grows_or_shrinks_while_it_is_read_has_no_hash(int by)
    {
        using (var stream = Open())
        {
            stream.ReadByte();
            using var file = new FileStream(FilePath, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            file.SetLength(_content.Length + by);
        }

        _closed.ShouldBe([null]);
    }

    private HashedRead Open(int secondsLater = 0) => new(FilePath, new LaterTime(TimeSpan.FromSeconds(secondsLater)), _closed.Add);

    private void Overwrite(byte[] bytes)
    {
        using var file = new FileStream(FilePath, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        file.Write(bytes);
    }

    private static string HashOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private sealed class LaterTime(TimeSpan later) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + later;
    }
}
