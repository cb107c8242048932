namespace Ttca.Pipeline;

/// <summary>What nodes that are to run may take and make, all together.</summary>
/// <param name="Seconds">Wall-clock time, with nodes side by side as far as jobs and their order allow.</param>
/// <param name="Bytes">Size of all their artifacts.</param>
/// <param name="JudgedBy">How many nodes that ran it is the mean of.</param>
/// <param name="ByStageAlone">Nodes of which only others of their stage are known, with other parameters: there it may be far off.</param>
/// <param name="Unknown">Stages that never ran, with the number of their nodes; these count as nothing in the other figures.</param>
public sealed record RunEstimate(
    double Seconds, double Bytes, int JudgedBy, int ByStageAlone, IReadOnlyList<(string Stage, int Nodes)> Unknown)
{
    /// <summary>Judges by what is known.</summary>
    /// <param name="nodes">What is to run, each after those of them that it needs; what else they need is there.</param>
    /// <param name="costs">What is known.</param>
    /// <param name="jobs">Nodes that run at once.</param>
    public static RunEstimate Of(IReadOnlyList<Node> nodes, NodeCosts costs, int jobs)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        ArgumentNullException.ThrowIfNull(costs);
        var known = nodes.Select(node => (Node: node, Cost: costs.Of(node)))
            .Where(entry => entry.Cost is not null)
            .ToDictionary(entry => entry.Node, entry => entry.Cost!);
        return new RunEstimate(
            Schedule.Length(nodes, node => known.TryGetValue(node, out var cost) ? cost.Seconds : 0, _ => false, jobs),
            known.Values.Sum(cost => cost.Bytes),
            known.Values.DistinctBy(cost => cost.Kind).Sum(cost => cost.Nodes),
            known.Count(entry => entry.Value.Kind == entry.Key.StageName),
            [
                .. nodes.Where(node => !known.ContainsKey(node))
                    .CountBy(node => node.StageName)
                    .OrderBy(stage => stage.Key, StringComparer.Ordinal)
                    .Select(stage => (stage.Key, stage.Value)),
            ]);
    }
}
