namespace Ttca.Pipeline;

/// <summary>Says what a run would do, without running anything.</summary>
public sealed class PlanStatus
{
    private readonly ArtifactStore _store;
    private readonly NodeKeys _keys;
    private readonly KeyComparison _comparison;
    private readonly Lazy<ILookup<(string Stage, string Label), ActionRecord>> _earlier;
    private readonly Dictionary<Node, NodeStatus> _statuses = [];

    private PlanStatus(ArtifactStore store, NodeKeys keys, Lazy<IReadOnlyList<ActionRecord>> records)
    {
        _store = store;
        _keys = keys;
        _comparison = new KeyComparison(store, keys);
        _earlier = new(() => records.Value.ToLookup(action => (action.Material.Stage, action.Label)));
    }

    /// <summary>The status of every node, in the order of the plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="store">Holds what earlier runs have made.</param>
    /// <param name="keys">Makes the keys that a run would make.</param>
    /// <param name="records">All of the store (<see cref="ArtifactStore.Actions"/>): only asked for where something is stale.</param>
    /// <param name="isRead"><see cref="RunSettings.IsRead"/> of that run.</param>
    public static IReadOnlyList<NodeStatus> Of(
        Plan plan, ArtifactStore store, NodeKeys keys, Lazy<IReadOnlyList<ActionRecord>> records, Func<Node, bool>? isRead = null)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(records);
        var status = new PlanStatus(store, keys, records);
        foreach (var node in plan.Nodes)
        {
            status._statuses.Add(node, status.Inspect(node));
        }

        status.CheckWhatIsRead(plan, isRead ?? (_ => false));
        return [.. plan.Nodes.Select(node => status._statuses[node])];
    }

    private NodeStatus Inspect(Node node)
    {
        var stale = node.Needs.Distinct().Where(need => !_statuses[need].IsUpToDate).ToList();
        var upstream = stale.Select(need => new StaleReason(StaleCause.Upstream, $"needs {need}, which is stale", need)).ToList();
        NodeKey key;
        try
        {
            key = _keys.Of(node, need => _statuses[need] is { IsUpToDate: true, Action: { } made } ? made.Stored : null);
        }
        catch (IOException error)
        {
            return new NodeStatus(node, [new StaleReason(StaleCause.File, error.Message), .. upstream], null);
        }

        if (upstream.Count == 0 && _store.Find(key.Value, _ => { }) is { } action)
        {
            return new NodeStatus(node, [], action);
        }

        var (own, before) = upstream.Count == 0 && FindRemains(node, key) is { } remains ? remains : Explain(node, key);
        return new NodeStatus(node, [.. own, .. upstream], before);
    }

    /// <summary>There is (or was) a result with this very key: then it is damaged or missing.</summary>
    private (IReadOnlyList<StaleReason> Reasons, ActionRecord? Before)? FindRemains(Node node, NodeKey key)
    {
        string? finding = null;
        _ = _store.Find(key.Value, warning => finding = warning);
        if (_store.RecordOf(key.Value) is not { } action)
        {
            return finding is null ? null : ([new StaleReason(StaleCause.Damaged, finding)], null);
        }

        return (DamageOf(action) ?? throw new InvalidOperationException($"the result of {node} changes while it is looked at"), action);
    }

    /// <summary>What is wrong with the files of a stored result; null where they are intact.</summary>
    private StaleReason[]? DamageOf(ActionRecord action)
    {
        try
        {
            if (_store.FindDamage(action.Stored.Artifact) is not var (file, finding))
            {
                return null;
            }

            var blob = _store.BlobPath(file.Sha256);
            return
            [
                File.Exists(blob)
                    ? new StaleReason(StaleCause.Damaged, $"its {file.Name} is damaged in the store: {finding} ({blob})")
                    : new StaleReason(StaleCause.Missing, $"its {file.Name} is missing in the store ({blob})"),
            ];
        }
        catch (StoreException error)
        {
            return [new StaleReason(StaleCause.Damaged, error.Message)];     // a run would fail there
        }
    }

    /// <summary>Compares with the most similar earlier node of the same stage and label; of equally similar ones, the latest.</summary>
    private (IReadOnlyList<StaleReason> Reasons, ActionRecord? Before) Explain(Node node, NodeKey key) =>
        _earlier.Value[(node.StageName, node.Label)].OrderByDescending(action => action.Started)
            .MinBy(action => _comparison.Distance(action.Material, key.Material)) is { } before
            ? (_comparison.Differences(node, before.Material, key), before)
            : ([new StaleReason(StaleCause.NeverRan, "never ran")], null);

    /// <summary>
    /// What a run reads, it hashes: so a stored result that is read by a stale node, or by the caller, must be intact to its last byte.
    /// </summary>
    private void CheckWhatIsRead(Plan plan, Func<Node, bool> isRead)
    {
        var read = new HashSet<Node>();
        foreach (var node in plan.Nodes.Reverse())
        {
            var status = _statuses[node];
            if (status is { IsUpToDate: true, Action: { } action }
                && (read.Contains(node) || isRead(node))
                && DamageOf(action) is { } damage)
            {
                status = _statuses[node] = status with { Reasons = damage };
            }

            if (!status.IsUpToDate)
            {
                read.UnionWith(node.Needs);
            }
        }
    }
}
