using System.Text.Json;
using Ttca.Pipeline.ToyWorker;

namespace Ttca.Pipeline.Tests.Results;

public sealed class ArtifactExportTests : IDisposable
{
    private readonly ToyRun _toy = new();

    public void Dispose() => _toy.Dispose();

    [Fact]
    public async Task To_writes_the_files_once_and_again_only_where_they_differ()
    {
        var artifact = (await _toy.RunAsync(Constant(42))).Nodes[0].Action!.Stored;
        var target = _toy.PathOf("results/number.txt");

        ArtifactExport.To(_toy.PathOf("results"), _toy.Store, [artifact]).ShouldBe([target]);
        ArtifactExport.To(_toy.PathOf("results"), _toy.Store, [artifact]).ShouldBeEmpty();
        await File.WriteAllTextAsync(target, "43", TestContext.Current.CancellationToken);
        ArtifactExport.To(_toy.PathOf("results"), _toy.Store, [artifact]).ShouldBe([target]);

        (await File.ReadAllTextAsync(target, TestContext.Current.CancellationToken)).ShouldBe("42");
        Directory.GetFiles(_toy.PathOf("results")).ShouldBe([target]);
    }

    [Fact]
    public async Task To_of_a_damaged_artifact_names_the_node_and_the_next_run_makes_it_anew()
    {
        var first = (await _toy.RunAsync(Constant(42))).Nodes[0];
        await File.WriteAllTextAsync(_toy.BlobOf(first), "43", TestContext.Current.CancellationToken);

        var error = Should.Throw<ArtifactDamagedException>(() =>
            ArtifactExport.To(_toy.PathOf("results"), _toy.Store, [first.Action!.Stored]));
        var second = (await _toy.RunAsync(Constant(42))).Nodes[0];

        // SHA-256 of "43" from sha256sum
        error.Message.ShouldBe(
            $"number.txt of {first.Node.Id} is damaged in the store ({_toy.BlobOf(first)}: its SHA-256 is "
            + $"44cb730c420480a0477b505ae68af508fb90f96cf0ec54c6ad16949dd427f13a); "
                +
            "its record was dropped: run again to make just this node anew");
        second.Outcome.ShouldBe(NodeOutcome.Executed);
        _toy.ValueOf(second).ShouldBe(42);
        Directory.GetFiles(_toy.PathOf("store/quarantine")).Select(File.ReadAllText).ShouldBe(["43"]);    // nothing is deleted
    }

    [Fact]
    public async Task To_an_unwritable_folder_says_where_and_what_to_do()
    {
        var artifact = (await _toy.RunAsync(Constant(42))).Nodes[0].Action!.Stored;
        await File.WriteAllTextAsync(_toy.PathOf("results"), "a file, not a folder", TestContext.Current.CancellationToken);

        var error = Should.Throw<ExportException>(() => ArtifactExport.To(_toy.PathOf("results"), _toy.Store, [artifact]));

        error.Message.ShouldStartWith($"{_toy.PathOf("results/number.txt")} can't be written: ");
        error.Message.ShouldEndWith("; check permissions and free space, or choose another results folder");
    }

    [Fact]
    public async Task To_of_two_artifacts_with_one_name_and_different_contents_names_both()
    {
        var one = (await _toy.RunAsync(Constant(1))).Nodes[0].Action!.Stored;
        var two = (await _toy.RunAsync(Constant(2))).Nodes[0].Action!.Stored;

        Should.Throw<ExportException>(() => ArtifactExport.To(_toy.PathOf("results"), _toy.Store, [one, two])).Message.ShouldBe(
            $"{one.Node} and {two.Node} both have a file 'number.txt', with different contents: one of them must use another name");
    }

    [Fact]
    public async Task Provenance_names_key_parameters_inputs_outputs_and_code_of_each_node()
    {
        var builder = Constant(42);
        var source = builder.Add(new Source(new SourceParameters { Value = 42 }));
        var added = builder.Add(new Add(1) { To = source });
        var result = await _toy.RunAsync(builder);

        using var json = JsonDocument.Parse(Of(result).ToJson());

        json.RootElement.GetProperty("experiment").GetString().ShouldBe("toy");
        json.RootElement.GetProperty("command").GetString().ShouldBe("run it");
        json.RootElement.GetProperty("versions").GetProperty("commit").GetString().ShouldBe("1234");
        var node = json.RootElement.GetProperty("nodes")[1];
        node.GetProperty("node").GetString().ShouldBe(added.Id);
        node.GetProperty("key").GetString().ShouldBe(result.Nodes[1].Action!.Key);
        node.GetProperty("parameters").GetProperty("amount").GetInt32().ShouldBe(1);
        node.GetProperty("inputs").GetProperty("to")[0].GetString().ShouldBe(source.Id);
        node.GetProperty("outputs")[0].GetProperty("name").GetString().ShouldBe("number.txt");
        // of "43", from sha256sum
        node.GetProperty("outputs")[0]
            .GetProperty("sha256")
            .GetString()
            .ShouldBe("44cb730c420480a0477b505ae68af508fb90f96cf0ec54c6ad16949dd427f13a");
        node.GetProperty("outputs")[0].GetProperty("size").GetInt64().ShouldBe(2);
        node.GetProperty("fingerprint").GetString().ShouldBe(ToyRun.Fingerprint("1"));
        node.GetProperty("environment").GetProperty("threads").GetString().ShouldBe("1");
        node.GetProperty("device").GetString().ShouldBe("cpu");
        node.GetProperty("seconds").GetDouble().ShouldBeGreaterThanOrEqualTo(0);
    }

    [Fact]
    public async Task Provenance_of_a_cached_run_is_that_of_the_run_that_made_it()
    {
        var first = Of(await _toy.RunAsync(Constant(42))).ToJson();

        Of(await _toy.RunAsync(Constant(42))).ToJson().ShouldBe(first);
    }

    [Fact]
    public void EnsureWritable_removes_what_a_killed_run_left_half_written_and_nothing_else()
    {
        var folder = _toy.PathOf("results");
        Directory.CreateDirectory(Path.Combine(folder, "figures"));
        string Plant(LeaseOwner owner, string unique = "abc") => Path.Combine(folder, "figures", $".{owner.ToFileName()}.{unique}.tmp");
        var farAway = new LeaseOwner("far-away", "0123456789abcdef", 1, 0);
        var old = Plant(farAway, "old");
        var dead = Plant(LeaseOwner.This with { Process = int.MaxValue });
        string[] others =
        [
            Plant(LeaseOwner.This),
            Plant(farAway),
            Path.Combine(folder, "mine.tmp"),
            Path.Combine(folder, "figures", "a.svg"),
        ];
        foreach (var path in others.Append(dead).Append(old))
        {
            File.WriteAllText(path, "half");
        }

        File.SetLastWriteTimeUtc(old, DateTime.UtcNow.AddDays(-2));
        ArtifactExport.EnsureWritable(folder);

        Directory.GetFiles(folder, "*", SearchOption.AllDirectories).ShouldBe(others, ignoreOrder: true);
    }

    [Fact]
    public void EnsureWritable_of_a_folder_that_cannot_be_made_names_it()
    {
        File.WriteAllText(_toy.PathOf("file"), "");

        Should.Throw<ExportException>(() => ArtifactExport.EnsureWritable(_toy.PathOf("file/results"))).Message.ShouldStartWith(
            $"nothing can be written in {_toy.PathOf("file/results")}: ");
    }

    private static Provenance Of(RunResult result) =>
        Provenance.Of("toy", "run it", new Dictionary<string, string> { ["commit"] = "1234" }, result.Nodes);

    private static PlanBuilder Constant(int value)
    {
        var plan = new PlanBuilder(ToyRun.Catalog);
        plan.Add(new Source(new SourceParameters { Value = value }));
        return plan;
    }
}
