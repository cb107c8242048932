using Ttca.Pipeline.ToyWorker;

namespace Ttca.Pipeline.Tests.Running;

/// <summary>Guards against growth that isn't linear. What a plan costs is measured by Ttca.Pipeline.Benchmarks.</summary>
public sealed class ScaleTests : IDisposable
{
    private readonly ToyRun _toy = new();

    public void Dispose() => _toy.Dispose();

    /// <summary>The bound is fifty times that of the benchmark, for machines that do other things too.</summary>
    [Fact]
    public async Task A_thousand_nodes_up_to_date_run_nothing_and_take_no_time()
    {
        _toy.Jobs = 4;
        (await _toy.RunAsync(Layers(100))).Count(NodeOutcome.Executed).ShouldBe(1001);

        var result = await _toy.RunAsync(Layers(100));

        result.Count(NodeOutcome.Cached).ShouldBe(1001);
        result.Seconds.ShouldBeLessThan(10);
    }

    /// <summary>In bytes allocated by this thread, which no other test and no load of the machine can change.</summary>
    [Fact]
    public void Plan_with_its_keys_grows_with_the_number_of_nodes()
    {
        CostOfKeys(10);     // what is made once

        var growth = (double)CostOfKeys(400) / CostOfKeys(100);

        growth.ShouldBeInRange(3, 5);   // 4; 16 where every node looked at every other
    }

    private long CostOfKeys(int width)
    {
        var keys = _toy.Keys;
        var artifact = new StoredArtifact(
            "node", new string('0', 64), new Artifact([new ArtifactFile("number.txt", new string('0', 64), 1)]));
        _ = artifact.Artifact.Hash;
        var before = GC.GetAllocatedBytesForCurrentThread();
        var plan = Layers(width).Build();
        foreach (var node in plan.Nodes)
        {
            keys.Of(node, _ => artifact);
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    /// <summary>
    /// Ten layers: sources, then in turn nodes of one input and joins of three; and a node that reads the whole last layer.
    /// </summary>
    private static PlanBuilder Layers(int width)
    {
        var plan = new PlanBuilder(ToyRun.Catalog);
        var previous = Enumerable.Range(0, width).Select(i => plan.Add(new Source(new SourceParameters { Value = i }))).ToList();
        for (var layer = 1; layer < 10; layer++)
        {
            var last = previous;
            previous = [.. Enumerable.Range(0, width).Select(i => layer % 2 == 1
                ? plan.Add(new Add((1000 * layer) + i) { To = last[i] })
                : plan.Add(new Sum { Of = [last[i], last[(i + 1) % width], last[(i + (width / 2)) % width]] }))];
        }

        plan.Add(new Sum { Of = previous });
        return plan;
    }
}
