using Ttca.Build.CommandLine;
using Ttca.Build.Running;
using Ttca.Pipeline;
using Ttca.Pipeline.Code;

namespace Ttca.EndToEnd.Tests;

/// <summary>A plan of stages that no task of the build program names, on a store of its own.</summary>
public sealed class ToyPlan : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ttca-toy-");

    public ToyPlan()
    {
        var builder = new PlanBuilder(Catalog);
        Quick = builder.Add(new UnlistedStage("quick"));
        Leaf = builder.Add(new UnlistedStage("leaf") { After = builder.Add(new UnlistedStage("before")) });
        Plan = builder.Build();
        Store = ArtifactStore.Open(Path.Combine(_folder.FullName, "store"), TimeProvider.System);
    }

    public static StageCatalog Catalog { get; } = StageCatalog.From(typeof(ToyPlan).Assembly);

    public Plan Plan { get; }

    public Node Quick { get; }

    public Node Leaf { get; }

    public ArtifactStore Store { get; }

    public RunOptions OptionsFor(params string[] targets) => new()
    {
        Root = _folder.FullName,
        Targets = targets,
        Command = "build",
        CommonArguments = " --experiment toy",
        ExperimentFile = "/x/toy.yaml",
        Overrides = [],
        Jobs = 2,
        Device = "cpu",
        DataDirectory = _folder.FullName,
        ResultsDirectory = _folder.FullName,
        StoreDirectory = Store.Directory,
        Node = Quick.Id,
        Keep = 3,
        Grace = TimeSpan.FromDays(1),
        IsDryRun = false,
    };

    /// <summary>Runs the plan in this process.</summary>
    internal ExperimentRun Start(IExecutor executor, StopSignals signals)
    {
        var keys = new NodeKeys(Catalog, new NoFingerprint(), new Dictionary<string, string>(), new FileHashes(Store, TimeProvider.System));
        var settings = new RunSettings { Jobs = 2, DataDirectory = _folder.FullName };
        var monitor = new PlainMonitor(TextWriter.Null, Plan, new TimeEstimate(Store, Plan, "cpu", 2));
        return new ExperimentRun(Plan, Plan.Nodes, Store, keys, executor, settings, monitor, signals);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private sealed class NoFingerprint : ICodeFingerprint
    {
        public string Of(Type stage, IEnumerable<Type> codecs) => new('0', 64);

        public CodeListing ListingOf(Type stage, IEnumerable<Type> codecs) => new(new Dictionary<string, string>());
    }
}

public sealed record Word(string Text);

public sealed class WordCodec : IArtifactCodec<Word>
{
    public void Write(
        Word value,
        ArtifactWriter writer) => writer.Write("word.txt", stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(value.Text)));

    public Word Read(ArtifactReader reader)
    {
        using var text = new StreamReader(reader.Open("word.txt"));
        return new Word(text.ReadToEnd());
    }
}

public sealed record UnlistedStage(string Text) : IStage<Word>
{
    public Node<Word>? After { get; init; }

    public Word Run(StageContext context) => new(Text);
}
