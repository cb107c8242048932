using Ttca.Pipeline;

namespace Ttca.Build.Running;

/// <summary>What an invocation ends with: the last line of its output, for machines.</summary>
public sealed class InvocationSummary
{
    private readonly List<PipelineSession> _sessions = [];

    /// <summary>The run's result; null where no task ran any node.</summary>
    public RunResult? Result { get; private set; }

    /// <summary>Whether a person stopped the run before its end (Ctrl-C).</summary>
    public bool IsInterrupted { get; private set; }

    /// <summary>A session that ends with the invocation.</summary>
    public void Add(PipelineSession session) => _sessions.Add(session);

    /// <summary>Ends every session, and with it its run.</summary>
    /// <param name="hasFailed">Whether a task failed: what still runs then, nobody waits for.</param>
    public void End(bool hasFailed)
    {
        foreach (var session in _sessions)
        {
            if (session.End(hasFailed) is var (result, isInterrupted))
            {
                Result = result;
                IsInterrupted |= isInterrupted;
            }
        }
    }
}
