using Cake.Core.Diagnostics;
using Cake.Frosting;
using Ttca.Build.Publishing;
using Ttca.Pipeline;

namespace Ttca.Build.Tasks;

/// <summary>Starts over: removes the experiment's results and all finished work of every experiment in the store.</summary>
[TaskName("Clean")]
[TaskDescription("Delete the experiment's results and empty the store; downloads are kept")]
public sealed class CleanTask : FrostingTask<BuildContext>
{
    // What a run writes; other files in the folder are not ours.
    private static readonly string[] Folders = ["figures", "tables"];
    private static readonly string[] Files =
    [
        "metrics.json",
        "claims.json",
        "claims.csv",
        "claims.html",
        "claims.md",
        "claims.tex",
        "graph.dot",
        "graph.mmd",
        "graph.svg",
        "provenance.json",
        .. PrintedPage.Files,
    ];

    public override void Run(BuildContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var session = context.Session;
        context.CloseSession();
        StoreCleaning.Run(session.Store);      // first: where a run is at work, nothing is deleted
        context.Log.Information("Emptied {0}", session.Store.Directory);
        foreach (string folder in Folders.SelectMany(InResults).Where(Directory.Exists))
        {
            Directory.Delete(folder, recursive: true);
            context.Log.Information("Deleted {0}", folder);
        }

        foreach (string file in Files.SelectMany(InResults).Where(File.Exists))
        {
            File.Delete(file);
            context.Log.Information("Deleted {0}", file);
        }

        IEnumerable<string> InResults(string name) => session.Experiment.Folders.Select(folder => Path.Combine(folder.Path, name));
    }
}
