namespace Ttca.Pipeline;

/// <summary>
/// Guesses how long the rest of a run takes, from how long nodes like those that remain took in this run and in earlier ones. A guess is no
/// part of the work: what can't be read for it is told once, and from then on there is none.
/// </summary>
/// <param name="store">
/// Holds what earlier runs have made; read when the first node is done, as a run with nothing to do needs no guess.
/// </param>
/// <param name="plan">What runs.</param>
/// <param name="device"><c>cpu</c> or <c>cuda</c>.</param>
/// <param name="jobs">Nodes that run at once.</param>
public sealed class TimeEstimate(ArtifactStore store, Plan plan, string device, int jobs)
{
    /// <summary>The rest of the plan is scheduled anew no more often: with many nodes that takes longer than one of them.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private NodeCosts? _costs;
    private bool _isLost;
    private (TimeSpan? Left, long At)? _latest;

    /// <summary>A node is done.</summary>
    /// <param name="result">How it came out.</param>
    /// <param name="warn">Told once where there can be no guess.</param>
    public void Add(NodeResult result, Action<string> warn)
    {
        ArgumentNullException.ThrowIfNull(result);
        if (result.Outcome == NodeOutcome.Executed)
        {
            Guess(costs => costs.Add(result.Node, result.Action!), warn);
        }
    }

    /// <summary>Null where a stage that remains has never run: there is nothing to go by. Up to two seconds old.</summary>
    /// <param name="finished">What is done.</param>
    /// <param name="running">What runs now.</param>
    /// <param name="warn">Told once where there can be no guess.</param>
    public TimeSpan? Left(IReadOnlyDictionary<Node, NodeResult> finished, IReadOnlyList<RunningNode> running, Action<string> warn)
    {
        ArgumentNullException.ThrowIfNull(finished);
        ArgumentNullException.ThrowIfNull(running);
        lock (_gate)
        {
            if (_latest is not var (left, at) || store.Time.GetElapsedTime(at) >= Pace)
            {
                left = null;
                Guess(costs => left = Schedule(costs, finished, running), warn);
                _latest = (left, store.Time.GetTimestamp());
            }

            return left;
        }
    }

    private TimeSpan? Schedule(NodeCosts costs, IReadOnlyDictionary<Node, NodeResult> finished, IReadOnlyList<RunningNode> running)
    {
        var states = running.ToDictionary(state => state.Node);
        var remaining = plan.Nodes.Where(node => !finished.ContainsKey(node)).ToList();
        var seconds = new Dictionary<Node, double>(remaining.Count);
        foreach (var node in remaining)
        {
            if (costs.Of(node) is not { } cost)
            {
                return null;
            }

            seconds[node] = states.TryGetValue(node, out var state) ? LeftOf(state, cost.Seconds) : cost.Seconds;
        }

        return TimeSpan.FromSeconds(Pipeline.Schedule.Length(remaining, node => seconds[node], states.ContainsKey, jobs));
    }

    private static double LeftOf(RunningNode state, double whole) =>
        state.Total > 0 ? whole * (1 - state.Share) : Math.Max(0, whole - state.Elapsed.TotalSeconds);

    private void Guess(Action<NodeCosts> use, Action<string> warn)
    {
        lock (_gate)
        {
            if (_isLost)
            {
                return;
            }

            try
            {
                use(_costs ??= new NodeCosts(store.Actions(), device));
            }
#pragma warning disable CA1031 // whatever is wrong with what is on record, the run goes on
            catch (Exception error)
#pragma warning restore CA1031
            {
                _isLost = true;
                warn($"how long the rest takes can't be told: {error.Message}");
            }
        }
    }
}
