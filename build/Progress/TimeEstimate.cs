using Ttca.Pipeline;

namespace Ttca.Build.Progress;

/// <summary>Guesses how long the rest of a run takes, from how long nodes like those that remain took in this run and in earlier ones.</summary>
/// <param name="store">Holds what earlier runs have made; read when the first node is done, as a run with nothing to do needs no guess.</param>
/// <param name="plan">What runs.</param>
/// <param name="device"><c>cpu</c> or <c>cuda</c>.</param>
/// <param name="jobs">Nodes that run at once.</param>
public sealed class TimeEstimate(ArtifactStore store, Plan plan, string device, int jobs)
{
    private readonly Lazy<NodeCosts> costs = new(() => new NodeCosts(store.Actions(), device));

    public void Add(NodeResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        if (result.Outcome == NodeOutcome.Executed)
        {
            costs.Value.Add(result.Node, result.Action!);
        }
    }

    /// <summary>Null where a stage that remains has never run: there is nothing to go by.</summary>
    public TimeSpan? Left(IReadOnlyDictionary<Node, NodeResult> finished, IReadOnlyList<RunningNode> running)
    {
        ArgumentNullException.ThrowIfNull(running);
        var states = running.ToDictionary(state => state.Node);
        var remaining = plan.Nodes.Where(node => !finished.ContainsKey(node)).ToList();
        var seconds = new Dictionary<Node, double>(remaining.Count);
        foreach (var node in remaining)
        {
            if (costs.Value.Of(node) is not { } cost)
            {
                return null;
            }

            seconds[node] = states.TryGetValue(node, out var state) ? LeftOf(state, cost.Seconds) : cost.Seconds;
        }

        return TimeSpan.FromSeconds(Schedule.Length(remaining, node => seconds[node], states.ContainsKey, jobs));
    }

    private static double LeftOf(RunningNode state, double whole) =>
        state.Total > 0 ? whole * (1 - state.Share) : Math.Max(0, whole - state.Elapsed.TotalSeconds);
}
