using System.Text.Json;

namespace Ttca.Pipeline;

/// <summary>Collects nodes; nothing runs. Equal (stage, parameters, inputs) is one node, however often it is added.</summary>
/// <param name="catalog">The stages and codecs that workers will know.</param>
public sealed class PlanBuilder(StageCatalog catalog)
{
    private const int ShortestHash = 6;
    private readonly Dictionary<string, Node> _byIdentity = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Node> _byId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _problemsById = new(StringComparer.Ordinal);

    /// <summary>
    /// Adds a stage with its parameters and inputs, or finds the equal node. What is wrong with it, <see cref="Build"/> says.
    /// </summary>
    public Node<T> Add<T>(IStage<T> stage)
    {
        ArgumentNullException.ThrowIfNull(stage);
        var definition = catalog.FindStage(stage.GetType().Name) is { } known && known.Type == stage.GetType()
            ? known
            : StageDefinition.TryFrom(stage.GetType())!;
        var problems = new List<string>();
        var text = definition.ReadParameters(stage, withLocations: false, problems).Span;
        var textOfAll = definition.ReadParameters(stage, withLocations: true, []).Span;
        var parameters = JsonElement.Parse(text);
        var allParameters = textOfAll.SequenceEqual(text) ? parameters : JsonElement.Parse(textOfAll);
        var inputs = definition.Inputs.Select(input => (Input: input, Nodes: input.NodesOf(stage))).ToList();
        var identity = Identity(definition, parameters, inputs);
        for (var other = 2; _byIdentity.TryGetValue(identity, out var equal); other++)
        {
            if (!ReadsOtherFiles(equal.Definition, allParameters))
            {
                return (Node<T>)equal;
            }

            identity = Identity(definition, parameters, inputs, other);
        }

        var set = inputs.Select(input => new NodeInput(input.Input.Name, [.. input.Nodes.OfType<Node>()])).ToList();
        var node = new Node<T>(
            ShortId(definition.Name, identity),
            definition.Name,
            new NodeDefinition(this, definition, stage, identity, parameters, allParameters, set));
        problems.AddRange(inputs.SelectMany(input => InputProblems(input.Input, input.Nodes)));
        problems.AddRange(StageProblems(definition));
        _byIdentity.Add(identity, node);
        _byId.Add(node.Id, node);
        _problemsById.Add(node.Id, problems);
        return node;
    }

    /// <summary>Checks everything that was added.</summary>
    /// <exception cref="PlanException">
    /// Lists every problem: inputs and parameters that aren't set, nodes of another plan, missing codecs, cycles.
    /// </exception>
    public Plan Build()
    {
        var problems = new List<string>();
        foreach (var (id, found) in _problemsById)
        {
            problems.AddRange(found.Select(problem => $"{id}: {problem}"));
        }

        var needs = _byId.ToDictionary(node => node.Key, node => CurrentNeeds(node.Value, problems), StringComparer.Ordinal);
        var order = GraphCheck.Order(_byId.Keys, id => needs[id], problems);
        if (problems.Count > 0)
        {
            throw new PlanException("The plan", problems);
        }

        var nodes = order.Select(id => _byId[id]).ToList();
        NodeLabels.Assign(nodes);
        return new Plan(nodes, catalog);
    }

    /// <summary>
    /// Where files lie is no part of it, so that a node is the same wherever that is; of nodes that only this tells apart, the second says
    /// so.
    /// </summary>
    private static string Identity(
        StageDefinition definition,
        JsonElement parameters,
        IEnumerable<(StageInput Input, IReadOnlyList<Node?> Nodes)> inputs,
        int number = 1) =>
        CanonicalJson.Hash(json =>
        {
            json.WriteStartObject();
            if (number > 1)
            {
                json.WriteNumber("files", number);
            }

            json.WriteStartObject("inputs");
            foreach (var (input, nodes) in inputs.OrderBy(input => input.Input.Name, StringComparer.Ordinal))
            {
                CanonicalJson.WriteStrings(input.Name, nodes.Select(node => node?.Definition.Identity), json);
            }

            json.WriteEndObject();
            json.WritePropertyName("parameters");
            CanonicalJson.Write(parameters, json);
            json.WriteString("stage", definition.Type.FullName);
            json.WriteEndObject();
        });

    /// <summary>Six digits are read easily; where two nodes of a stage share them, the later one gets more.</summary>
    private string ShortId(string stage, string identity)
    {
        var length = ShortestHash;
        while (_byId.ContainsKey($"{stage}-{identity[..length]}"))
        {
            length += 2;
        }

        return $"{stage}-{identity[..length]}";
    }

    private IEnumerable<string> InputProblems(StageInput input, IReadOnlyList<Node?> nodes)
    {
        for (var i = 0; i < nodes.Count; i++)
        {
            var name = input.IsList ? $"{input.Name}[{i}]" : input.Name;
            if (nodes[i] is not { } node)
            {
                yield return $"input '{(input.IsList && nodes.Count == 1 ? input.Name : name)}' isn't set";
            }
            else if (node.Definition.Owner != this)
            {
                yield return $"input '{name}' is {node.Id} of another plan";
            }
        }

        if (catalog.FindCodec(input.Artifact) is null)
        {
            yield return $"input '{input.Name}' is a {input.Artifact.Name}, for which there is no IArtifactCodec<{input.Artifact.Name}>";
        }
    }

    private static bool ReadsOtherFiles(NodeDefinition equal, JsonElement allParameters) =>
        equal.Stage is IReadsFiles { Files: not null } && !JsonElement.DeepEquals(equal.AllParameters, allParameters);

    private IEnumerable<string> StageProblems(StageDefinition definition)
    {
        if (catalog.FindStage(definition.Name)?.Type != definition.Type)
        {
            yield return $"stage {definition.Type.FullName} is not in the catalog; give its assembly to StageCatalog.From";
        }

        if (catalog.FindCodec(definition.Output) is null)
        {
            yield return $"it makes a {definition.Output.Name}, for which there is no IArtifactCodec<{definition.Output.Name}>";
        }

        foreach (var problem in definition.Problems)
        {
            yield return problem;
        }
    }

    /// <summary>What the stage refers to now: a list that was changed after its node was added could even close a cycle.</summary>
    private List<string> CurrentNeeds(Node node, List<string> problems)
    {
        var definition = node.Definition;
        var current = definition.StageDefinition.Inputs
            .SelectMany(input => input.NodesOf(definition.Stage)).OfType<Node>().Where(input => input.Definition.Owner == this).ToList();
        if (!current.SequenceEqual(node.Needs.Where(input => input.Definition.Owner == this)))
        {
            problems.Add($"{node.Id}: its list of inputs was changed after it was added to the plan");
        }

        return [.. current.Select(input => input.Id)];
    }
}
