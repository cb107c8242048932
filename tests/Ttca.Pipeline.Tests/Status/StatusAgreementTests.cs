using CsCheck;
using Ttca.Pipeline.ToyWorker;

namespace Ttca.Pipeline.Tests.Status;

/// <summary>What Status says before a run is what the run then does.</summary>
public sealed class StatusAgreementTests
{
    /// <summary>What happens to a plan and its store between two runs.</summary>
    private enum Change
    {
        Value,
        Amount,
        Code,
        Environment,
        LoseBlob,
        DamageBlob,
        DamageRecord,
        Nothing,
    }

    private sealed record Scene(int Value, int Amount)
    {
        public string Code { get; set; } = "1";

        public string Threads { get; set; } = "1";
    }

    [Fact]
    public void Status_names_exactly_the_nodes_that_the_run_executes_and_those_it_saves_by_early_cutoff() =>
        Gen.Select(Gen.Enum<Change>(), Gen.Int[0, 5]).Array[1, 4].Sample(changes =>
        {
            using var toy = new ToyRun { Jobs = 1 };
            var scene = new Scene(40, 1);
            var last = Run(toy, scene);
            foreach (var (change, which) in changes)
            {
                scene = Apply(change, which, scene, toy, last);
                Prepare(toy, scene);
                var statuses = PlanStatus.Of(PlanOf(scene).Build(), toy.Store, toy.Keys, new(toy.Store.Actions), IsRead).ToDictionary(
                    status => status.Node.Id);
                last = Run(toy, scene);
                if (!last.Nodes.All(result => Agree(statuses[result.Node.Id], result, last)))
                {
                    return false;
                }
            }

            return true;
        }, iter: 100, threads: 1, print: changes => string.Join(", ", changes.Select(change => $"{change.Item1} {change.Item2}")));

    private static bool Agree(NodeStatus status, NodeResult result, RunResult run) => result.Outcome switch
    {
        NodeOutcome.Cached => status.IsUpToDate || IsSavedByItsReaders(status, run),
        NodeOutcome.Executed or NodeOutcome.Pruned => !status.IsUpToDate,
        _ => false,
    };

    /// <summary>A damaged result runs again for those that read it: early cutoff may have saved them all.</summary>
    private static bool IsSavedByItsReaders(NodeStatus status, RunResult run) =>
        status.Reasons.All(reason => reason.Cause == StaleCause.Damaged)
        && run.Nodes
            .Where(other => other.Node.Needs.Any(need => need.Id == status.Node.Id))
            .All(reader => reader.Outcome != NodeOutcome.Executed);

    /// <summary>As a run of the build program reads its figures and tables.</summary>
    private static bool IsRead(Node node) => node.StageName == nameof(Sum);

    private static RunResult Run(ToyRun toy, Scene scene)
    {
        Prepare(toy, scene);
        var plan = PlanOf(scene).Build();
        var settings = new RunSettings { Jobs = 1, DataDirectory = toy.Folder.FullName, IsRead = IsRead };
        return PipelineRun.Start(
            plan,
            plan.Nodes,
            toy.Store,
            toy.Keys,
            new InProcessExecutor(ToyRun.Catalog, TimeProvider.System),
            settings,
            toy.Observer,
            CancellationToken.None)
            .Completion.GetAwaiter().GetResult();
    }

    private static void Prepare(ToyRun toy, Scene scene)
    {
        toy.CodeOf["RoundDown"] = scene.Code;
        toy.Environment["threads"] = scene.Threads;
    }

    private static Scene Apply(Change change, int which, Scene scene, ToyRun toy, RunResult last)
    {
        var node = last.Nodes[which % last.Nodes.Count];
        switch (change)
        {
            case Change.Value:
                return scene with { Value = scene.Value + which };
            case Change.Amount:
                return scene with { Amount = scene.Amount + which };
            case Change.Code:
                return scene with { Code = $"{which}" };
            case Change.Environment:
                return scene with { Threads = $"{which}" };
            case Change.LoseBlob:
                File.Delete(toy.BlobOf(node));
                return scene;
            case Change.DamageBlob:
                Flip(toy.BlobOf(node));
                return scene;
            case Change.DamageRecord:
                Flip(toy.ActionOf(node));
                return scene;
            default:
                return scene;
        }
    }

    private static void Flip(string path)
    {
        if (File.Exists(path))
        {
            var bytes = File.ReadAllBytes(path);
            bytes[^1] ^= 1;
            File.WriteAllBytes(path, bytes);
        }
    }

    /// <summary>Two sources, rounded and not, each with an amount added, and their sum.</summary>
    private static PlanBuilder PlanOf(Scene scene)
    {
        var plan = new PlanBuilder(ToyRun.Catalog);
        var source = plan.Add(new Source(new SourceParameters { Value = scene.Value }));
        var rounded = plan.Add(new RoundDown(10) { Of = source });
        var added = plan.Add(new Add(scene.Amount) { To = rounded });
        var other = plan.Add(new Add(100) { To = plan.Add(new Source(new SourceParameters { Value = 7 })) });
        plan.Add(new Sum { Of = [added, other] });
        return plan;
    }
}
