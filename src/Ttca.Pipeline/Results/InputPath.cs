using System.Globalization;

namespace Ttca.Pipeline;

/// <summary>
/// How a stage says, in what it makes, where a number came from: by its own input and the place in it, such as <c>metrics/0</c>, and on
/// from there to an input of that node, such as <c>claims/1/by-size/0</c>.
/// </summary>
/// <remarks>
/// Never by a node's id: ids are in no key. A stage whose inputs have equal bytes isn't run again, although they may be of nodes with other
/// ids now. Whoever shows the artifact knows which node made it, and follows the path from there.
/// </remarks>
public static class InputPath
{
    /// <summary>The node that an input of the stage itself is.</summary>
    /// <param name="input">Name of the stage's property.</param>
    /// <param name="index">Which of them, where the input is a list.</param>
    public static string Of(string input, int index = 0) =>
        string.Create(CultureInfo.InvariantCulture, $"{StageJson.Kebab(input)}/{index}");

    /// <summary>A path that an input's artifact holds, as seen from the stage that reads it.</summary>
    public static string Through(string input, int index, string path) => $"{Of(input, index)}/{path}";

    /// <summary>Follows a path.</summary>
    /// <param name="path">As the artifact says it.</param>
    /// <param name="from">Id of the node that made the artifact.</param>
    /// <param name="nodes">All nodes, by id.</param>
    /// <returns>The id of the node that it leads to; null where it leads nowhere.</returns>
    public static string? Resolve(string path, string from, IReadOnlyDictionary<string, NodeProvenance> nodes)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(nodes);
        string[] steps = path.Split('/');
        string? node = from;
        for (int i = 0; i < steps.Length && node is not null; i += 2)
        {
            node = nodes.TryGetValue(node, out var here) && i + 1 < steps.Length
                && here.Inputs.TryGetValue(steps[i], out var inputs)
                && int.TryParse(steps[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index < inputs.Count
                ? inputs[index]
                : null;
        }

        return node;
    }
}
