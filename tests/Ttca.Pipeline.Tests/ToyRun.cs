using System.Collections.Concurrent;
using Ttca.Pipeline.Code;
using Ttca.Pipeline.ToyWorker;

namespace Ttca.Pipeline.Tests;

/// <summary>A store in a folder of its own, and what is needed to run toy plans on it.</summary>
internal sealed class ToyRun : IDisposable
{
    public static readonly StageCatalog Catalog = StageCatalog.From(typeof(Source).Assembly);

    public DirectoryInfo Folder { get; } = Directory.CreateTempSubdirectory("ttca-pipeline-");

    public string StoreFolder => Path.Combine(Folder.FullName, "store");

    /// <summary>What the fingerprint of a stage is made of; "1" where nothing is set.</summary>
    public ConcurrentDictionary<string, string> CodeOf { get; } = new();

    public Dictionary<string, string> Environment { get; } = new() { ["threads"] = "1" };

    public Recorder Observer { get; } = new();

    public int Jobs { get; set; } = 2;

    /// <summary>What runs are on record for; null leaves them off the record.</summary>
    public string? Experiment { get; set; }

    public TimeSpan? TimeLimit { get; set; }

    public ArtifactStore Store => ArtifactStore.Open(StoreFolder, TimeProvider.System);

    /// <summary>The store with its folders, for tests that put something there before a run does.</summary>
    public ArtifactStore MadeStore
    {
        get
        {
            var store = Store;
            store.EnsureFolders();
            return store;
        }
    }

    public NodeKeys Keys => new(Catalog, new ToyFingerprint(CodeOf), Environment, new FileHashes(Store, TimeProvider.System));

    public static WorkerCommand Worker => new(
        Path.Combine(AppContext.BaseDirectory, "Ttca.Pipeline.ToyWorker" + (OperatingSystem.IsWindows() ? ".exe" : "")), ["worker"]);

    /// <summary>The fingerprint of a stage with this code.</summary>
    public static string Fingerprint(string code) => Hashing.Hash(code);

    public string PathOf(string name) => Path.Combine(Folder.FullName, name);

    public Task<RunResult> RunAsync(PlanBuilder builder, params Node[] targets) =>
        Start(builder, new InProcessExecutor(Catalog, TimeProvider.System), CancellationToken.None, targets).Completion;

    public PipelineRun Start(PlanBuilder builder, IExecutor executor, CancellationToken cancellationToken, params Node[] targets)
    {
        var plan = builder.Build();
        var settings = new RunSettings { Jobs = Jobs, DataDirectory = Folder.FullName, Experiment = Experiment, TimeLimit = TimeLimit };
        return PipelineRun.Start(
            plan, targets.Length == 0 ? plan.Nodes : targets, Store, Keys, executor, settings, Observer, cancellationToken);
    }

    public int ValueOf(NodeResult result) =>
        int.Parse(File.ReadAllText(BlobOf(result)), System.Globalization.CultureInfo.InvariantCulture);

    public string BlobOf(NodeResult result)
    {
        var hash = result.Action!.Outputs.ShouldHaveSingleItem().Sha256;
        return Path.Combine(StoreFolder, "blobs", hash[..2], hash);
    }

    public string ActionOf(NodeResult result) => Path.Combine(StoreFolder, "actions", result.Action!.Key + ".json");

    public static IEnumerable<string> Outcomes(RunResult result) => result.Nodes.Select(node => $"{node.Node.StageName} {node.Outcome}");

    public static async Task UntilExists(string path)
    {
        while (!File.Exists(path) || new FileInfo(path).Length == 0)
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }

    public void Dispose() => Folder.Delete(recursive: true);

    private sealed class ToyFingerprint(ConcurrentDictionary<string, string> codeOf) : ICodeFingerprint
    {
        public string Of(Type stage, IEnumerable<Type> codecs) => Fingerprint(codeOf.GetValueOrDefault(stage.Name, "1"));

        public CodeListing ListingOf(Type stage, IEnumerable<Type> codecs) =>
            new(new Dictionary<string, string> { [stage.Name] = Of(stage, codecs), ["assembly Toys"] = "1.0.0.0" });
    }

    internal sealed class Recorder : IRunObserver
    {
        public List<string> Started { get; } = [];

        public List<string> Progress { get; } = [];

        public List<string> Lines { get; } = [];

        public List<string> Warnings { get; } = [];

        public List<NodeResult> Finished { get; } = [];

        public void NodeStarted(Node node) => Started.Add(node.StageName);

        public void NodeProgress(Node node, long done, long total, string detail) =>
            Progress.Add($"{node.StageName} {done}/{total} {detail}");

        public void NodeLog(Node node, string line) => Lines.Add(line);

        public void NodeFinished(NodeResult result) => Finished.Add(result);

        public void Warning(string message) => Warnings.Add(message);
    }
}
