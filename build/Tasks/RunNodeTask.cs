using Cake.Frosting;

namespace Ttca.Build.Tasks;

/// <summary>Runs one node of the plan: the command that a failure names.</summary>
[TaskName("RunNode")]
[TaskDescription("Run one node (--node ID) and what it needs")]
public sealed class RunNodeTask : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.Session.Finish([context.Session.FindNode(context.Options.Node!)]);
    }
}
