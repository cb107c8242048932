using System.Text.Json;
using Ttca.Pipeline.ToyWorker;

namespace Ttca.Pipeline.Tests.Results;

public sealed class ArtifactTraceTests : IDisposable
{
    private readonly ToyRun _toy = new();

    public void Dispose() => _toy.Dispose();

    [Fact]
    public async Task Trace_names_every_node_behind_a_file_from_the_data_on()
    {
        var result = await _toy.RunAsync(Chain(extra: true));
        var file = Export(result.Nodes.Single(node => node.Node.StageName == nameof(Add)));

        var trace = ArtifactTrace.Of(file, _toy.Store);

        trace.Nodes.Select(node => node.Stage).ShouldBe(["Source", "RoundDown", "Add"]);
        trace.Nodes
            .Select(node => node.Key)
            .ShouldBe(result.Nodes.Where(node => node.Node.StageName != nameof(Draw)).Select(node => node.Action!.Key));
        trace.Missing.ShouldBeEmpty();
        using var json = JsonDocument.Parse(trace.ToJson());
        json.RootElement.GetProperty("file").GetString().ShouldBe(file);
        json.RootElement.GetProperty("nodes")[2].GetProperty("parameters").GetProperty("amount").GetInt32().ShouldBe(10);
    }

    [Fact]
    public async Task Trace_after_early_cutoff_names_the_result_that_was_really_read()
    {
        var first = await _toy.RunAsync(Chain());
        _toy.CodeOf["Source"] = "2";
        var second = await _toy.RunAsync(Chain());

        var trace = ArtifactTrace.Of(Export(second.Nodes[2]), _toy.Store);

        trace.Nodes[0].Fingerprint.ShouldBe(ToyRun.Fingerprint("1"));
        trace.AlsoMade.ShouldHaveSingleItem().Fingerprint.ShouldBe(ToyRun.Fingerprint("2"));
        trace.Code[ToyRun.Fingerprint("1")].Parts["assembly Toys"].ShouldBe("1.0.0.0");
        File.Delete(_toy.ActionOf(first.Nodes[0]));
        // made the same bytes
        ArtifactTrace.Of(Export(second.Nodes[2]), _toy.Store).Nodes[0].Fingerprint.ShouldBe(ToyRun.Fingerprint("2"));
    }

    [Fact]
    public async Task Trace_says_which_records_are_gone()
    {
        var result = await _toy.RunAsync(Chain());
        File.Delete(_toy.ActionOf(result.Nodes[0]));

        var trace = ArtifactTrace.Of(Export(result.Nodes[2]), _toy.Store);

        trace.Nodes.Select(node => node.Stage).ShouldBe(["RoundDown", "Add"]);
        trace.Missing.ShouldBe([result.Nodes[0].Node.Id]);
    }

    [Fact]
    public async Task File_that_was_edited_is_not_traced()
    {
        var file = Export((await _toy.RunAsync(Chain())).Nodes[2]);
        await File.WriteAllTextAsync(file, "edited", TestContext.Current.CancellationToken);

        Should.Throw<StoreException>(() => ArtifactTrace.Of(file, _toy.Store)).Message.ShouldBe(
            $"{file} isn't as any node in {_toy.StoreFolder} made it: it is no result, or was edited, or made in another store "
                + $"(--store), or its record was collected");
    }

    private string Export(NodeResult result)
    {
        ArtifactExport.To(_toy.PathOf("results"), _toy.Store, [result.Action!.Stored]);
        return _toy.PathOf("results/number.txt");
    }

    private static PlanBuilder Chain(bool extra = false)
    {
        var plan = new PlanBuilder(ToyRun.Catalog);
        plan.Add(new Add(10) { To = plan.Add(new RoundDown(10) { Of = plan.Add(new Source(new SourceParameters { Value = 5123 })) }) });
        if (extra)
        {
            plan.Add(new Draw(1));
        }

        return plan;
    }
}
