using System.Globalization;
using Cake.Core;
using Ttca.Pipeline;
using Ttca.Stages;

namespace Ttca.Build.Inspection;

/// <summary>Why nodes are stale: the first causes, and the way from them to the node in question.</summary>
/// <param name="statuses">Of every node of the plan.</param>
/// <param name="folders">Of results: a file in one stands for the node that makes it.</param>
/// <param name="records">Of earlier runs: with other settings, the node had another id.</param>
public sealed class WhyReport(IReadOnlyList<NodeStatus> statuses, IReadOnlyList<ResultFolder> folders, IReadOnlyList<ActionRecord> records)
{
    private readonly Dictionary<Node, NodeStatus> _byNode = statuses.ToDictionary(status => status.Node);

    /// <summary>The node with an id, or the one that makes a file.</summary>
    /// <exception cref="CakeException">The plan has no such node, or none of which that is known.</exception>
    public NodeStatus Find(string idOrFile)
    {
        ArgumentNullException.ThrowIfNull(idOrFile);
        return statuses.FirstOrDefault(status => status.Node.Id.Equals(idOrFile, StringComparison.OrdinalIgnoreCase))
            ?? folders.Select(folder => FindByFile(idOrFile, folder)).FirstOrDefault(status => status is not null)
            ?? FindByEarlierId(idOrFile)
            ?? throw new CakeException(
                $"--node {idOrFile}: no node of the plan has this id or is known to make this file; Status lists the nodes");
    }

    private NodeStatus? FindByFile(string file, ResultFolder folder)
    {
        string name = Path.GetRelativePath(folder.Path, Path.GetFullPath(file)).Replace('\\', '/');
        return folder.Files
            .Select(node => _byNode[node])
            .FirstOrDefault(status => status.Action?.Outputs.Any(made => made.Name == name || made.Name == file) == true);
    }

    private NodeStatus? FindByEarlierId(string id) =>
        records.FirstOrDefault(record => record.Node.Equals(id, StringComparison.OrdinalIgnoreCase)) is { } earlier
            ? statuses.FirstOrDefault(status => (status.Node.StageName, status.Node.Label) == (earlier.Material.Stage, earlier.Label))
            : null;

    public void Write(NodeStatus status, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(status);
        ArgumentNullException.ThrowIfNull(output);
        if (status.IsUpToDate)
        {
            var action = status.Action!;
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{status.Node} is up to date: made {action.Started:yyyy-MM-dd HH:mm:ss} UTC in {action.Seconds:0.0} s, and its "
                    + $"parameters, inputs, code and environment are the same as then."));
            return;
        }

        output.WriteLine($"{status.Node} is stale.");
        output.WriteLine("First causes:");
        foreach (var cause in Before(status).Where(one => !one.OnlyFollows).GroupBy(one => (one.Node.StageName, one.Reason)))
        {
            output.WriteLine($"  {cause.Key.StageName}{(cause.Count() == 1 ? "" : $" ({cause.Count()} nodes)")}: {cause.Key.Reason}");
        }

        output.WriteLine("Step by step:");
        WriteChain(status, 1, [], output);
    }

    /// <summary>The stale nodes that lead to a node, itself included, in the order of the plan.</summary>
    private IEnumerable<NodeStatus> Before(NodeStatus status)
    {
        var reached = new HashSet<Node>();
        var open = new Stack<Node>([status.Node]);
        while (open.TryPop(out var node))
        {
            if (reached.Add(node))
            {
                foreach (var reason in _byNode[node].Reasons.Where(reason => reason.Input is not null))
                {
                    open.Push(reason.Input!);
                }
            }
        }

        return statuses.Where(one => reached.Contains(one.Node));
    }

    private void WriteChain(NodeStatus status, int depth, HashSet<Node> written, TextWriter output)
    {
        string indent = new(' ', 2 * depth);
        var own = status.Reasons.Where(reason => reason.Input is null).Select(reason => reason.Text).ToList();
        var inputs = status.Reasons.Where(reason => reason.Input is not null).Select(reason => reason.Input!).ToList();
        bool isKnown = !written.Add(status.Node) && inputs.Count > 0;
        output.WriteLine(
            $"{indent}{status.Node}"
                + $"{(own.Count == 0 ? "" : $": {string.Join("; ", own)}")}"
                + $"{(isKnown ? " (see above)" : inputs.Count == 0 ? "" : own.Count == 0 ? " needs" : ", and needs")}");
        if (!isKnown)
        {
            inputs.ForEach(input => WriteChain(_byNode[input], depth + 1, written, output));
        }
    }
}
