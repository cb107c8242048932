using System.Text.Json;

namespace Ttca.Pipeline;

/// <summary>Says what a run would do, without running anything.</summary>
public static class PlanStatus
{
    /// <summary>The status of every node, in the order of the plan.</summary>
    public static IReadOnlyList<NodeStatus> Of(Plan plan, ArtifactStore store, NodeKeys keys)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(keys);
        var earlier = new Lazy<ILookup<(string, string), ActionRecord>>(() =>
            store.Actions().ToLookup(action => (action.Material.Stage, action.Label)));
        var artifacts = new Dictionary<Node, Artifact>();
        var statuses = new List<NodeStatus>(plan.Nodes.Count);
        foreach (var node in plan.Nodes)
        {
            var (artifact, reason) = node.Needs.FirstOrDefault(need => !artifacts.ContainsKey(need)) is { } stale
                ? (null, $"needs {stale}, which is stale")
                : Inspect(node, store, keys, artifacts, earlier);
            if (artifact is not null)
            {
                artifacts.Add(node, artifact);
            }

            statuses.Add(new NodeStatus(node, artifact is not null, reason));
        }

        return statuses;
    }

    private static (Artifact? Artifact, string Reason) Inspect(
        Node node, ArtifactStore store, NodeKeys keys, Dictionary<Node, Artifact> artifacts, Lazy<ILookup<(string, string), ActionRecord>> earlier)
    {
        NodeKey key;
        try
        {
            key = keys.Of(node, need => artifacts[need]);
        }
        catch (IOException error)
        {
            return (null, error.Message);
        }

        string? damage = null;
        return store.Find(key.Value, warning => damage = warning) is { } action
            ? (action.Stored.Artifact, "up to date")
            : (null, damage ?? Explain(key.Material, earlier.Value[(node.StageName, node.Label)]));
    }

    /// <summary>Compares with the most similar earlier node of the same stage and label; of equally similar ones, the latest.</summary>
    private static string Explain(KeyMaterial now, IEnumerable<ActionRecord> earlier) =>
        earlier.OrderByDescending(action => action.Started).Select(action => Differences(action.Material, now)).MinBy(found => found.Count) is { } least
            ? string.Join("; ", least)
            : "never ran";

    private static List<string> Differences(KeyMaterial before, KeyMaterial now) =>
    [
        .. Changes(Leaves(before.Parameters), Leaves(now.Parameters)),
        .. now.Inputs.Where(input => !before.Inputs.TryGetValue(input.Key, out var old) || !Same(old, input.Value)).Select(input => $"input '{input.Key}' changed"),
        .. now.Files.SequenceEqual(before.Files) ? Array.Empty<string>() : ["a file that it reads changed"],
        .. now.Fingerprint == before.Fingerprint ? Array.Empty<string>() : ["its code changed"],
        .. Changes(before.Environment, now.Environment),
    ];

    private static bool Same(IReadOnlyList<KeyInput> before, IReadOnlyList<KeyInput> now) =>
        before.Select(input => input.Hash).SequenceEqual(now.Select(input => input.Hash));

    private static Dictionary<string, string> Leaves(JsonElement parameters) =>
        NodeLabels.Leaves(parameters).ToDictionary(leaf => leaf.Path, leaf => leaf.Value, StringComparer.Ordinal);

    private static IEnumerable<string> Changes(IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> now) =>
        from name in before.Keys.Union(now.Keys).Order(StringComparer.Ordinal)
        let old = before.GetValueOrDefault(name, "unset")
        let current = now.GetValueOrDefault(name, "unset")
        where old != current
        select $"{name}: {old} -> {current}";
}

/// <summary>Whether a node is up to date.</summary>
/// <param name="Node">The node.</param>
/// <param name="IsUpToDate">Whether a run would use what is stored. A node after a stale one may turn out up to date (early cutoff).</param>
/// <param name="Reason">For people.</param>
public sealed record NodeStatus(Node Node, bool IsUpToDate, string Reason);
