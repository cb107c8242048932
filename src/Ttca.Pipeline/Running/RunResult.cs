using System.Globalization;

namespace Ttca.Pipeline;

/// <summary>How a node came out of a run.</summary>
public enum NodeOutcome
{
    /// <summary>It ran.</summary>
    Executed,

    /// <summary>Its result was there.</summary>
    Cached,

    /// <summary>Its result was there although something before it ran: that gave equal bytes (early cutoff).</summary>
    Pruned,

    /// <summary>It ran, or couldn't start, and failed.</summary>
    Failed,

    /// <summary>It needs a node that failed, or the run was stopped before its end.</summary>
    Skipped,
}

/// <summary>What became of one node.</summary>
/// <param name="Node">The node.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Seconds">What this run spent on it.</param>
/// <param name="Action">Its record, where it is up to date now.</param>
/// <param name="Failure">Why it isn't, where it isn't.</param>
public sealed record NodeResult(Node Node, NodeOutcome Outcome, double Seconds, ActionRecord? Action = null, NodeFailure? Failure = null)
{
    /// <summary>Whether its artifact can be used.</summary>
    public bool IsUpToDate => Outcome is NodeOutcome.Executed or NodeOutcome.Cached or NodeOutcome.Pruned;
}

/// <summary>What became of a run.</summary>
/// <param name="Nodes">In the order of the plan.</param>
/// <param name="Seconds">Wall-clock time.</param>
public sealed record RunResult(IReadOnlyList<NodeResult> Nodes, double Seconds)
{
    /// <summary>Whether every node is up to date.</summary>
    public bool IsComplete => Nodes.All(node => node.IsUpToDate);

    /// <summary>The nodes that failed; those skipped because of them are not among them.</summary>
    public IReadOnlyList<NodeResult> Failures => [.. Nodes.Where(node => node.Outcome == NodeOutcome.Failed)];

    /// <summary>Number of nodes that ended so.</summary>
    public int Count(NodeOutcome outcome) => Nodes.Count(node => node.Outcome == outcome);

    /// <summary>For machines: <c>nodes: total=57 executed=12 cached=45 pruned=0 failed=0 skipped=0 seconds=41.3</c>.</summary>
    public string Summary => string.Create(
        CultureInfo.InvariantCulture,
        $"nodes: total={Nodes.Count} executed={Count(NodeOutcome.Executed)} cached={Count(NodeOutcome.Cached)} " +
        $"pruned={Count(NodeOutcome.Pruned)} failed={Count(NodeOutcome.Failed)} skipped={Count(NodeOutcome.Skipped)} "
        + $"seconds={Seconds:0.0}");
}
