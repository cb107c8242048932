using System.Collections.Concurrent;
using Ttca.Pipeline;

namespace Ttca.Build.Progress;

/// <summary>Guesses how long the rest of a run takes, from how long nodes of the same stage took in this run and in earlier ones.</summary>
public sealed class TimeEstimate(ArtifactStore store, Plan plan, int jobs)
{
    private readonly ConcurrentDictionary<string, (double Seconds, int Count)> thisRun = new();
    private readonly Lazy<IReadOnlyDictionary<string, double>> earlier = new(() => store.Actions()
        .GroupBy(action => action.Material.Stage)
        .ToDictionary(stage => stage.Key, stage => stage.Average(action => action.Seconds)));

    public void Add(NodeResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        if (result.Outcome == NodeOutcome.Executed)
        {
            thisRun.AddOrUpdate(result.Node.StageName, (result.Action!.Seconds, 1), (_, sum) => (sum.Seconds + result.Action.Seconds, sum.Count + 1));
        }
    }

    /// <summary>Null where a stage that remains has never run: there is nothing to go by.</summary>
    public TimeSpan? Left(IReadOnlyDictionary<Node, NodeResult> finished, IReadOnlyList<RunningNode> running)
    {
        ArgumentNullException.ThrowIfNull(running);
        var shares = running.ToDictionary(state => state.Node, state => state.Share);
        double seconds = 0;
        foreach (var node in plan.Nodes.Where(node => !finished.ContainsKey(node)))
        {
            if (Of(node.StageName) is not { } whole)
            {
                return null;
            }

            seconds += whole * (1 - shares.GetValueOrDefault(node));
        }

        return TimeSpan.FromSeconds(seconds / jobs);
    }

    private double? Of(string stage) =>
        thisRun.TryGetValue(stage, out var sum) ? sum.Seconds / sum.Count
        : earlier.Value.TryGetValue(stage, out double mean) ? mean
        : null;
}
