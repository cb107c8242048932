using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Ttca.Pipeline;

/// <summary>Keeps the state of a run while it goes on, for those who show it.</summary>
/// <param name="estimate">How long what remains may take.</param>
public abstract class RunMonitor(TimeEstimate estimate) : IRunObserver
{
    private readonly ConcurrentDictionary<Node, RunningNode> _running = new();
    private readonly ConcurrentDictionary<Node, NodeResult> _finished = new();

    /// <summary>What runs now, longest first.</summary>
    protected IReadOnlyList<RunningNode> Running => [.. _running.Values.OrderByDescending(node => node.Elapsed)];

    /// <summary>Everything that is done, by node.</summary>
    protected IReadOnlyDictionary<Node, NodeResult> Finished => _finished;

    /// <summary>How long what remains may take, as <c>about 0:12:30 left</c>; null where nothing is known.</summary>
    protected string? TimeLeft => estimate.Left(_finished, Running, Warning) is { } left
        ? string.Create(CultureInfo.InvariantCulture, $"about {left:h\\:mm\\:ss} left")
        : null;

    /// <summary>Shows the run until <paramref name="task"/> is done.</summary>
    public abstract T Show<T>(Task<T> task);

    public void NodeStarted(Node node) => _running[node] = new RunningNode(node, Stopwatch.GetTimestamp(), 0, 0, "");

    public void NodeProgress(Node node, long done, long total, string detail)
    {
        if (_running.TryGetValue(node, out var state))
        {
            _running[node] = state with { Done = done, Total = total, Detail = detail };
        }

        OnProgress(node);
    }

    public void NodeFinished(NodeResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        _running.TryRemove(result.Node, out _);
        _finished[result.Node] = result;
        estimate.Add(result, Warning);
        OnFinished(result);
    }

    public abstract void NodeLog(Node node, string line);

    public abstract void Warning(string message);

    /// <summary>A line about something that takes long and is no node.</summary>
    public abstract void Note(string message);

    protected RunningNode? StateOf(Node node) => _running.GetValueOrDefault(node);

    protected virtual void OnProgress(Node node)
    {
    }

    protected virtual void OnFinished(NodeResult result)
    {
    }
}

/// <summary>A node that runs now.</summary>
/// <param name="Node">Which.</param>
/// <param name="Since">Time stamp of its start.</param>
/// <param name="Done">Steps done.</param>
/// <param name="Total">Of so many; 0 if that isn't known.</param>
/// <param name="Detail">Such as <c>epoch 3/8 loss 0.412</c>.</param>
public sealed record RunningNode(Node Node, long Since, long Done, long Total, string Detail)
{
    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(Since);

    /// <summary>From 0 to 1.</summary>
    public double Share => Total > 0 ? (double)Done / Total : 0;
}
