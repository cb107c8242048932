using System.Text.Json;
using Ttca.Pipeline.ToyWorker;

namespace Ttca.Pipeline.Tests.Storage;

/// <summary>Stores are shared and downloaded: what their records say must not reach a file that isn't the store's.</summary>
public sealed class HostileRecordTests : IDisposable
{
    private readonly ToyRun _toy = new();
    private readonly string _victim;

    public HostileRecordTests()
    {
        Directory.CreateDirectory(_toy.PathOf("w"));
        _victim = _toy.PathOf("w/victim.json");
        File.WriteAllText(_victim, "precious");
    }

    public void Dispose() => _toy.Dispose();

    [Theory]
    [InlineData("name", "number.txt", "../../../w/escaped.txt")]
    [InlineData("name", "number.txt", "/tmp/escaped.txt")]
    [InlineData("name", "number.txt", "..\\\\escaped.txt")]
    [InlineData("name", "number.txt", "a/CON.txt")]
    [InlineData("name", "number.txt", "number.txt\\n")]
    [InlineData("sha256", null, "VICTIM")]
    [InlineData("sha256", null, "../../../w/victim.json")]
    [InlineData("key", null, "../../w/victim")]
    [InlineData("fingerprint", null, "../../w/victim")]
    [InlineData("node", null, "../../w/victim")]
    public async Task Record_that_names_a_file_elsewhere_is_damaged_and_nothing_is_written_or_removed_there(
        string member, string? old, string value)
    {
        var first = await _toy.RunAsync(Chain());
        var record = _toy.ActionOf(first.Nodes[1]);
        value = value.Replace("VICTIM", _victim, StringComparison.Ordinal);
        Resealed.Edit(
            record,
            json => System.Text.RegularExpressions.Regex.Replace(
                json, $"\"{member}\": \"{old ?? "[^\"]*"}\"", $"\"{member}\": \"{value}\""));
        var store = _toy.Store;

        store.Actions().Count.ShouldBe(2);
        var result = await _toy.RunAsync(Chain());
        ArtifactExport.To(
            _toy.PathOf("results/a/b"),
            store,
            result.Nodes.Take(2).Where(node => node.Outcome == NodeOutcome.Executed).Select(node => node.Action!.Stored));

        _toy.Observer.Warnings.ShouldHaveSingleItem().ShouldStartWith($"the record {record} is damaged (");
        ToyRun.Outcomes(result).ShouldBe(["Source Cached", "RoundDown Executed", "Add Pruned"]);
        OnlyVictimIsElsewhere("results", "store", "w");
    }

    [Theory]
    [InlineData("\"seconds\": [^,]*,", "\"seconds\": 1e999,")]
    [InlineData("\"seconds\": [^,]*,", "\"seconds\": -1,")]
    [InlineData("\"size\": [0-9]*", "\"size\": -1")]
    [InlineData("\"size\": [0-9]*", "\"size\": 9223372036854775807")]
    [InlineData("\"parameters\": \\{[^}]*\\}", "\"parameters\": 1")]
    [InlineData("\"log\": \\[\\]", "\"log\": [null]")]
    [InlineData("\"label\": \"[^\"]*\"", "\"label\": null")]
    [InlineData("\"seed\": ", "\"seed\": 1, \"seed\": ")]
    [InlineData("\"outputs\": \\[", "\"outputs\": [null,")]
    [InlineData("\"outputs\": \\[([^]]*)\\]", "\"outputs\": [$1,$1]")]
    public async Task Record_with_impossible_values_is_damaged_and_no_reader_ends_by_it(string pattern, string replacement)
    {
        var first = await _toy.RunAsync(Chain());
        var record = _toy.ActionOf(first.Nodes[1]);
        Resealed.Edit(record, json => System.Text.RegularExpressions.Regex.Replace(json, pattern, replacement));

        _toy.Store.Actions().Count.ShouldBe(2);
        _ = RunEstimate.Of(first.Nodes.Select(node => node.Node).ToList(), new NodeCosts(_toy.Store.Actions(), "cpu"), jobs: 1);
        Status().Select(status => status.IsUpToDate).ShouldBe([true, false, false]);
        StoreVerification.Run(_toy.Store).Damages.ShouldContain(damage => damage.Path == record && damage.Quarantine != null);
    }

    [Fact]
    public async Task Record_that_lies_about_a_size_is_quarantined_and_its_node_runs_again()
    {
        var first = await _toy.RunAsync(Chain());
        var record = _toy.ActionOf(first.Nodes[1]);
        Resealed.Edit(record, json => json.Replace("\"size\": 4", "\"size\": 5", StringComparison.Ordinal));

        Status()[1].Reasons.ShouldHaveSingleItem().Text.ShouldBe(
            $"its number.txt is damaged in the store: it has 4 bytes, not 5 ({_toy.BlobOf(first.Nodes[1])})");
        StoreVerification.Run(_toy.Store).Damages.ShouldHaveSingleItem().ShouldBe(new StoreDamage(
            record,
            $"the record of {first.Nodes[1].Node.Id}",
            "its number.txt has 4 bytes, not 5",
            Path.Combine(_toy.StoreFolder, "quarantine", "actions-" + Path.GetFileName(record))));
        ToyRun.Outcomes(await _toy.RunAsync(Chain())).ShouldBe(["Source Cached", "RoundDown Executed", "Add Pruned"]);
    }

    [Fact]
    public async Task Records_that_name_each_other_in_a_circle_are_estimated_and_traced()
    {
        var first = await _toy.RunAsync(Chain());
        var (source, last) = (first.Nodes[0].Action!, first.Nodes[2].Action!);
        _toy.Store.WriteAction(source with
        {
            Material = source.Material with
            {
                Inputs = new Dictionary<string, IReadOnlyList<KeyInput>>
                {
                    ["of"] = [new KeyInput(last.Node, last.Stored.Artifact.Hash, last.Key)],
                },
            },
        });
        ArtifactExport.To(_toy.PathOf("results"), _toy.Store, [last.Stored]);

        new NodeCosts(_toy.Store.Actions(), "cpu").Of(first.Nodes[2].Node).ShouldNotBeNull();
        ArtifactTrace.Of(_toy.PathOf("results/number.txt"), _toy.Store).Nodes.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Chain_of_a_hundred_thousand_records_ends_no_reader()
    {
        var action = (await _toy.RunAsync(Chain())).Nodes[0].Action!;
        var records = Enumerable.Range(0, 100_000).Select(i => action with
        {
            Key = Digest(i),
            Material = action.Material with
            {
                Inputs = new Dictionary<string, IReadOnlyList<KeyInput>> { ["of"] = [new KeyInput("Source-1", "", Digest(i + 1))] },
            },
        }).ToList();

        new NodeCosts(records, "cpu").ShouldNotBeNull();

        static string Digest(int i) => i.ToString("x64", System.Globalization.CultureInfo.InvariantCulture);
    }

    [Theory]
    [InlineData("../../w/victim")]
    [InlineData("..")]
    [InlineData("")]
    public async Task Run_whose_experiment_is_a_path_is_damaged(string experiment)
    {
        var first = await _toy.RunAsync(Chain());
        _toy.Store.WriteRun(RunOf(first));
        var path = Directory.GetFiles(_toy.PathOf("store/runs")).ShouldHaveSingleItem();
        Resealed.Edit(path, json => json.Replace("\"toy\"", $"\"{experiment}\"", StringComparison.Ordinal));

        _toy.Store.Runs().ShouldBeEmpty();

        StoreVerification.Run(_toy.Store).Damages.ShouldHaveSingleItem().Quarantine.ShouldBe(
            Path.Combine(_toy.StoreFolder, "quarantine", "runs-" + Path.GetFileName(path)));
        Should.Throw<ArgumentException>(() => RunOf(first) with { Experiment = experiment });
        OnlyVictimIsElsewhere("store", "w");
    }

    [Theory]
    [InlineData("actions")]
    [InlineData("blobs")]
    [InlineData("runs")]
    [InlineData("tmp")]
    [InlineData("quarantine")]
    [InlineData("blobs/aa")]
    public void Store_whose_folders_lead_out_of_it_is_refused(string folder)
    {
        var path = Path.Combine(_toy.MadeStore.Directory, folder);
        if (Directory.Exists(path))
        {
            Directory.Delete(path);
        }

        Directory.CreateSymbolicLink(path, _toy.PathOf("w"));

        Should.Throw<StoreException>(() => _toy.Store).Message.ShouldBe(
            $"the store in {_toy.StoreFolder} isn't used: {path} is a link, through which files elsewhere would be written and removed; " +
            "put the folder itself there, or give the whole store another place (--store)");
        OnlyVictimIsElsewhere("store", "w");
    }

    [Fact]
    public async Task Link_in_a_blobs_place_is_damage_and_what_it_leads_to_stays()
    {
        var first = await _toy.RunAsync(Chain());
        var blob = _toy.BlobOf(first.Nodes[1]);
        File.Delete(blob);
        File.CreateSymbolicLink(blob, _victim);

        _toy.Store.FindDamage(first.Nodes[1].Action!.Stored.Artifact)!.Value.Finding.ShouldBe("it is a link");
        StoreVerification.Run(_toy.Store).Strange.ShouldBe([blob]);
        ToyRun.Outcomes(await _toy.RunAsync(Chain())).ShouldBe(["Source Cached", "RoundDown Executed", "Add Pruned"]);

        _toy.Observer.Warnings[0].ShouldBe(
            $"number.txt of {first.Nodes[1].Node.Id} is damaged (it is a link) in the store ({blob}): the node runs again");
        _toy.ValueOf(first.Nodes[1]).ShouldBe(5120);
        OnlyVictimIsElsewhere("store", "w");
    }

    [Fact]
    public void Record_larger_than_any_program_writes_is_not_read()
    {
        var path = _toy.MadeStore.ActionPath(new string('a', 64));
        using (var file = File.Create(path))
        {
            file.SetLength(1L << 40);       // a hole: no disk is used
        }

        string? warning = null;
        _toy.Store.Find(new string('a', 64), line => warning = line).ShouldBeNull();

        warning.ShouldBe(
            $"the record {path} is damaged (it has 1099511627776 bytes, more than the 268435456 that a record may have): its node "
                + $"runs again");
    }

    [Fact]
    public async Task Pipe_in_a_files_place_holds_nobody_up()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs mkfifo");
        var first = await _toy.RunAsync(Chain());
        var (record, blob) = (_toy.ActionOf(first.Nodes[1]), _toy.BlobOf(first.Nodes[2]));
        foreach (var path in new[] { record, blob })
        {
            File.Delete(path);
            System.Diagnostics.Process.Start("mkfifo", path).WaitForExit();
        }

        _toy.Store.Actions().Count.ShouldBe(2);
        StoreVerification.Run(_toy.Store).Damages.Select(damage => damage.Path).ShouldBe([record, blob]);
    }

    [Fact]
    public void Job_with_a_path_for_a_key_is_no_job() =>
        Should.Throw<Exception>(
            () => JsonSerializer.Deserialize("""{"node":"Toy-1","stage":"Toy","key":"../x","files":[]}""", WorkerJson.Default.JobInput))
            .Message.ShouldBe("'../x' is no SHA-256 of 64 hexadecimal digits in lower case");

    private static RunRecord RunOf(RunResult result) => new()
    {
        Experiment = "toy",
        Command = "run",
        Finished = DateTimeOffset.UnixEpoch,
        Nodes = [.. result.Nodes.Select(node => new RunNode(node.Node.Id, node.Node.StageName, node.Action!.Key))],
    };

    private IReadOnlyList<NodeStatus> Status()
    {
        var store = _toy.Store;
        return PlanStatus.Of(Chain().Build(), store, _toy.Keys, new Lazy<IReadOnlyList<ActionRecord>>(store.Actions));
    }

    private void OnlyVictimIsElsewhere(params string[] folders)
    {
        File.ReadAllText(_victim).ShouldBe("precious");
        Directory.GetFileSystemEntries(_toy.PathOf("w")).ShouldBe([_victim]);
        Directory.GetFileSystemEntries(_toy.Folder.FullName).Select(Path.GetFileName).Order().ShouldBeSubsetOf(folders);
    }

    /// <summary>Source 5123 -> RoundDown(10) 5120 -> Add 5130.</summary>
    private static PlanBuilder Chain()
    {
        var plan = new PlanBuilder(ToyRun.Catalog);
        plan.Add(new Add(10) { To = plan.Add(new RoundDown(10) { Of = plan.Add(new Source(new SourceParameters { Value = 5123 })) }) });
        return plan;
    }
}
