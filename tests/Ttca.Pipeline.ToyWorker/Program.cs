using System.Globalization;
using Ttca.Pipeline;
using Ttca.Pipeline.ToyWorker;

var catalog = StageCatalog.From(typeof(Source).Assembly);
return args switch
{
    ["worker"] => WorkerProgram.Run(catalog, settings => Console.Error.WriteLine(
        string.Create(CultureInfo.InvariantCulture, $"configured for {settings.Device} with {settings.Threads}"))),
    ["host", var store, var started, var release] => await Host(store, started, release),
    ["collect", var store] => Collect(store),
    _ => 2,
};

// A collection that another process, maybe of another user, tries beside a test.
int Collect(string store)
{
    try
    {
        GarbageCollector.Run(ArtifactStore.Open(store, TimeProvider.System), keep: 1, grace: TimeSpan.Zero, isRehearsal: false);
        return 0;
    }
    catch (StoreException error)
    {
        Console.WriteLine(error.Message);
        return 1;
    }
}

// A whole run, as a process that a test can kill: twenty branches, one of which holds until the file `release` exists.
async Task<int> Host(string store, string started, string release)
{
    var opened = ArtifactStore.Open(store, TimeProvider.System);
    var plan = ToyPlans.Branches(catalog, started, release);
    var keys = new NodeKeys(catalog, new NoFingerprint(), new Dictionary<string, string>(), new FileHashes(opened, TimeProvider.System));
    await using var executor = new WorkerPoolExecutor(WorkerCommand.ForThisProgram("worker"));
    var settings = new RunSettings { Jobs = 2, DataDirectory = store };
    var result = await PipelineRun.Start(
        plan, plan.Nodes, opened, keys, executor, settings, new NoObserver(), CancellationToken.None).Completion;
    Console.WriteLine(result.Summary);
    return result.IsComplete ? 0 : 1;
}
