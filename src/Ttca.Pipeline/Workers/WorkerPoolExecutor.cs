using System.Collections.Concurrent;
using System.ComponentModel;

namespace Ttca.Pipeline;

/// <summary>
/// Runs jobs in long-lived worker processes, one job at a time in each; as many as there are jobs at once. A worker that dies fails
/// its job, and the next job gets a new one.
/// </summary>
/// <param name="command">Starts a worker.</param>
public sealed class WorkerPoolExecutor(WorkerCommand command) : IExecutor
{
    private readonly ConcurrentBag<WorkerProcess> _idle = [];

    /// <inheritdoc/>
    public async Task<JobResult> ExecuteAsync(NodeJob job, IStageProgress progress, CancellationToken cancellationToken)
    {
        WorkerProcess? worker = null;
        try
        {
            worker = TakeIdle() ?? WorkerProcess.Start(command);
            var result = await worker.RunAsync(job, progress, cancellationToken).ConfigureAwait(false);
            if (worker.IsAlive)
            {
                _idle.Add(worker);
                worker = null;
            }

            return result;
        }
        catch (Win32Exception error)
        {
            return new JobResult(Failure: new NodeFailure($"no worker could be started: {error.Message}", []));
        }
        finally
        {
            worker?.Dispose();
        }
    }

    /// <summary>Ends all workers.</summary>
    public ValueTask DisposeAsync()
    {
        while (_idle.TryTake(out var worker))
        {
            worker.Dispose();
        }

        return ValueTask.CompletedTask;
    }

    private WorkerProcess? TakeIdle()
    {
        while (_idle.TryTake(out var worker))
        {
            if (worker.IsAlive)
            {
                return worker;
            }

            worker.Dispose();
        }

        return null;
    }
}
