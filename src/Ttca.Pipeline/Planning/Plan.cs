namespace Ttca.Pipeline;

/// <summary>A checked graph of nodes, each after all that it needs.</summary>
public sealed class Plan
{
    private readonly Dictionary<Node, int> _positions;

    internal Plan(IReadOnlyList<Node> nodes, StageCatalog catalog)
    {
        Nodes = nodes;
        Catalog = catalog;
        _positions = nodes.Select((node, position) => (node, position)).ToDictionary(entry => entry.node, entry => entry.position);
    }

    /// <summary>All nodes, each after all that it needs.</summary>
    public IReadOnlyList<Node> Nodes { get; }

    internal StageCatalog Catalog { get; }

    /// <summary>The nodes of one stage, in the order of <see cref="Nodes"/>.</summary>
    public IReadOnlyList<Node> NodesOf(string stageName) => [.. Nodes.Where(node => node.StageName == stageName)];

    /// <summary>The given nodes and everything that they need, in the order of <see cref="Nodes"/>.</summary>
    /// <exception cref="ArgumentException">A node is not of this plan.</exception>
    public IReadOnlyList<Node> Closure(IEnumerable<Node> targets)
    {
        var included = new HashSet<Node>();
        var open = new Stack<Node>(targets);
        while (open.TryPop(out var node))
        {
            if (!_positions.ContainsKey(node))
            {
                throw new ArgumentException($"{node.Id} is not a node of this plan", nameof(targets));
            }

            if (included.Add(node))
            {
                foreach (var need in node.Needs)
                {
                    open.Push(need);
                }
            }
        }

        return [.. included.OrderBy(node => _positions[node])];
    }
}
