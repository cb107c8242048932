using Ttca.Pipeline.ToyWorker;

namespace Ttca.Pipeline.Tests.Storage;

/// <summary>What people, synchronisers and other users leave in a store is named once, and no reader ends by it.</summary>
public sealed class StrangeFileTests : IDisposable
{
    private readonly ToyRun _toy = new();
    private readonly List<string> _warnings = [];

    public void Dispose() => _toy.Dispose();

    [Fact]
    public async Task Copies_folders_links_and_other_programs_files_are_named_once_and_passed_over_by_every_reader()
    {
        var first = await _toy.RunAsync(Chain());
        _toy.Store.WriteRun(new RunRecord
        {
            Experiment = "toy",
            Command = "run",
            Finished = DateTimeOffset.UnixEpoch,
            IsWhole = true,
            Nodes = [.. first.Nodes.Select(node => new RunNode(node.Node.Id, node.Node.StageName, node.Action!.Key))],
        });
        var record = _toy.ActionOf(first.Nodes[1]);
        var run = Directory.GetFiles(_toy.PathOf("store/runs")).Single();
        var (other, folder) = (
            _toy.PathOf($"store/actions/{new string('0', 64)}.json"), _toy.PathOf($"store/actions/{new string('f', 64)}.json"));
        string[] copies =
        [
            record.Replace(".json", " (copy).json", StringComparison.Ordinal),
            record.Replace(".json", ".sync-conflict-20260101-120000-ABCDEFG.json", StringComparison.Ordinal),
            _toy.PathOf("store/actions/.x.json.tmp"),
            other,
        ];
        string[] runs =
        [
            run.Replace(".json", " (copy).json", StringComparison.Ordinal),
            run.Replace("toy-", "toys-", StringComparison.Ordinal),
        ];
        Array.ForEach(copies, copy => File.Copy(record, copy));
        Array.ForEach(runs, copy => File.Copy(run, copy));
        Directory.CreateDirectory(folder);
        File.WriteAllText(_toy.PathOf("store/blobs/notes.txt"), "mine");
        File.WriteAllText(_toy.PathOf("store/code/notes.txt"), "mine");
        string[] strange = [.. copies, .. runs, folder, _toy.PathOf("store/blobs/notes.txt"), _toy.PathOf("store/code/notes.txt")];
        var store = ArtifactStore.Open(_toy.StoreFolder, TimeProvider.System, _warnings.Add);

        store.Actions().Select(action => action.Key).ShouldBe(first.Nodes.Select(node => node.Action!.Key), ignoreOrder: true);
        store.Actions().Count.ShouldBe(3);
        store.Runs().ShouldHaveSingleItem();
        _ = new NodeCosts(store.Actions(), "cpu");
        ArtifactExport.To(_toy.PathOf("results"), store, [first.Nodes[2].Action!.Stored]);
        ArtifactTrace.Of(_toy.PathOf("results/number.txt"), store).Nodes.Count.ShouldBe(3);
        PlanStatus.Of(Chain().Build(), store, _toy.Keys, new Lazy<IReadOnlyList<ActionRecord>>(store.Actions)).ShouldAllBe(
            status => status.IsUpToDate);
        var verified = StoreVerification.Run(store);
        GarbageCollector.Run(store, keep: 1, TimeSpan.Zero, isRehearsal: false).Removed.ShouldBeEmpty();
        (await _toy.RunAsync(Chain())).Count(NodeOutcome.Cached).ShouldBe(3);

        verified.Damages.ShouldBeEmpty();
        verified.Strange.ShouldBe(strange, ignoreOrder: true);
        strange.ShouldAllBe(path => Path.Exists(path));
        _warnings.ShouldBe(
        [
            $"{copies[2]} is no record of this store (it has another name than records have): passed over",
            $"{other} is no record of this store (it holds what belongs in {Path.GetFileName(record)}): passed over",
            $"{copies[0]} is no record of this store (it has another name than records have): passed over",
            $"{copies[1]} is no record of this store (it has another name than records have): passed over",
            $"{folder} is no record of this store (it is a folder): passed over",
            $"{runs[0]} is no record of this store (it holds what belongs in {Path.GetFileName(run)}): passed over",
            $"{runs[1]} is no record of this store (it holds what belongs in {Path.GetFileName(run)}): passed over",
        ], ignoreOrder: true);
    }

    /// <summary>Such as another user's; here it is locked, as permissions hold root back nowhere.</summary>
    [Fact]
    public async Task Record_that_the_system_keeps_back_is_named_and_its_node_runs_again()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "an open file can't be replaced there");
        var first = await _toy.RunAsync(Chain());
        var record = _toy.ActionOf(first.Nodes[1]);
        using var locked = new FileStream(record, FileMode.Open, FileAccess.Read, FileShare.None);
        var store = ArtifactStore.Open(_toy.StoreFolder, TimeProvider.System, _warnings.Add);

        store.Actions().Count.ShouldBe(2);
        var damage = StoreVerification.Run(store).Damages.ShouldHaveSingleItem();
        var result = await _toy.RunAsync(Chain());

        var finding =
            $"the record {record} can't be read (The process cannot access the file '{record}' because it is being used by "
                + $"another process)";
        _warnings.ShouldBe([$"{finding}: passed over"]);
        _toy.Observer.Warnings.ShouldBe([$"{finding}: its node runs again"]);
        (damage.Path, damage.Quarantine).ShouldBe((record, null));
        ToyRun.Outcomes(result).ShouldBe(["Source Cached", "RoundDown Executed", "Add Pruned"]);
        _toy.Store.Actions().Count.ShouldBe(3);
    }

    [Fact]
    public async Task Folder_in_a_records_or_a_blobs_place_is_put_aside_when_the_node_is_filed()
    {
        var first = await _toy.RunAsync(Chain());
        foreach (var path in new[] { _toy.ActionOf(first.Nodes[1]), _toy.BlobOf(first.Nodes[1]) })
        {
            File.Delete(path);
            Directory.CreateDirectory(path);
            File.WriteAllText(Path.Combine(path, "mine.txt"), "mine");
        }

        ToyRun.Outcomes(await _toy.RunAsync(Chain())).ShouldBe(["Source Cached", "RoundDown Executed", "Add Pruned"]);

        _toy.ValueOf(first.Nodes[1]).ShouldBe(5120);
        Directory.GetFiles(_toy.PathOf("store/quarantine"), "mine.txt", SearchOption.AllDirectories).Length.ShouldBe(2);
        StoreVerification.Run(_toy.Store).Damages.ShouldBeEmpty();
    }

    /// <summary>Source 5123 -> RoundDown(10) 5120 -> Add 5130.</summary>
    private static PlanBuilder Chain()
    {
        var plan = new PlanBuilder(ToyRun.Catalog);
        plan.Add(new Add(10) { To = plan.Add(new RoundDown(10) { Of = plan.Add(new Source(new SourceParameters { Value = 5123 })) }) });
        return plan;
    }
}
