namespace Ttca.Reporting.Diagrams;

/// <summary>Groups of nodes and what each node needs: what a plan looks like, without saying how it is drawn.</summary>
/// <param name="Title">Of the picture.</param>
/// <param name="Summary">Below the title, such as the counts.</param>
/// <param name="Groups">In an order of the caller's; a group is drawn as one box, its nodes as rows.</param>
public sealed record Diagram(string Title, string Summary, IReadOnlyList<DiagramGroup> Groups)
{
    /// <summary>Text of a Graphviz graph; the same text for equal diagrams.</summary>
    /// <exception cref="ArgumentException">A node needs one that is in no group, or two nodes have one id.</exception>
    public string ToDot() => DotDiagram.Render(this);

    /// <summary>Text of a Mermaid flowchart; the same text for equal diagrams.</summary>
    /// <exception cref="ArgumentException">A node needs one that is in no group, or two nodes have one id.</exception>
    public string ToMermaid() => MermaidDiagram.Render(this);
}

/// <summary>Nodes of one kind.</summary>
/// <param name="Title">The kind, such as a stage.</param>
/// <param name="Nodes">At least one.</param>
public sealed record DiagramGroup(string Title, IReadOnlyList<DiagramNode> Nodes);

/// <summary>One node.</summary>
/// <param name="Id">Unlike any other of the diagram.</param>
/// <param name="Properties">What tells it from the others of its group; drawn as a row of a table.</param>
/// <param name="State">Decides its colour and sign.</param>
/// <param name="Reason">Why it is in that state, for people.</param>
/// <param name="Needs">Ids of the nodes that come before it.</param>
public sealed record DiagramNode(
    string Id, IReadOnlyList<DiagramProperty> Properties, NodeState State, string Reason, IReadOnlyList<string> Needs)
{
    /// <summary>Such as <c>members=50 seed=1</c>.</summary>
    public string Label => string.Join(' ', Properties.Select(property => $"{property.Name}={property.Value}"));
}

/// <summary>A name with its value, both short.</summary>
public sealed record DiagramProperty(string Name, string Value);

/// <summary>Whether a node's result can be used as it is.</summary>
public enum NodeState
{
    /// <summary>It can.</summary>
    UpToDate,

    /// <summary>It can't, for a reason of its own.</summary>
    Stale,

    /// <summary>Something that it needs is stale: whether it is, shows once that has run.</summary>
    Waiting,
}
