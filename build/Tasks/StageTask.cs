using System.Reflection;
using Cake.Core.Diagnostics;
using Cake.Frosting;
using Ttca.Pipeline;

namespace Ttca.Build.Tasks;

/// <summary>
/// Waits for the nodes of some stages. All tasks of an invocation share one run, which its first task starts for what the
/// target needs: so nodes of different stages run side by side, and a task that comes later may find its nodes done.
/// </summary>
public abstract class StageTask(params Type[] stages) : FrostingTask<BuildContext>
{
    private IReadOnlyList<Type> Stages { get; } = stages;

    /// <summary>The stages of the tasks with these names; all stages for a task that is not one stage's, such as Paper.</summary>
    public static IReadOnlyCollection<Type> StagesOf(IEnumerable<string> targets)
    {
        var tasks = typeof(StageTask).Assembly.GetExportedTypes()
            .Where(type => type.IsSubclassOf(typeof(StageTask)) && !type.IsAbstract)
            .ToDictionary(type => type.GetCustomAttribute<TaskNameAttribute>()!.Name, StringComparer.OrdinalIgnoreCase);
        var stages = targets.SelectMany(IEnumerable<Type> (target) => tasks.TryGetValue(target, out var task) ? [task] : tasks.Values)
            .SelectMany(task => ((StageTask)Activator.CreateInstance(task)!).Stages);
        return [.. stages.Distinct()];
    }

    public override void Run(BuildContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var results = context.Session.Finish(context.Session.NodesOf(Stages));
        int executed = results.Count(result => result.Outcome == NodeOutcome.Executed);
        context.Log.Information("{0} nodes: {1} executed, {2} up to date", results.Count, executed, results.Count - executed);
    }
}
