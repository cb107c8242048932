using System.Security.Cryptography;
using System.Text;

namespace Ttca.Pipeline;

/// <summary>Everything that a running stage may touch beside its own properties. It has no clock, no file system, no environment.</summary>
public sealed class StageContext
{
    private readonly NodeJob _job;
    private readonly StageCatalog _catalog;
    private readonly ArtifactStore _store;
    private readonly FilesInUse? _files;
    private readonly Dictionary<string, JobInput> _inputs = new(StringComparer.Ordinal);

    internal StageContext(
        NodeJob job,
        StageCatalog catalog,
        ArtifactStore store,
        IStageProgress progress,
        FilesInUse? files,
        CancellationToken cancellationToken)
    {
        _job = job;
        _catalog = catalog;
        _store = store;
        _files = files;
        Progress = progress;
        CancellationToken = cancellationToken;
        foreach (var input in job.Inputs.SelectMany(input => input.Value))
        {
            _inputs[input.Node] = input;
        }
    }

    /// <summary>
    /// Seed of all random numbers: SHA-256 over the stage's name, <see cref="ISeeded.Seed"/> (0 for stages that have none) and
    /// <see cref="ISeeded.Stream"/>. Not over the other parameters: conditions that differ only in those share their random numbers, and
    /// differences between them are not blurred by chance.
    /// </summary>
    /// <value>From 0.</value>
    public long Seed => _job.Material.Seed!.Value;

    public IStageProgress Progress { get; }

    /// <summary><c>cpu</c> or <c>cuda</c>.</summary>
    public string Device => _job.Device;

    /// <summary>Native threads that the stage may use.</summary>
    public int Threads => _job.Threads;

    /// <summary>Folder for downloads that outlive the store.</summary>
    public string DataDirectory => _job.DataDirectory;

    public CancellationToken CancellationToken { get; }

    /// <summary>
    /// Names of the files that the stage declared (<see cref="IReadsFiles"/>) as they are found when it runs, in ordinal order.
    /// </summary>
    public IReadOnlyList<string> FileNames => _files?.Names ?? [];

    /// <summary>
    /// Opens one of these files, to read it from any place; may be called from several threads. The result is filed under what is read.
    /// </summary>
    /// <exception cref="ArgumentException">The stage didn't declare it.</exception>
    public Stream OpenFile(string name) =>
        _files?.Open(name) ?? throw new ArgumentException($"{_job.Node} opens {name}, which is not one of its files", nameof(name));

    /// <summary>Reads an input, checked against its hash. The caller disposes it where it is disposable.</summary>
    /// <param name="node">One of the stage's own inputs.</param>
    /// <exception cref="ArgumentException">The node is not an input of this stage.</exception>
    public T Load<T>(Node<T> node)
    {
        ArgumentNullException.ThrowIfNull(node);
        CancellationToken.ThrowIfCancellationRequested();
        if (!_inputs.TryGetValue(node.Id, out var input))
        {
            throw new ArgumentException($"{_job.Node} loads {node.Id}, which is not one of its inputs", nameof(node));
        }

        var codec = (IArtifactCodec<T>)_catalog.FindCodec(typeof(T))!;
        return codec.Read(new ArtifactReader(_store, new StoredArtifact(input.Node, input.Key, new Artifact(input.Files))));
    }

    internal static long DeriveSeed(Node node)
    {
        var (seed, stream) = node.Stage is ISeeded seeded ? (seeded.Seed, seeded.Stream) : (0, "");
        string draw = string.Create(
            System.Globalization.CultureInfo.InvariantCulture, $"{node.StageName}\n{seed}{(stream.Length > 0 ? "\n" : "")}{stream}");
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(draw));
        return System.Buffers.Binary.BinaryPrimitives.ReadInt64BigEndian(hash) & long.MaxValue;
    }
}

/// <summary>How a running stage tells how far it is.</summary>
public interface IStageProgress
{
    /// <summary>Cheap enough to call at every step: what comes too fast is dropped.</summary>
    /// <param name="done">From 0 to <paramref name="total"/>.</param>
    /// <param name="total">In the same unit; 0 where it isn't known.</param>
    /// <param name="detail">For people: <c>epoch 3/8 loss 0.41</c>.</param>
    void Report(long done, long total, string detail);

    /// <summary>Adds a line to the node's record, and shows it.</summary>
    void Log(string line);

    /// <summary>Adds a line to the node's record alone: what is of use when somebody asks, and noise while a run goes on.</summary>
    void Record(string line) => Log(line);
}
