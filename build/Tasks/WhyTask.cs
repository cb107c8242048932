using Cake.Frosting;
using Ttca.Build.Inspection;

namespace Ttca.Build.Tasks;

/// <summary>Says why one node would run, or would not. Runs nothing.</summary>
[TaskName("Why")]
[TaskDescription("Say why one node or file (--node) is stale, back to the first causes; runs nothing")]
public sealed class WhyTask : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var session = context.Session;
        var report = new WhyReport(session.Keyed.StatusOf(session.Plan), session.Experiment.Folders, session.Keyed.Records);
        report.Write(report.Find(context.Options.Node!), Console.Out);
    }
}
