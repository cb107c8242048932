using System.Collections.Concurrent;

namespace Ttca.Pipeline;

/// <summary>Runs jobs, each within its time limit: a node that hangs fails, and the rest goes on.</summary>
/// <param name="executor">Runs them.</param>
/// <param name="limit">Of the run, instead of what stages say; see <see cref="RunSettings.TimeLimit"/>.</param>
/// <param name="observer">Told what a node reports.</param>
/// <param name="time">Measures.</param>
internal sealed class TimedExecutor(IExecutor executor, TimeSpan? limit, IRunObserver observer, TimeProvider time)
{
    private static readonly TimeSpan Usual = TimeSpan.FromHours(24);

    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public async Task<JobResult> ExecuteAsync(Node node, NodeJob job, CancellationToken cancellationToken)
    {
        var most = limit ?? (node.Stage as ILimitsTime)?.TimeLimit ?? Usual;
        using var deadline = new CancellationTokenSource(most, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        var progress = new NodeProgress(node, observer);
        try
        {
            return await executor.ExecuteAsync(job, progress, stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new JobResult(Failure: new NodeFailure(
                $"it was ended at its time limit of {most:c} (days.hours:minutes:seconds); a stage that takes longer says so by "
                    + $"{nameof(ILimitsTime)}.{nameof(ILimitsTime.TimeLimit)}",
                progress.LastLines));
        }
    }

    private sealed class NodeProgress(Node node, IRunObserver observer) : IStageProgress
    {
        private const int MostLines = 12;
        private readonly ConcurrentQueue<string> _lines = new();

        /// <summary>What the node logged last: of one that is ended, nothing else tells what it was at.</summary>
        public IReadOnlyList<string> LastLines => [.. _lines];

        public void Report(long done, long total, string detail) => observer.NodeProgress(node, done, total, detail);

        public void Log(string line)
        {
            _lines.Enqueue(line);
            if (_lines.Count > MostLines)
            {
                _lines.TryDequeue(out _);
            }

            observer.NodeLog(node, line);
        }
    }
}
