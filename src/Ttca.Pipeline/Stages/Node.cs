using System.Text.Json;

namespace Ttca.Pipeline;

/// <summary>A stage with its parameters and inputs: one step of a plan. Made by <see cref="PlanBuilder.Add{T}"/>.</summary>
public abstract class Node
{
    private readonly NodeDefinition? _definition;

    private protected Node(string id, string stageName, NodeDefinition? definition)
    {
        Id = id;
        StageName = stageName;
        _definition = definition;
    }

    /// <summary>Readable, and the same in every run of the same plan: <c>ExtractProxy-3f2a91</c>.</summary>
    public string Id { get; }

    /// <summary>Name of the stage's class.</summary>
    public string StageName { get; }

    /// <summary>
    /// The parameters that tell this node from others of its stage, own or inherited from inputs: <c>members=50 seed=1</c>.
    /// </summary>
    public string Label { get; internal set; } = "";

    /// <summary>The inputs by name, in alphabetical order.</summary>
    public IReadOnlyList<NodeInput> Inputs => Definition.Inputs;

    /// <summary>All nodes that it reads, in the order of <see cref="Inputs"/>.</summary>
    public IEnumerable<Node> Needs => Definition.Inputs.SelectMany(input => input.Nodes);

    /// <summary>What counts for the key: all parameters but those marked <see cref="LocationAttribute"/>.</summary>
    public JsonElement Parameters => Definition.KeyParameters;

    /// <summary>The stage that was given to <see cref="PlanBuilder.Add{T}"/>.</summary>
    public object Stage => Definition.Stage;

    internal NodeDefinition Definition => _definition
        ?? throw new InvalidOperationException($"{Id} is a handle inside a running stage: it can be loaded, not inspected");

    /// <summary>Id and label, as messages show it.</summary>
    public override string ToString() => Label.Length == 0 ? Id : $"{Id} ({Label})";
}

/// <summary>A node that makes a <typeparamref name="T"/>. Within a stage: the handle of an input.</summary>
/// <typeparam name="T">Type of the artifact.</typeparam>
public sealed class Node<T> : Node
{
    internal Node(string id, string stageName, NodeDefinition? definition)
        : base(id, stageName, definition)
    {
    }
}

/// <summary>One input property of a node.</summary>
/// <param name="Name">Property name in kebab-case.</param>
/// <param name="Nodes">One node, or the nodes of a list, or none where an optional input isn't set.</param>
public sealed record NodeInput(string Name, IReadOnlyList<Node> Nodes);

/// <summary>
/// What the plan knows of a node; handles inside a running stage have none. The identity is a SHA-256 over stage, parameters and the
/// identities of the inputs: equal identity is one node.
/// </summary>
/// <param name="Owner">Whoever made it, and takes no other's nodes as inputs.</param>
internal sealed record NodeDefinition(
    object Owner,
    StageDefinition StageDefinition,
    object Stage,
    string Identity,
    JsonElement KeyParameters,
    JsonElement AllParameters,
    IReadOnlyList<NodeInput> Inputs);
