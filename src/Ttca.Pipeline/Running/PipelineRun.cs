using System.Collections.Concurrent;
using System.Diagnostics;
using Ttca.Pipeline.Code;

namespace Ttca.Pipeline;

/// <summary>
/// One run of (a part of) a plan. Starts at once; every node can be awaited by itself. A node is looked up as soon as its inputs are
/// known, and runs if it isn't up to date; those with the longest way to go after them first.
/// </summary>
#pragma warning disable CA1001 // what it holds ends with the run itself
public sealed class PipelineRun
#pragma warning restore CA1001
{
    private readonly ArtifactStore _store;
    private readonly NodeKeys _keys;
    private readonly TimedExecutor _executor;
    private readonly RunSettings _settings;
    private readonly SerialObserver _observer;
    private readonly CancellationToken _cancellationToken;
    private readonly SlotQueue _slots;
    private readonly RunLease _lease;
    private readonly Task _entered;
    private readonly IReadOnlyList<Node> _nodes;
    private readonly Dictionary<Node, (int Urgency, int Position)> _priorities = [];
    private readonly Dictionary<Node, Task<NodeResult>> _tasks = [];
    private readonly ConcurrentDictionary<Node, NodeResult> _results = new();
    private readonly ConcurrentDictionary<Node, Lazy<Task<NodeResult>>> _repairs = new();
    private readonly ConcurrentDictionary<Node, bool> _follows = new();
    private readonly ConcurrentDictionary<string, bool> _listed = new(StringComparer.Ordinal);
    private readonly long _clock = Stopwatch.GetTimestamp();
    private readonly DateTimeOffset _started;

    private PipelineRun(
        Plan plan,
        IEnumerable<Node> targets,
        ArtifactStore store,
        NodeKeys keys,
        IExecutor executor,
        RunSettings settings,
        IRunObserver observer,
        CancellationToken cancellationToken)
    {
        _store = store;
        _keys = keys;
        _settings = settings;
        _observer = new SerialObserver(observer);
        _executor = new TimedExecutor(executor, settings.TimeLimit, _observer, store.Time);
        _cancellationToken = cancellationToken;
        _slots = new SlotQueue(settings.Jobs);
        _started = store.Time.GetUtcNow();
        _nodes = plan.Closure(targets);
        Prioritize();
        _lease = new RunLease(store);
        _entered = _lease.EnterAsync(
            owner => _observer.Warning($"Gc or Clean is at work on the store ({owner}): waiting"), cancellationToken);
        var preconditions = _nodes.Where(node => node.Stage is IPrecondition).ToList();
        var first = plan.Closure(preconditions).ToHashSet();
        foreach (var node in _nodes.OrderBy(node => !first.Contains(node)))      // stable: each stays after all that it needs
        {
            var needs = TasksOf(node.Needs);
            var conditions = TasksOf(first.Contains(node) ? [] : preconditions);
            _tasks.Add(node, Task.Run(() => SettleAsync(node, needs, conditions), CancellationToken.None));
        }

        Completion = CompleteAsync(isAll: _nodes.Count == plan.Nodes.Count);
    }

    /// <summary>The whole run. Never throws: what failed, or was stopped, is in the result.</summary>
    public Task<RunResult> Completion { get; }

    /// <summary>Begins to run <paramref name="targets"/> and everything that they need.</summary>
    public static PipelineRun Start(
        Plan plan,
        IEnumerable<Node> targets,
        ArtifactStore store,
        NodeKeys keys,
        IExecutor executor,
        RunSettings settings,
        IRunObserver observer,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return new PipelineRun(plan, targets, store, keys, executor, settings, observer, cancellationToken);
    }

    /// <summary>Waits for one node. Never throws: see <see cref="NodeResult.Outcome"/>.</summary>
    /// <exception cref="KeyNotFoundException">The node isn't part of this run.</exception>
    public Task<NodeResult> ResultOf(Node node) => _tasks[node];

    /// <summary>Waits for those of <paramref name="group"/> that are part of this run.</summary>
    public async Task<IReadOnlyList<NodeResult>> ResultsOf(IEnumerable<Node> group) =>
        await Task.WhenAll(group.Where(_tasks.ContainsKey).Select(node => _tasks[node])).ConfigureAwait(false);

    /// <summary>Urgency is the number of nodes on the longest way from a node to the end.</summary>
    private void Prioritize()
    {
        for (var i = 0; i < _nodes.Count; i++)
        {
            _priorities[_nodes[i]] = (1, i);
        }

        foreach (var node in _nodes.Reverse())
        {
            foreach (var need in node.Needs)
            {
                var (urgency, position) = _priorities[need];
                _priorities[need] = (Math.Max(urgency, _priorities[node].Urgency + 1), position);
            }
        }
    }

    private async Task<RunResult> CompleteAsync(bool isAll)
    {
        await Task.WhenAll(_tasks.Values).ConfigureAwait(false);
        var result = new RunResult([.. _nodes.Select(node => _results[node])], Stopwatch.GetElapsedTime(_clock).TotalSeconds);
        Record(result, isAll);
        _lease.Dispose();    // from here on the record keeps what the run used
        return result;
    }

    private void Record(RunResult result, bool isAll)
    {
        if (_settings.Experiment is not { } experiment || !result.Nodes.Any(node => node.IsUpToDate))
        {
            return;
        }

        try
        {
            _store.WriteRun(new RunRecord
            {
                Experiment = experiment,
                Command = _settings.Command,
                Finished = _store.Time.GetUtcNow(),
                IsWhole = isAll && result.IsComplete,
                Nodes =
                [
                    .. result.Nodes
                        .Where(node => node.IsUpToDate)
                        .Select(node => new RunNode(node.Node.Id, node.Node.StageName, node.Action!.Key)),
                ],
            });
        }
        catch (StoreException error)
        {
            _observer.Warning($"the run isn't on record: {error.Message}");      // a read-only store may still be read
        }
    }

    private List<Task<NodeResult>> TasksOf(IEnumerable<Node> before) => [.. before.Distinct().Select(node => _tasks[node])];

    private async Task<NodeResult> SettleAsync(Node node, List<Task<NodeResult>> needs, List<Task<NodeResult>> preconditions)
    {
        var found = await Task.WhenAll(preconditions).ConfigureAwait(false);
        var inputs = await Task.WhenAll(needs).ConfigureAwait(false);
        _follows[node] = inputs.Any(input => input.Outcome == NodeOutcome.Executed || _follows[input.Node]);
        return found.Concat(inputs).FirstOrDefault(input => !input.IsUpToDate) is { } missing
            ? Finish(new NodeResult(node, NodeOutcome.Skipped, 0, Failure: new NodeFailure(ReasonToSkip(missing), [])))
            : await BringUpToDateAsync(node).ConfigureAwait(false);
    }

    private string ReasonToSkip(NodeResult missing) =>
        _cancellationToken.IsCancellationRequested ? "the run was stopped"
        : missing.Outcome == NodeOutcome.Failed ? $"needs {missing.Node}, which failed"
        : missing.Failure!.Message;

    private async Task<NodeResult> BringUpToDateAsync(Node node)
    {
        var start = Stopwatch.GetTimestamp();
        NodeResult result;
        try
        {
            result = await LookUpOrExecuteAsync(node).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_cancellationToken.IsCancellationRequested)
        {
            result = new NodeResult(node, NodeOutcome.Skipped, 0, Failure: new NodeFailure("the run was stopped", []));
        }
        catch (Exception error) when (error is StoreException or IOException or UnauthorizedAccessException or ProgramRebuiltException)
        {
            result = new NodeResult(node, NodeOutcome.Failed, 0, Failure: new NodeFailure(error.Message, []));
        }
#pragma warning disable CA1031 // a defect anywhere in looking a node up must not take the other branches down
        catch (Exception error)
#pragma warning restore CA1031
        {
            var message = $"{error.GetType().Name}: {error.Message}";
            result = new NodeResult(node, NodeOutcome.Failed, 0, Failure: new NodeFailure(message, error.ToString().Split('\n')));
        }

        return Finish(result with { Seconds = Stopwatch.GetElapsedTime(start).TotalSeconds });
    }

    private async Task<NodeResult> LookUpOrExecuteAsync(Node node)
    {
        await _entered.ConfigureAwait(false);
        for (var repaired = new HashSet<Node>(); ;)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            var key = _keys.Of(node, input => _results[input].Action!.Stored);
            if (LookUp(node, key, _observer.Warning) is { } known)
            {
                return known;
            }

            var result = await ExecuteAsync(node, key).ConfigureAwait(false);
            if (result.NodeResult is { } done)
            {
                return done;
            }

            var damaged = node.Needs.First(need => need.Id == result.DamagedInput);
            if (!repaired.Add(damaged))
            {
                return new NodeResult(node, NodeOutcome.Failed, 0, Failure: new NodeFailure(
                    $"the stored result of {damaged} was damaged again after it was made anew; check the disk of {_store.Directory}", []));
            }

            var repair = await RepairAsync(damaged).ConfigureAwait(false);
            if (!repair.IsUpToDate)
            {
                return new NodeResult(node, NodeOutcome.Skipped, 0, Failure: new NodeFailure(ReasonToSkip(repair), []));
            }
        }
    }

    /// <summary>All nodes that find the same input damaged wait for one repair.</summary>
    private Task<NodeResult> RepairAsync(Node damaged) =>
        _repairs.GetOrAdd(damaged, node => new Lazy<Task<NodeResult>>(() =>
        {
            _observer.Warning($"the stored result of {node} is damaged: it runs again");
            return BringUpToDateAsync(node);
        })).Value;

    private NodeResult? LookUp(Node node, NodeKey key, Action<string> warn)
    {
        if (_store.Find(key.Value, warn) is not { } action)
        {
            return null;
        }

        if (_settings.IsRead(node) && _store.FindDamage(action.Stored.Artifact) is var (file, finding))
        {
            warn($"{file.Name} of {node} is damaged in the store ({finding}): the node runs again");
            _store.Drop(key.Value, _store.BlobPath(file.Sha256));
            return null;
        }

        // What another run made meanwhile was saved by that run, not by early cutoff.
        return new NodeResult(node, _follows[node] && action.Started < _started ? NodeOutcome.Pruned : NodeOutcome.Cached, 0, action);
    }

    private async Task<(NodeResult? NodeResult, string? DamagedInput)> ExecuteAsync(Node node, NodeKey key)
    {
        var job = Describe(node, key);
        while (true)
        {
            using (await EnterAsync(node).ConfigureAwait(false))
            {
                using var mine = _lease.TryTake(key.Value);
                if (mine is not null)
                {
                    return LookUp(node, key, _ => { }) is { } meanwhile ? (meanwhile, null)     // another run was faster
                        : await ExecuteAsync(node, job).ConfigureAwait(false);
                }
            }

            // Without a slot: other nodes can run meanwhile.
            await _lease
                .WaitAsync(key.Value, owner => _observer.NodeLog(node, $"another run is at it ({owner}): waiting"), _cancellationToken)
                .ConfigureAwait(false);
        }
    }

    private Task<IDisposable> EnterAsync(Node node)
    {
        var (urgency, position) = _priorities[node];
        return _slots.EnterAsync(urgency, position, _cancellationToken);
    }

    private async Task<(NodeResult? NodeResult, string? DamagedInput)> ExecuteAsync(Node node, NodeJob job)
    {
        _observer.NodeStarted(node);
        ListCode(node, job.Material.Fingerprint);
        var result = await _executor.ExecuteAsync(node, job, _cancellationToken).ConfigureAwait(false);
        return result.DamagedInput is { } damaged ? (null, damaged)
            : result.Action is { } action ? (new NodeResult(node, NodeOutcome.Executed, 0, action), null)
            : (new NodeResult(node, NodeOutcome.Failed, 0, Failure: result.Failure), null);
    }

    /// <summary>Before the first result of this code is filed: later runs can say what in it has changed.</summary>
    private void ListCode(Node node, string fingerprint)
    {
        if (_listed.TryAdd(fingerprint, true) && _store.CodeOf(fingerprint) is null)
        {
            _store.WriteCode(fingerprint, _keys.CodeOf(node));
        }
    }

    private NodeJob Describe(Node node, NodeKey key) => new()
    {
        Node = node.Id,
        Label = node.Label,
        Experiment = _settings.Experiment,
        Key = key.Value,
        Material = key.Material,
        Parameters = node.Definition.AllParameters,
        Inputs = node.Inputs.ToDictionary(input => input.Name, IReadOnlyList<JobInput> (input) => [.. input.Nodes.Select(DescribeInput)]),
        Program = _keys.Program,
        Store = _store.Directory,
        Device = _settings.Device,
        Threads = key.Threads,
        DataDirectory = _settings.DataDirectory,
        Versions = _settings.Versions,
    };

    private JobInput DescribeInput(Node input)
    {
        var action = _results[input].Action!;
        return new JobInput(input.Id, input.StageName, action.Key, action.Outputs);
    }

    private NodeResult Finish(NodeResult result)
    {
        _results[result.Node] = result;
        _observer.NodeFinished(result);
        return result;
    }
}
