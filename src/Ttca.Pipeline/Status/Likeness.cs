using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Ttca.Pipeline;

/// <summary>Which nodes are alike but for the seed, so that one tells how long another takes.</summary>
/// <param name="records">Of earlier nodes.</param>
internal sealed class Likeness(IEnumerable<ActionRecord> records)
{
    private const string Seed = "seed";
    private const string Unknown = "?";

    private readonly Dictionary<string, ActionRecord> _records = records
        .DistinctBy(record => record.Key)
        .ToDictionary(record => record.Key, StringComparer.Ordinal);
    private readonly Dictionary<string, string> _setupsOfRecords = new(StringComparer.Ordinal);
    private readonly Dictionary<Node, IReadOnlyList<string>> _kindsOfNodes = [];

    /// <summary>
    /// Names of the groups that an earlier node belongs to, the smallest first: same set-up, same parameters, same stage.
    /// </summary>
    public IReadOnlyList<string> Of(ActionRecord record) =>
        [SetupOf(record.Key), ParametersOf(record.Material.Stage, record.Material.Parameters), record.Material.Stage];

    /// <summary>The same for a node of a plan.</summary>
    public IReadOnlyList<string> Of(Node node)
    {
        if (!_kindsOfNodes.TryGetValue(node, out var kinds))
        {
            var parameters = ParametersOf(node.StageName, node.Parameters);
            var inputs = node.Inputs.Select(input => (input.Name, input.Nodes.Select(need => Of(need)[0])));
            _kindsOfNodes[node] = kinds = [SetupOf(parameters, inputs), parameters, node.StageName];
        }

        return kinds;
    }

    private string SetupOf(string key)
    {
        if (!_records.TryGetValue(key, out var record) || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            return Unknown;
        }

        if (!_setupsOfRecords.TryGetValue(key, out var setup))
        {
            _setupsOfRecords[key] = Unknown;     // records may name each other in a circle
            var parameters = ParametersOf(record.Material.Stage, record.Material.Parameters);
            var inputs = record.Material.Inputs.Select(input => (input.Key, input.Value.Select(from => SetupOf(from.Key))));
            _setupsOfRecords[key] = setup = SetupOf(parameters, inputs);
        }

        return setup;
    }

    /// <summary>Inputs that differ in the seed alone are one kind; how many there are counts.</summary>
    private static string SetupOf(
        string parameters, IEnumerable<(string Name, IEnumerable<string> Setups)> inputs) => CanonicalJson.Hash(json =>
    {
        json.WriteStartObject();
        json.WriteString(nameof(parameters), parameters);
        foreach (var (name, setups) in inputs.OrderBy(input => input.Name, StringComparer.Ordinal))
        {
            CanonicalJson.WriteStrings(name, setups.Order(StringComparer.Ordinal), json);
        }

        json.WriteEndObject();
    });

    private static string ParametersOf(string stage, JsonElement parameters) => CanonicalJson.Hash(json =>
    {
        json.WriteStartObject();
        json.WriteString(nameof(stage), stage);
        foreach (var member in parameters
            .EnumerateObject()
            .Where(member => member.Name != Seed)
            .OrderBy(member => member.Name, StringComparer.Ordinal))
        {
            json.WritePropertyName(member.Name);
            CanonicalJson.Write(member.Value, json);
        }

        json.WriteEndObject();
    });
}
