namespace Ttca.Reporting.Diagrams;

/// <summary>An end of a line: a node, or its whole group where <see cref="Node"/> is null.</summary>
internal sealed record LinkEnd(DiagramGroup Group, DiagramNode? Node);

/// <summary>One line: from what is needed to what needs it.</summary>
internal sealed record Link(LinkEnd From, LinkEnd To)
{
    /// <summary>Of the source: what a line carries is as stale as where it comes from.</summary>
    public NodeState State => From.Node?.State
        ?? (From.Group.Nodes.All(node => node.State == NodeState.UpToDate) ? NodeState.UpToDate
            : From.Group.Nodes.Any(node => node.State == NodeState.Stale) ? NodeState.Stale : NodeState.Waiting);
}

/// <summary>
/// The lines of a diagram, as few as say the same: where every node of a group needs something, one line goes to the group; where a
/// node needs every node of a group, one line comes from the group. Without this a plan of 141 nodes has 400 lines, and nobody follows one.
/// </summary>
internal static class DiagramLinks
{
    public static IReadOnlyList<Link> Of(Diagram diagram)
    {
        var owners = Owners(diagram);
        var links = new List<Link>();
        foreach (var target in diagram.Groups)
        {
            var needs = target.Nodes.SelectMany(node => node.Needs.Distinct().Select(id => (From: Find(owners, node, id), To: node)));
            foreach (var pair in needs.GroupBy(need => need.From.Group))
            {
                links.AddRange(Between(pair.Key, target, [.. pair.Select(need => (need.From.Node, need.To))]));
            }
        }

        return links;
    }

    private static Dictionary<string, (DiagramGroup Group, DiagramNode Node)> Owners(Diagram diagram)
    {
        var owners = new Dictionary<string, (DiagramGroup, DiagramNode)>(StringComparer.Ordinal);
        foreach (var (group, node) in diagram.Groups.SelectMany(group => group.Nodes.Select(node => (group, node))))
        {
            if (!owners.TryAdd(node.Id, (group, node)))
            {
                throw new ArgumentException($"two nodes have the id '{node.Id}'", nameof(diagram));
            }
        }

        return owners;
    }

    private static (DiagramGroup Group, DiagramNode Node) Find(
        Dictionary<string, (DiagramGroup, DiagramNode)> owners, DiagramNode node, string id) =>
        owners.TryGetValue(id, out var owner)
            ? owner
            : throw new ArgumentException($"{node.Id} needs '{id}', which is in no group", nameof(owners));

    private static IEnumerable<Link> Between(DiagramGroup from, DiagramGroup to, IReadOnlyList<(DiagramNode From, DiagramNode To)> pairs)
    {
        // A group of one is its node: a line to the box of one row would say less than a line to the row.
        var wholeTo = to.Nodes.Count > 1
            ? pairs.GroupBy(pair => pair.From).Where(group => group.Count() == to.Nodes.Count).Select(group => group.Key).ToHashSet()
            : [];
        var wholeFrom = from.Nodes.Count > 1
            ? pairs.GroupBy(pair => pair.To).Where(group => group.Count() == from.Nodes.Count).Select(group => group.Key).ToHashSet()
            : [];
        if (wholeFrom.Count == to.Nodes.Count)
        {
            return [new Link(new LinkEnd(from, null), to.Nodes.Count > 1 ? new LinkEnd(to, null) : new LinkEnd(to, to.Nodes[0]))];
        }

        return
        [
            .. from.Nodes.Where(wholeTo.Contains).Select(node => new Link(new LinkEnd(from, node), new LinkEnd(to, null))),
            .. to.Nodes.Where(wholeFrom.Contains).Select(node => new Link(new LinkEnd(from, null), new LinkEnd(to, node))),
            .. pairs.Where(pair => !wholeTo.Contains(pair.From) && !wholeFrom.Contains(pair.To))
                .Select(pair => new Link(new LinkEnd(from, pair.From), new LinkEnd(to, pair.To))),
        ];
    }
}
