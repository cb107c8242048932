using System.Text.Json;

namespace Ttca.Pipeline;

/// <summary>
/// Gives each node the parameters that tell it from the others of its stage. A node inherits what tells its inputs apart, as far
/// as they agree: an evaluation is of `members=50 seed=1`, though these are parameters of other stages; a summary over seeds has no seed.
/// </summary>
internal static class NodeLabels
{
    /// <summary>Characters of a value that still helps to tell nodes apart at a glance: captions and lists don't.</summary>
    private const int LongestValue = 24;

    /// <param name="nodes">All nodes of a plan, each after all that it needs.</param>
    public static void Assign(IReadOnlyList<Node> nodes)
    {
        var leaves = nodes.Select(node => Leaves(node.Parameters).ToList()).ToList();
        var varying = Varying(nodes, leaves);
        var parts = new Dictionary<Node, IReadOnlyList<KeyValuePair<string, string?>>>(nodes.Count);
        foreach (var (node, own) in nodes.Zip(leaves))
        {
            var merged = new SortedDictionary<string, string?>(StringComparer.Ordinal);
            foreach (var (name, value) in node.Needs.Distinct().SelectMany(input => parts[input]))
            {
                merged[name] = merged.TryGetValue(name, out var other) && other != value ? null : value;
            }

            foreach (var (path, value) in own.Where(
                leaf => leaf.Value.Length <= LongestValue && varying.Contains((node.StageName, leaf.Path))))
            {
                merged[path[(path.LastIndexOf('.') + 1)..]] = value;
            }

            parts[node] = [.. merged.Where(part => part.Value is not null)];
            node.Label = string.Join(' ', parts[node].Select(part => $"{part.Key}={part.Value}"));
        }
    }

    /// <summary>The values inside a parameter object by their dotted path; a list is one value.</summary>
    public static IEnumerable<(string Path, string Value)> Leaves(JsonElement json, string path = "") =>
        json.ValueKind == JsonValueKind.Object
            ? json.EnumerateObject().SelectMany(member => Leaves(member.Value, path.Length == 0 ? member.Name : $"{path}.{member.Name}"))
            : [(path, json.ValueKind == JsonValueKind.Array ? JsonSerializer.Serialize(json) : json.ToString())];

    private static HashSet<(string Stage, string Path)> Varying(
        IReadOnlyList<Node> nodes, IReadOnlyList<IReadOnlyList<(string Path, string Value)>> leaves)
    {
        var first = new Dictionary<(string, string), string>();
        var varying = new HashSet<(string, string)>();
        foreach (var (node, own) in nodes.Zip(leaves))
        {
            foreach (var (path, value) in own)
            {
                if (!first.TryAdd((node.StageName, path), value) && first[(node.StageName, path)] != value)
                {
                    varying.Add((node.StageName, path));
                }
            }
        }

        return varying;
    }
}
