using System.Collections.Concurrent;
using System.Diagnostics;
using Spectre.Console;
using Ttca.Pipeline;

namespace Ttca.Build.Progress;

/// <summary>Keeps the state of a run while it goes on, and shows it: live on a terminal, as plain lines otherwise.</summary>
public abstract class RunMonitor(TimeEstimate estimate) : IRunObserver
{
    private readonly ConcurrentDictionary<Node, RunningNode> running = new();
    private readonly ConcurrentDictionary<Node, NodeResult> finished = new();

    /// <summary>What runs now, longest first.</summary>
    protected IReadOnlyList<RunningNode> Running => [.. running.Values.OrderByDescending(node => node.Elapsed)];

    /// <summary>Everything that is done, by node.</summary>
    protected IReadOnlyDictionary<Node, NodeResult> Finished => finished;

    /// <summary>How long what remains may take.</summary>
    protected TimeEstimate Estimate { get; } = estimate;

    public static RunMonitor ForConsole(ArtifactStore store, Plan plan, string device, int jobs)
    {
        var estimate = new TimeEstimate(store, plan, device, jobs);
        return IsLive(AnsiConsole.Console)
            ? new LiveMonitor(AnsiConsole.Console, plan, estimate)
            : new PlainMonitor(Console.Out, plan, estimate);
    }

    /// <summary>Whether a console is a terminal on which a view can be drawn over; one without cursor movements (<c>TERM=dumb</c>) is not.</summary>
    public static bool IsLive(IAnsiConsole console)
    {
        ArgumentNullException.ThrowIfNull(console);
        return console.Profile.Capabilities is { Interactive: true, Ansi: true } && console.Profile.Out.IsTerminal;
    }

    /// <summary>Shows the run until <paramref name="task"/> is done.</summary>
    public abstract T Show<T>(Task<T> task);

    public void NodeStarted(Node node) => running[node] = new RunningNode(node, Stopwatch.GetTimestamp(), 0, 0, "");

    public void NodeProgress(Node node, long done, long total, string detail)
    {
        if (running.TryGetValue(node, out var state))
        {
            running[node] = state with { Done = done, Total = total, Detail = detail };
        }

        OnProgress(node);
    }

    public void NodeFinished(NodeResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        running.TryRemove(result.Node, out _);
        finished[result.Node] = result;
        Estimate.Add(result);
        OnFinished(result);
    }

    public abstract void NodeLog(Node node, string line);

    public abstract void Warning(string message);

    /// <summary>A line about something that takes long and is no node.</summary>
    public abstract void Note(string message);

    protected RunningNode? StateOf(Node node) => running.GetValueOrDefault(node);

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
