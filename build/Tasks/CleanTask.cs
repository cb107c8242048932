using Cake.Core.Diagnostics;
using Cake.Frosting;

namespace Ttca.Build.Tasks;

/// <summary>Starts over: removes the experiment's results and all finished work of every experiment in the store.</summary>
[TaskName("Clean")]
[TaskDescription("Delete the experiment's results and the whole store; downloads are kept")]
public sealed class CleanTask : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        foreach (string directory in new[] { context.Session.ResultsDirectory, context.Session.Store.Directory }.Where(Directory.Exists))
        {
            Directory.Delete(directory, recursive: true);
            context.Log.Information("Deleted {0}", directory);
        }
    }
}
