using Cake.Frosting;
using Ttca.Build.Inspection;
using Ttca.Pipeline;

namespace Ttca.Build.Tasks;

/// <summary>Says for each node whether it is up to date, or why it is not. Runs nothing.</summary>
[TaskName("Status")]
[TaskDescription("Say what Paper would run, why, and about how long it takes; runs nothing")]
public sealed class StatusTask : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var statuses = context.Session.Keyed.StatusOf(context.Session.Plan);
        foreach (var status in statuses)
        {
            Console.WriteLine(
                $"{(status.IsUpToDate ? "up to date" : "stale     ")}  {status.Node}{(status.IsUpToDate ? "" : $": {status.Reason}")}");
        }

        IReadOnlyList<Node> stale = [.. statuses.Where(status => !status.IsUpToDate).Select(status => status.Node)];
        Console.WriteLine(
            $"{statuses.Count - stale.Count} of {statuses.Count} nodes are up to date; {stale.Count} would run, or be found up to "
                + $"date once what they need has run.");
        if (stale.Count > 0)
        {
            Console.WriteLine(EstimateText.Of(context.Session.Keyed.Estimate(stale, context.Options.Jobs), context.Options.Jobs));
        }
    }
}
