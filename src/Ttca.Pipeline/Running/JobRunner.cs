using System.Collections.Concurrent;
using System.Diagnostics;
using Ttca.Pipeline.Code;

namespace Ttca.Pipeline;

/// <summary>Runs one job in this process: rebuilds the stage, runs it, files what it made.</summary>
/// <param name="catalog">Stages and codecs.</param>
/// <param name="time">For the record's times and for pacing progress.</param>
/// <param name="prepare">Sets up the process for a job; where it throws, the job fails.</param>
internal sealed class JobRunner(StageCatalog catalog, TimeProvider time, Action<NodeJob>? prepare = null)
{
    private const long LargeHeap = 1L << 29;
    private readonly ConcurrentDictionary<string, ArtifactStore> _stores = new(StringComparer.Ordinal);

    public JobResult Run(NodeJob job, IStageProgress progress, CancellationToken cancellationToken)
    {
        if (job.Program != catalog.Program.Identity)
        {
            return new JobResult(Failure: new NodeFailure(new ProgramRebuiltException("the code of its worker").Message, []));
        }

        var attempt = new AttemptProgress(progress, time);
        try
        {
            return new JobResult(Action: RunStage(job, attempt, cancellationToken));
        }
        catch (ArtifactDamagedException error) when (job.Inputs.Values.SelectMany(inputs => inputs).Any(input => input.Node == error.Node))
        {
            return new JobResult(DamagedInput: error.Node);
        }
        catch (Exception error) when (error is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            return new JobResult(Failure: Describe(error, attempt.Lines));
        }
        finally
        {
            GiveBackMemory();
        }
    }

    /// <summary>
    /// A worker lives on when its job is done: gigabytes that nobody holds any more would stay with it beside the next worker's.
    /// </summary>
    private static void GiveBackMemory()
    {
        if (GC.GetTotalMemory(forceFullCollection: false) > LargeHeap)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }
    }

    private ActionRecord RunStage(NodeJob job, AttemptProgress progress, CancellationToken cancellationToken)
    {
        var store = _stores.GetOrAdd(job.Store, directory => ArtifactStore.Open(directory, time));
        store.EnsureWritable();
        prepare?.Invoke(job);
        var definition = catalog.FindStage(job.Material.Stage)
            ?? throw new InvalidOperationException(
                $"the worker has no stage {job.Material.Stage}: it must be the same program as its host");
        var handles = definition.Inputs.ToDictionary(input => input.Name, input => input.Handles(job.Inputs[input.Name]));
        var stage = definition.Create(job.Parameters, handles);
        var files = stage is IReadsFiles { Files: { } declared } ? FindFiles(declared, job, store, progress) : null;
        var context = new StageContext(job, catalog, store, progress, files, cancellationToken);
        var writer = new ArtifactWriter(store);
        var started = time.GetUtcNow();
        var clock = Stopwatch.GetTimestamp();
        definition.Run(stage, context, catalog.FindCodec(definition.Output)!, writer);
        var material = files is null ? job.Material : job.Material with { Files = [FileAsRead(files, job, store, progress)] };

        var action = new ActionRecord
        {
            Key = material.Hash(),
            Node = job.Node,
            Label = job.Label,
            Experiment = job.Experiment,
            Material = material,
            Outputs = writer.Artifact.Files,
            Seed = context.Seed,
            Device = job.Device,
            Threads = job.Threads,
            Versions = job.Versions,
            Started = started,
            Seconds = Math.Round(Stopwatch.GetElapsedTime(clock).TotalSeconds, 3),
            Log = progress.Lines,
        };
        store.WriteAction(action);
        return action;
    }

    private FilesInUse FindFiles(ExternalFiles files, NodeJob job, ArtifactStore store, IStageProgress progress) =>
        new(
            files,
            new FileHashes(store, time, (_, done, total) => progress.Report(done, total, "hashing files")).Of(files),
            job.Node,
            time);

    /// <summary>
    /// The result is of what was read, which another process may have changed since the key was made: it is filed under that.
    /// </summary>
    private static string FileAsRead(FilesInUse files, NodeJob job, ArtifactStore store, IStageProgress progress)
    {
        var listing = files.AsRead();
        store.Listings.Write(listing);
        if (!job.Material.Files.SequenceEqual([listing.Hash]))
        {
            progress.Log("files changed since the run looked at them: the result is filed under what was read");
        }

        return listing.Hash;
    }

    private NodeFailure Describe(Exception error, IReadOnlyList<string> log) => catalog.IsForPeople(error)
        ? new NodeFailure(error.Message, log)
        : new NodeFailure(
            $"{error.GetType().Name}: {error.Message}", [.. log, .. error.ToString().Split('\n').Select(line => line.TrimEnd())]);

    /// <summary>Keeps the log, and lets through no more progress than a person can read.</summary>
    private sealed class AttemptProgress(IStageProgress target, TimeProvider time) : IStageProgress
    {
        private const int MostLines = 200;
        private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(200);
        private readonly Lock _gate = new();
        private readonly Queue<string> _lines = new();
        private long? _last;

        public IReadOnlyList<string> Lines
        {
            get
            {
                lock (_gate)
                {
                    return [.. _lines];
                }
            }
        }

        public void Report(long done, long total, string detail)
        {
            lock (_gate)
            {
                var now = time.GetTimestamp();
                if (done != total && _last is { } before && time.GetElapsedTime(before, now) < Pace)
                {
                    return;
                }

                _last = now;
            }

            target.Report(done, total, detail);
        }

        public void Log(string line)
        {
            Record(line);
            target.Log(line);
        }

        public void Record(string line)
        {
            lock (_gate)
            {
                _lines.Enqueue(line);
                if (_lines.Count > MostLines)
                {
                    _lines.Dequeue();
                }
            }
        }
    }
}

/// <summary>Runs jobs on threads of this process: for tests and debugging.</summary>
public sealed class InProcessExecutor(StageCatalog catalog, TimeProvider time) : IExecutor
{
    private readonly JobRunner _runner = new(catalog, time);

    /// <inheritdoc/>
    public Task<JobResult> ExecuteAsync(NodeJob job, IStageProgress progress, CancellationToken cancellationToken) =>
        Task.Run(() => _runner.Run(job, progress, cancellationToken), cancellationToken).WaitAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
