using Ttca.Build.CommandLine;
using Ttca.Pipeline;
using Ttca.Pipeline.Code;
using Ttca.Stages;

namespace Ttca.Build.Planning;

/// <summary>
/// A store, with the keys that this program's code and this machine give to nodes: what of a plan is done, and what the rest may take.
/// </summary>
public sealed class KeyedStore : IDisposable
{
    private readonly CodeFingerprintCache _fingerprint;
    private readonly Lazy<IReadOnlyList<ActionRecord>> _records;

    /// <param name="options">Say where it is, and which device nodes run on.</param>
    /// <param name="warn">Hears what is wrong with it that stands against nothing.</param>
    /// <param name="note">Hears how far the hashing of data files is.</param>
    /// <exception cref="StoreException">The store can't be opened.</exception>
    public KeyedStore(RunOptions options, Action<string> warn, Action<string, int, int> note)
    {
        ArgumentNullException.ThrowIfNull(options);
        Environment = NumericEnvironment.Of(options.Device);
        Store = ArtifactStore.Open(options.StoreDirectory, TimeProvider.System, warn);
        _fingerprint = NodeKeys.FingerprintsOf(ExperimentPlan.Catalog, Path.Combine(Store.Directory, "fingerprints.json"));
        Keys = new NodeKeys(ExperimentPlan.Catalog, _fingerprint, Environment.ForKeys, new FileHashes(Store, TimeProvider.System, note));
        _records = new(Store.Actions);
    }

    public ArtifactStore Store { get; }

    public NodeKeys Keys { get; }

    public NumericEnvironment Environment { get; }

    /// <summary>What the store has on record, read when first asked for.</summary>
    public IReadOnlyList<ActionRecord> Records => _records.Value;

    /// <summary>Whether files of a node are read after a run: those of figures, tables and the like.</summary>
    public static bool IsRendered(Node node) => node is Node<RenderedFiles>;

    /// <summary>What a run of a plan would do.</summary>
    public IReadOnlyList<NodeStatus> StatusOf(Plan plan) => PlanStatus.Of(plan, Store, Keys, _records, IsRendered);

    /// <summary>What nodes may take and make, from what earlier ones did.</summary>
    public RunEstimate Estimate(IReadOnlyList<Node> nodes, int jobs) =>
        RunEstimate.Of(nodes, new NodeCosts(Records, Environment.Device), jobs);

    public void Dispose() => _fingerprint.Dispose();
}
