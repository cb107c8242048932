using Cake.Core.Diagnostics;
using Cake.Frosting;

namespace Ttca.Build.Tasks;

/// <summary>Starts over: removes the experiment's results and all finished work of every experiment in the store.</summary>
[TaskName("Clean")]
[TaskDescription("Delete the experiment's results and empty the store; downloads are kept")]
public sealed class CleanTask : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        string results = context.Session.ResultsDirectory;
        if (Directory.Exists(results))
        {
            Directory.Delete(results, recursive: true);
            context.Log.Information("Deleted {0}", results);
        }

        context.Session.Store.Clear();
        context.Log.Information("Emptied {0}", context.Session.Store.Directory);
    }
}
