using Ttca.Pipeline.ToyWorker;

namespace Ttca.Pipeline.Tests.Maintenance;

public sealed class StoreVerificationTests : IDisposable
{
    private readonly ToyRun _toy = new();

    public void Dispose() => _toy.Dispose();

    [Fact]
    public async Task Store_after_a_run_is_intact()
    {
        await FillAsync();

        var result = StoreVerification.Run(_toy.Store);

        result.Damages.ShouldBeEmpty();
        (result.Records, result.Blobs, result.Unused).ShouldBe((3, 3, 0));
    }

    [Fact]
    public async Task One_flipped_byte_in_any_file_is_found_and_the_next_run_makes_the_same_store_again()
    {
        await FillAsync();
        var intact = Contents();
        var random = new Random(1);
        foreach (var (path, bytes) in intact)
        {
            var damaged = (byte[])bytes.Clone();
            damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            await File.WriteAllBytesAsync(path, damaged, TestContext.Current.CancellationToken);
            if (Path.GetFileName(path) == "format.json")
            {
                Should.Throw<StoreException>(() => _toy.Store).Message.ShouldStartWith(
                    $"which format the store has can't be read from {path} (");
                await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);
                continue;
            }

            var found = StoreVerification.Run(_toy.Store).Damages.ShouldHaveSingleItem();
            found.Path.ShouldBe(path);
            // nothing is deleted
            (await File.ReadAllBytesAsync(found.Quarantine!, TestContext.Current.CancellationToken)).ShouldBe(damaged);
            // it is out of the way
            StoreVerification.Run(_toy.Store).Damages.Where(damage => damage.Finding != "it is missing").ShouldBeEmpty();

            await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task Flipped_byte_in_a_listing_of_files_is_found()
    {
        await File.WriteAllTextAsync(_toy.PathOf("photo"), "content", TestContext.Current.CancellationToken);
        var builder = new PlanBuilder(ToyRun.Catalog);
        builder.Add(new FileLength(_toy.PathOf("photo")));
        await _toy.RunAsync(builder);
        var path = Directory.EnumerateFiles(_toy.Store.Listings.Directory).ShouldHaveSingleItem();
        var bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        bytes[3] ^= 1;
        await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);

        StoreVerification.Run(_toy.Store).Damages.ShouldHaveSingleItem().ToString()
            .ShouldBe($"a listing of files that a stage read: its SHA-256 isn't its name ({path}, now {Quarantined(path)})");
    }

    [Fact]
    public async Task Every_byte_of_a_record_is_under_its_seal()
    {
        var first = await FillAsync();
        var path = _toy.ActionOf(first.Nodes[0]);
        var bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] ^= 0x20;           // case of letters, spaces to zeros: what a parser might not notice
            Should.Throw<System.Text.Json.JsonException>(() => SealedJson.Read(bytes, RecordJson.Default.ActionRecord), $"byte {i}");
            bytes[i] ^= 0x20;
        }

        SealedJson.Read(bytes, RecordJson.Default.ActionRecord).Key.ShouldBe(first.Nodes[0].Action!.Key);
    }

    [Fact]
    public async Task Damaged_and_missing_files_are_named_with_node_and_stage_and_only_they_run_again()
    {
        var first = await FillAsync();
        var (damaged, missing) = (_toy.BlobOf(first.Nodes[0]), _toy.BlobOf(first.Nodes[2]));
        await File.WriteAllTextAsync(damaged, "6666", TestContext.Current.CancellationToken);
        File.Delete(missing);

        var lines = StoreVerification.Run(_toy.Store).Damages.Select(damage => damage.ToString());

        lines.ShouldBe(
        [
            // printf 6666 | sha256sum
            $"number.txt of {first.Nodes[0].Node}, stage Source: its SHA-256 is "
                + $"d7697570462f7562b83e81258de0f1e41832e98072e44c36ec8efec46786e24e ({damaged}, now {Quarantined(damaged)})",
            $"number.txt of {first.Nodes[2].Node}, stage Add: it is missing ({missing})",
        ]);
        ToyRun.Outcomes(await _toy.RunAsync(Chain())).ShouldBe(["Source Executed", "RoundDown Pruned", "Add Executed"]);
        StoreVerification.Run(_toy.Store).Damages.ShouldBeEmpty();
    }

    [Fact]
    public async Task Damaged_record_of_a_finished_run_is_named_with_its_node_and_stage()
    {
        var first = await FillAsync();
        _toy.Store.WriteRun(new RunRecord
        {
            Experiment = "toy",
            Command = "run",
            Finished = DateTimeOffset.UnixEpoch,
            Nodes = [.. first.Nodes.Select(node => new RunNode(node.Node.Id, node.Node.StageName, node.Action!.Key))],
        });
        var path = _toy.ActionOf(first.Nodes[1]);
        await File.WriteAllTextAsync(path, "{}", TestContext.Current.CancellationToken);

        StoreVerification.Run(_toy.Store).Damages.ShouldHaveSingleItem().ToString()
            .ShouldBe($"the record of {first.Nodes[1].Node.Id}, stage RoundDown: its checksum is wrong ({path}, now {Quarantined(path)})");
    }

    [Fact]
    public async Task What_a_killed_run_left_behind_is_no_damage()
    {
        await FillAsync();
        _toy.Store.WriteBlob("orphan.txt", stream => stream.Write("left"u8));
        await File.WriteAllTextAsync(Path.Combine(_toy.StoreFolder, "tmp", "half"), "ha", TestContext.Current.CancellationToken);

        var result = StoreVerification.Run(_toy.Store);

        result.Damages.ShouldBeEmpty();
        result.Unused.ShouldBe(1);
    }

    private string Quarantined(string path) =>
        Path.Combine(
            _toy.StoreFolder,
            "quarantine",
            $"{Path.GetRelativePath(_toy.StoreFolder, path).Split(Path.DirectorySeparatorChar)[0]}-{Path.GetFileName(path)}");

    private Task<RunResult> FillAsync() => _toy.RunAsync(Chain());

    private SortedDictionary<string, byte[]> Contents() => new(
        Directory.EnumerateFiles(_toy.StoreFolder, "*", SearchOption.AllDirectories).ToDictionary(path => path, File.ReadAllBytes),
        StringComparer.Ordinal);

    /// <summary>Source 5123 -> RoundDown(10) 5120 -> Add 5130.</summary>
    private static PlanBuilder Chain()
    {
        var plan = new PlanBuilder(ToyRun.Catalog);
        plan.Add(new Add(10) { To = plan.Add(new RoundDown(10) { Of = plan.Add(new Source(new SourceParameters { Value = 5123 })) }) });
        return plan;
    }
}
