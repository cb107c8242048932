using Cake.Core.Diagnostics;
using Cake.Frosting;
using Spectre.Console;

namespace Ttca.Build.Tasks;

/// <summary>Says for each node whether it is up to date, or why it is not. Runs nothing.</summary>
[TaskName("Status")]
[TaskDescription("Say what Paper would run, and why; runs nothing")]
public sealed class StatusTask : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var statuses = context.Session.Status();
        foreach (var status in statuses)
        {
            Console.WriteLine($"{(status.IsUpToDate ? "up to date" : "stale     ")}  {status.Node}{(status.IsUpToDate ? "" : $": {status.Reason}")}");
        }

        int stale = statuses.Count(status => !status.IsUpToDate);
        Console.WriteLine($"{statuses.Count - stale} of {statuses.Count} nodes are up to date; {stale} would run, or be found up to date once what they need has run.");
    }
}
