using System.Text.RegularExpressions;
using Ttca.Pipeline;
using Ttca.Reporting.Diagrams;

namespace Ttca.Build.Inspection;

/// <summary>A plan with the status of its nodes, as a diagram with a box per stage.</summary>
public static partial class GraphPicture
{
    /// <param name="experiment">Name of the experiment.</param>
    /// <param name="statuses">Of every node of the plan, in its order.</param>
    public static Diagram Of(string experiment, IReadOnlyList<NodeStatus> statuses)
    {
        ArgumentNullException.ThrowIfNull(statuses);
        var groups = statuses.GroupBy(status => status.Node.StageName)
            .Select(stage => new DiagramGroup(stage.Key, [.. stage.Select(NodeOf)]));
        return new Diagram($"Plan of the experiment {experiment}", Summary(statuses), [.. groups]);
    }

    /// <summary>The counts, in one line.</summary>
    public static string Summary(IReadOnlyList<NodeStatus> statuses)
    {
        ArgumentNullException.ThrowIfNull(statuses);
        int stale = statuses.Count(status => !status.IsUpToDate);
        int stages = statuses.Select(status => status.Node.StageName).Distinct().Count();
        return $"{statuses.Count} nodes of {stages} stages: {statuses.Count - stale} up to date, {stale} stale";
    }

    private static DiagramNode NodeOf(NodeStatus status)
    {
        var state = status.IsUpToDate ? NodeState.UpToDate : status.OnlyFollows ? NodeState.Waiting : NodeState.Stale;
        return new DiagramNode(
            status.Node.Id,
            PropertiesOf(status.Node.Label),
            state,
            status.Reason,
            [.. status.Node.Needs.Select(need => need.Id).Distinct()]);
    }

    private static List<DiagramProperty> PropertiesOf(string label) =>
        [.. PropertyPattern().Matches(label).Select(match => new DiagramProperty(match.Groups[1].Value, match.Groups[2].Value))];

    /// <summary>A value goes on to the next name with its equals sign: it may hold spaces.</summary>
    [GeneratedRegex(@"(\S+?)=(.*?)(?= \S+?=|$)", RegexOptions.Singleline)]
    private static partial Regex PropertyPattern();
}
