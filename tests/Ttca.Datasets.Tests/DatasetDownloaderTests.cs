using System.Net;
using System.Security.Cryptography;
using Ttca.Datasets;

namespace Ttca.Datasets.Tests;

public sealed class DatasetDownloaderTests : IDisposable
{
    private static readonly Uri Url = new("https://example.org/data.tar.gz");
    private static readonly byte[] Content = RandomNumberGenerator.GetBytes(300_000);
    private static readonly string Hash = Convert.ToHexStringLower(SHA256.HashData(Content));

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ttca-download-");
    private readonly ImpatientTime _time = new();

    private string Target => Path.Combine(_folder.FullName, $"sha256-{Hash}");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Fetch_stores_the_file_under_its_hash_and_nothing_else()
    {
        Fetch(new FakeServer(Content)).ShouldBe(Target);
        File.ReadAllBytes(Target).ShouldBe(Content);
        Files().ShouldBe([Target]);
    }

    [Fact]
    public void Fetch_of_what_is_there_asks_nobody()
    {
        var server = new FakeServer(Content);
        Fetch(server);
        Fetch(server);
        Fetch(Url, Hash.ToUpperInvariant(), server).ShouldBe(Target);
        server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public void Fetch_of_what_was_damaged_since_fetches_again()
    {
        Fetch(new FakeServer(Content));
        File.WriteAllBytes(Target, Content[..^1]);
        Fetch(new FakeServer(Content));
        File.ReadAllBytes(Target).ShouldBe(Content);
    }

    [Fact]
    public void Fetch_connection_cut_continues_where_it_was_cut()
    {
        var server = new FakeServer(Content).ThenCutAfter(100_000).ThenCutAfter(50_000);
        Fetch(server);
        File.ReadAllBytes(Target).ShouldBe(Content);
        server.Requests.ShouldBe(
        [
            $"{Url} range= if-range=",
            $"{Url} range=bytes=100000- if-range=\"1\"",
            $"{Url} range=bytes=150000- if-range=\"1\"",
        ]);
        _time.Pauses.ShouldBe([TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)]);
    }

    [Fact]
    public void Fetch_connection_cut_and_another_version_since_starts_again()
    {
        var server = new FakeServer(RandomNumberGenerator.GetBytes(200_000)).ThenCutAfter(100_000);
        server.Then(_ =>
        {
            (server.Content, server.Version) = (Content, "\"2\"");
            return new HttpResponseMessage(HttpStatusCode.ServiceUnavailable);
        });
        Fetch(server);
        File.ReadAllBytes(Target).ShouldBe(Content);
        server.Requests.Count.ShouldBe(3);
    }

    [Fact]
    public void Fetch_connection_cut_at_a_server_without_ranges_starts_again()
    {
        Fetch(new FakeServer(Content) { SupportsRanges = false }.ThenCutAfter(100_000));
        File.ReadAllBytes(Target).ShouldBe(Content);
    }

    [Fact]
    public void Fetch_continues_what_an_earlier_process_left()
    {
        File.WriteAllBytes(Target + ".0.part", Content[..123_456]);
        var server = new FakeServer(Content);
        Fetch(server);
        server.Requests.ShouldBe([$"{Url} range=bytes=123456- if-range="]);
        File.ReadAllBytes(Target).ShouldBe(Content);
    }

    [Fact]
    public void Fetch_takes_over_what_an_earlier_process_completed()
    {
        File.WriteAllBytes(Target + ".0.part", Content);
        var server = new FakeServer(Content);
        Fetch(server);
        server.Requests.ShouldBeEmpty();
        Files().ShouldBe([Target]);
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(400_000)]
    public void Fetch_leftover_of_another_version_starts_again(int length)
    {
        File.WriteAllBytes(Target + ".0.part", new byte[length]);
        Fetch(new FakeServer(Content));
        File.ReadAllBytes(Target).ShouldBe(Content);
        Files().ShouldBe([Target]);
    }

    [Fact]
    public void Fetch_while_another_process_fetches_uses_a_part_of_its_own()
    {
        using (new FileStream(Target + ".0.part", FileMode.Create, FileAccess.ReadWrite, FileShare.None))
        {
            Fetch(new FakeServer(Content));
            File.ReadAllBytes(Target).ShouldBe(Content);
        }
    }

    [Fact]
    public void Fetch_by_many_at_once_gives_each_the_whole_file()
    {
        Parallel.For(
            0,
            8,
            new ParallelOptions { MaxDegreeOfParallelism = 8 },
            _ => File.ReadAllBytes(Fetch(new FakeServer(Content))).ShouldBe(Content));
        Files().ShouldBe([Target]);
    }

    [Fact]
    public void Fetch_other_hash_says_what_came_where_that_shows() =>
        Refusal(new FakeServer([.. "\n<html><body>Sign in"u8])).ShouldStartWith($"{Url}: the SHA-256 of its 20 bytes (an HTML page) is ");

    [Fact]
    public void Fetch_other_hash_is_an_error_and_stores_nothing()
    {
        var other = new byte[] { 1, 2, 3 };
        Refusal(new FakeServer(other)).ShouldBe(
            $"{Url}: the SHA-256 of its 3 bytes is 039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81, expected "
            + $"{Hash}. Nothing was stored. "
            + "If the file was changed for a good reason, set dataset.sha256 to the new value; otherwise get it from another source.");
        File.Exists(Target).ShouldBeFalse();
    }

    [Fact]
    public void Fetch_busy_server_is_asked_again_when_it_says()
    {
        Fetch(
            new FakeServer(Content)
                .ThenStatus(HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(7))
                .ThenStatus(HttpStatusCode.BadGateway));
        _time.Pauses.ShouldBe([TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(2)]);
    }

    [Fact]
    public void Fetch_server_that_stays_away_is_an_error_after_seven_attempts()
    {
        var server = new FakeServer(Content);
        for (var i = 0; i < 7; i++)
        {
            server.ThenCutAfter(10_000);
        }

        Refusal(server).ShouldBe(
            $"{Url}: the connection failed: Connection reset by peer. That was attempt 7; 70000 bytes are kept. Run the same "
                + $"command again to continue.");
        server.Requests.Count.ShouldBe(7);
        Fetch(server);
        server.Requests[^1].ShouldBe($"{Url} range=bytes=70000- if-range=");
    }

    [Fact]
    public void Fetch_missing_file_is_an_error_at_once()
    {
        var server = new FakeServer(Content).ThenStatus(HttpStatusCode.NotFound);
        Refusal(server).ShouldBe(
            $"{Url}: the server answers 404 (Not Found). Check dataset.url, or download the file by other means and give its "
                + $"file:///... address.");
        server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public void Fetch_file_larger_than_the_disk_is_an_error_before_it_is_written()
    {
        Refusal(new FakeServer(Content).ThenLength(1L << 60)).ShouldMatch(
            $"^{Url}: no space left in {_folder.FullName}: 1152921504606846976 more bytes are needed, [0-9]+ are free. "
            + "Free some, or choose another folder with --data or TTCA_DATA. What has arrived is kept.$");
        new FileInfo(Target + ".0.part").Length.ShouldBe(0);
    }

    [Fact]
    public void Fetch_disk_that_becomes_full_is_an_error_that_says_so()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "Only Linux has a device that is always full.");
        File.CreateSymbolicLink(Target + ".0.part", "/dev/full");
        Refusal(new FakeServer(Content)).ShouldStartWith($"{Url}: no space left in {_folder.FullName}: ");
    }

    [Fact]
    public void Fetch_server_that_sends_more_than_it_announced_is_refused() =>
        Refusal(new FakeServer(Content).ThenLength(1000)).ShouldBe(
            $"{Url}: the server sends more than the 1000 bytes that are expected. Check dataset.url.");

    [Fact]
    public void Fetch_folder_that_cannot_be_written_is_an_error_that_names_it()
    {
        var file = Path.Combine(_folder.FullName, "file");
        File.WriteAllText(file, "");
        Should.Throw<DatasetException>(() => Fetch(Url, Hash, new FakeServer(Content), folder: Path.Combine(file, "data"))).Message
            .ShouldStartWith($"{Url}: can't be stored in {Path.Combine(file, "data")}: ");
    }

    [Fact]
    public void Fetch_local_file_is_copied()
    {
        var source = Path.Combine(_folder.CreateSubdirectory("source").FullName, "with space.bin");
        File.WriteAllBytes(source, Content);
        Fetch(new Uri(source), Hash).ShouldBe(Target);
        File.ReadAllBytes(Target).ShouldBe(Content);
    }

    [Fact]
    public void Fetch_local_file_that_is_not_there_is_an_error_with_its_name()
    {
        var missing = new Uri(Path.Combine(_folder.FullName, "none.tar.gz"));
        Should.Throw<DatasetException>(() => Fetch(missing, Hash)).Message.ShouldBe(
            $"{missing}: can't be read: Could not find file '{missing.LocalPath}'. Give the absolute path of a file: "
                + $"file:///folder/file.tar.gz.");
    }

    [Theory]
    [InlineData("http://example.org/data.tar.gz")]
    [InlineData("ftp://example.org/data.tar.gz")]
    [InlineData("data.tar.gz")]
    public void Fetch_other_kind_of_address_is_refused(string url) =>
        Should.Throw<DatasetException>(() => Fetch(new Uri(url, UriKind.RelativeOrAbsolute), Hash)).Message
            .ShouldBe($"{url}: only https and file addresses are accepted (https://host/file.tar.gz, file:///folder/file.tar.gz).");

    [Fact]
    public void Fetch_hash_that_is_none_is_refused() =>
        Should.Throw<DatasetException>(() => Fetch(Url, "c4a3...")).Message
            .ShouldBe($"{Url}: dataset.sha256 is 'c4a3...', expected 64 hexadecimal digits (sha256sum FILE prints them).");

    [Fact]
    public void Fetch_reports_how_far_it_is_from_where_it_continues()
    {
        File.WriteAllBytes(Target + ".0.part", Content[..1000]);
        var reports = new Reports();
        Fetch(Url, Hash, new FakeServer(Content), reports);
        reports.ShouldBe([new(1000, Content.Length), new(Content.Length, Content.Length)]);
    }

    [Fact]
    public void Fetch_cancelled_keeps_what_has_arrived()
    {
        using var cancellation = new CancellationTokenSource();
        var server = new FakeServer(Content).ThenCutAfter(1000).Then(_ =>
        {
            cancellation.Cancel();
            throw new OperationCanceledException(cancellation.Token);
        });
        Should.Throw<OperationCanceledException>(() =>
            new DatasetDownloader(_folder.FullName, server, _time).Fetch(Url, Hash, null, cancellation.Token));
        new FileInfo(Target + ".0.part").Length.ShouldBe(1000);
    }

    [Fact]
    public void Read_gives_what_was_read_of_the_file()
    {
        var length = new DatasetDownloader(_folder.FullName, new FakeServer(Content), _time).Read(
            Url, Hash.ToUpperInvariant(), (_, content) => LengthOf(content), null, TestContext.Current.CancellationToken);
        length.ShouldBe(Content.Length);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Read_of_a_file_that_is_changed_meanwhile_is_an_error_whatever_was_read(bool readable)
    {
        var server = new FakeServer(Content);
        var downloader = new DatasetDownloader(_folder.FullName, server, _time);

        Should.Throw<DatasetException>(
            () => downloader.Read(Url, Hash, Overwrite, null, TestContext.Current.CancellationToken)).Message.ShouldBe(
            $"input changed during the run: {Target} (from {Url}) was written to while it was read. Nothing of it is used. "
            + "Run the same command again; it is fetched anew if it isn't complete.");
        server.Requests.Count.ShouldBe(1);     // the next run may fetch again, this one is over

        int Overwrite(string path, Stream content)
        {
            File.WriteAllBytes(path, Content[1..]);
            return readable ? 1 : throw new DatasetException("not a complete archive");
        }
    }

    // Its size and time stay, and before and after it is read it is what it should be.
    [Fact]
    public void Read_of_a_file_that_is_other_only_while_it_is_read_is_an_error()
    {
        Should.Throw<DatasetException>(() => new DatasetDownloader(_folder.FullName, new FakeServer(Content), _time).Read(
            Url, Hash, ReadOther, null, TestContext.Current.CancellationToken)).Message
            .ShouldStartWith($"input changed during the run: {Target} (from {Url}) was written to while it was read.");

        int ReadOther(string path, Stream content)
        {
            var time = File.GetLastWriteTimeUtc(path);
            File.WriteAllBytes(path, [.. Content.Reverse()]);
            var length = LengthOf(content);
            File.WriteAllBytes(path, Content);
            File.SetLastWriteTimeUtc(path, time);
            return length;
        }
    }

    [Fact]
    public void Read_of_a_file_that_is_wrong_but_unchanged_says_what_is_wrong() =>
        Should.Throw<DatasetException>(() => new DatasetDownloader(_folder.FullName, new FakeServer(Content), _time).Read<int>(
            Url, Hash, (_, _) => throw new DatasetException("not a complete archive"), null, TestContext.Current.CancellationToken))
            .Message.ShouldBe("not a complete archive");

    private string Fetch(FakeServer server) => Fetch(Url, Hash, server);

    private string Fetch(
        Uri url, string hash, FakeServer? server = null, IProgress<DownloadProgress>? progress = null, string? folder = null) =>
        new DatasetDownloader(folder ?? _folder.FullName, server, _time).Fetch(url, hash, progress, TestContext.Current.CancellationToken);

    private static int LengthOf(Stream content)
    {
        using var copy = new MemoryStream();
        content.CopyTo(copy);
        return (int)copy.Length;
    }

    private string Refusal(FakeServer server) => Should.Throw<DatasetException>(() => Fetch(server)).Message;

    private string[] Files() => Directory.GetFiles(_folder.FullName);

    private sealed class Reports : List<DownloadProgress>, IProgress<DownloadProgress>
    {
        public void Report(DownloadProgress value) => Add(value);
    }
}
