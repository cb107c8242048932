namespace Ttca.Pipeline;

/// <summary>Says what a run would do, without running anything.</summary>
public sealed class PlanStatus
{
    private readonly ArtifactStore store;
    private readonly NodeKeys keys;
    private readonly KeyComparison comparison;
    private readonly Lazy<ILookup<(string Stage, string Label), ActionRecord>> earlier;
    private readonly Dictionary<Node, NodeStatus> statuses = [];

    private PlanStatus(ArtifactStore store, NodeKeys keys, Lazy<IReadOnlyList<ActionRecord>> records)
    {
        this.store = store;
        this.keys = keys;
        comparison = new KeyComparison(store, keys);
        earlier = new(() => records.Value.ToLookup(action => (action.Material.Stage, action.Label)));
    }

    /// <summary>The status of every node, in the order of the plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="store">Holds what earlier runs have made.</param>
    /// <param name="keys">Makes the keys that a run would make.</param>
    /// <param name="records">All of the store (<see cref="ArtifactStore.Actions"/>): only asked for where something is stale.</param>
    /// <param name="isRead"><see cref="RunSettings.IsRead"/> of that run.</param>
    public static IReadOnlyList<NodeStatus> Of(Plan plan, ArtifactStore store, NodeKeys keys, Lazy<IReadOnlyList<ActionRecord>> records, Func<Node, bool>? isRead = null)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(records);
        var status = new PlanStatus(store, keys, records);
        foreach (var node in plan.Nodes)
        {
            status.statuses.Add(node, status.Inspect(node));
        }

        status.CheckWhatIsRead(plan, isRead ?? (_ => false));
        return [.. plan.Nodes.Select(node => status.statuses[node])];
    }

    private NodeStatus Inspect(Node node)
    {
        var stale = node.Needs.Distinct().Where(need => !statuses[need].IsUpToDate).ToList();
        var upstream = stale.Select(need => new StaleReason(StaleCause.Upstream, $"needs {need}, which is stale", need)).ToList();
        NodeKey key;
        try
        {
            key = keys.Of(node, need => statuses[need] is { IsUpToDate: true, Action: { } made } ? made.Stored : null);
        }
        catch (IOException error)
        {
            return new NodeStatus(node, [new StaleReason(StaleCause.File, error.Message), .. upstream], null);
        }

        if (upstream.Count == 0 && store.Find(key.Value, _ => { }) is { } action)
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
        _ = store.Find(key.Value, warning => finding = warning);
        if (store.RecordOf(key.Value) is not { } action)
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
            return store.FindDamage(action.Stored.Artifact) is not var (file, finding) ? null
                : File.Exists(store.BlobPath(file.Sha256)) ? [new StaleReason(StaleCause.Damaged, $"its {file.Name} is damaged in the store: {finding} ({store.BlobPath(file.Sha256)})")]
                : [new StaleReason(StaleCause.Missing, $"its {file.Name} is missing in the store ({store.BlobPath(file.Sha256)})")];
        }
        catch (StoreException error)
        {
            return [new StaleReason(StaleCause.Damaged, error.Message)];     // a run would fail there
        }
    }

    /// <summary>Compares with the most similar earlier node of the same stage and label; of equally similar ones, the latest.</summary>
    private (IReadOnlyList<StaleReason> Reasons, ActionRecord? Before) Explain(Node node, NodeKey key) =>
        earlier.Value[(node.StageName, node.Label)].OrderByDescending(action => action.Started)
            .MinBy(action => comparison.Distance(action.Material, key.Material)) is { } before
            ? (comparison.Differences(node, before.Material, key), before)
            : ([new StaleReason(StaleCause.NeverRan, "never ran")], null);

    /// <summary>What a run reads, it hashes: so a stored result that is read by a stale node, or by the caller, must be intact to its last byte.</summary>
    private void CheckWhatIsRead(Plan plan, Func<Node, bool> isRead)
    {
        var read = new HashSet<Node>();
        foreach (var node in plan.Nodes.Reverse())
        {
            var status = statuses[node];
            if (status is { IsUpToDate: true, Action: { } action } && (read.Contains(node) || isRead(node)) && DamageOf(action) is { } damage)
            {
                status = statuses[node] = status with { Reasons = damage };
            }

            if (!status.IsUpToDate)
            {
                read.UnionWith(node.Needs);
            }
        }
    }
}
