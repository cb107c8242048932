using System.Reflection;
using Cake.Core.Diagnostics;
using Cake.Frosting;
using Ttca.Build.Running;
using Ttca.Pipeline;
using Ttca.Stages;

namespace Ttca.Build.Tasks;

/// <summary>
/// Waits for the nodes of the stages that are part of it. All tasks of an invocation share one run, which its first task starts for what the
/// targets need: so nodes of different stages run side by side, and a task that comes later may find its nodes done.
/// </summary>
public abstract class StageTask : FrostingTask<BuildContext>, IAsksForNodes
{
    /// <summary>Those that say they are part of it.</summary>
    public IEnumerable<Type> Stages
    {
        get
        {
            string name = GetType().GetCustomAttribute<TaskNameAttribute>()!.Name;
            return ExperimentPlan.Catalog.Stages.Where(stage => stage.PartOf == name).Select(stage => stage.Type);
        }
    }

    public IReadOnlyList<Node> NodesOf(Plan plan, RunOptions options)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return [.. Stages.SelectMany(stage => plan.NodesOf(stage.Name))];
    }

    /// <summary>Where it is no target itself, it waits for those of its nodes that the targets need.</summary>
    public override void Run(BuildContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var results = context.Session.Finish(NodesOf(context.Session.Plan, context.Options));
        int executed = results.Count(result => result.Outcome == NodeOutcome.Executed);
        context.Log.Information("{0} nodes: {1} executed, {2} up to date", results.Count, executed, results.Count - executed);
    }
}
