namespace Ttca.Pipeline;

/// <summary>How a job ended: exactly one of the three is set.</summary>
/// <param name="Action">It succeeded, and this is filed.</param>
/// <param name="Failure">It failed.</param>
/// <param name="DamagedInput">Id of the node whose artifact turned out to be damaged; that node must run again first.</param>
public sealed record JobResult(ActionRecord? Action = null, NodeFailure? Failure = null, string? DamagedInput = null);

/// <summary>Why a node failed.</summary>
/// <param name="Message">One line for people.</param>
/// <param name="Log">What the stage and its process wrote last; with the stack trace where the error was unexpected.</param>
public sealed record NodeFailure(string Message, IReadOnlyList<string> Log);

/// <summary>Runs jobs, in this process or another.</summary>
public interface IExecutor : IAsyncDisposable
{
    /// <summary>Runs one job. Several may run at once.</summary>
    /// <param name="job">What to run.</param>
    /// <param name="progress">Gets what the stage reports; may be called from any thread.</param>
    /// <param name="cancellationToken">Stops it at once.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    Task<JobResult> ExecuteAsync(NodeJob job, IStageProgress progress, CancellationToken cancellationToken);
}
