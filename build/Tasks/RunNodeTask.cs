using Cake.Core;
using Cake.Frosting;
using Ttca.Build.CommandLine;
using Ttca.Pipeline;

namespace Ttca.Build.Tasks;

/// <summary>Runs one node of the plan: the command that a failure names.</summary>
[TaskName("RunNode")]
[TaskDescription("Run one node (--node ID) and what it needs")]
public sealed class RunNodeTask : FrostingTask<BuildContext>, IAsksForNodes
{
    /// <exception cref="CakeException">The plan has no such node.</exception>
    public IReadOnlyList<Node> NodesOf(Plan plan, RunOptions options)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(options);
        return plan.Nodes.FirstOrDefault(node => node.Id.Equals(options.Node, StringComparison.OrdinalIgnoreCase)) is { } node
            ? [node]
            : throw new CakeException(
                $"--node {options.Node}: the plan of {Path.GetFileNameWithoutExtension(options.ExperimentFile)} has no such node; "
                    + $"they are listed by: {options.CommandOf("Status")}");
    }

    public override void Run(BuildContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.Session.Finish(NodesOf(context.Session.Plan, context.Options));
    }
}
