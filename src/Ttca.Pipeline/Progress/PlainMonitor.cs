using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Ttca.Pipeline;

/// <summary>A line for each node that ran, and one now and then for those that take long: for files and CI.</summary>
public sealed class PlainMonitor(TextWriter output, Plan plan, TimeEstimate estimate) : RunMonitor(estimate)
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(15);
    private readonly ConcurrentDictionary<Node, long> _lastShown = new();

    public override T Show<T>(Task<T> task)
    {
        ArgumentNullException.ThrowIfNull(task);
        return task.GetAwaiter().GetResult();
    }

    public override void NodeLog(Node node, string line) => output.WriteLine($"  {node}: {line}");

    public override void Warning(string message) => output.WriteLine($"  warning: {message}");

    public override void Note(string message) => output.WriteLine($"  {message}");

    protected override void OnProgress(Node node)
    {
        if (StateOf(node) is { } state && Stopwatch.GetElapsedTime(_lastShown.GetOrAdd(node, state.Since)) >= Pace)
        {
            _lastShown[node] = Stopwatch.GetTimestamp();
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {node}: {state.Share:P0} {state.Detail}{Rest}"));
        }
    }

    protected override void OnFinished(NodeResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        string? text = result.Outcome switch
        {
            NodeOutcome.Executed => string.Create(CultureInfo.InvariantCulture, $"done in {result.Action!.Seconds:0.0} s{Rest}"),
            NodeOutcome.Failed => $"failed: {result.Failure!.Message}",
            _ => null,
        };
        if (text is not null)
        {
            output.WriteLine($"  [{Finished.Count}/{plan.Nodes.Count}] {result.Node}: {text}");
        }
    }

    private string Rest => TimeLeft is { } left ? $" ({left})" : "";
}
