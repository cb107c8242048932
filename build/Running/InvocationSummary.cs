using Ttca.Pipeline;

namespace Ttca.Build.Running;

/// <summary>What an invocation ends with: the last line of its output, for machines.</summary>
public sealed class InvocationSummary
{
    /// <summary>The run's result; null where no task ran any node.</summary>
    public RunResult? Result { get; set; }

    /// <summary>Whether a person stopped it (Ctrl-C).</summary>
    public bool IsCancelled { get; set; }
}
