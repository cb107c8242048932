using Cake.Core.Diagnostics;
using Cake.Frosting;
using Ttca.Build.Inspection;
using Ttca.Build.CommandLine;
using Ttca.Pipeline;

namespace Ttca.Build.Tasks;

/// <summary>The whole experiment: waits for every node, and says where the results are.</summary>
[TaskName("Paper")]
[TaskDescription("Run the whole experiment, and write its figures, tables, claims, provenance and printed page")]
[IsDependentOn(typeof(RenderFiguresTask))]
[IsDependentOn(typeof(RenderTablesTask))]
[IsDependentOn(typeof(JudgeClaimsTask))]
public sealed class PaperTask : FrostingTask<BuildContext>, IAsksForNodes
{
    /// <summary>All of them, also those of a stage that no other task names.</summary>
    public IReadOnlyList<Node> NodesOf(Plan plan, RunOptions options)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return plan.Nodes;
    }

    public override void Run(BuildContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.Session.Finish(context.Session.Plan.Nodes);
        context.Session.WritePaper();
        foreach (var folder in context.Session.Folders.Where(folder => folder.Experiment is not null))
        {
            Console.WriteLine(ClaimsReport.Of(folder.Path));
        }

        context.Log.Information("Results: {0}", context.Session.ResultsDirectory);
    }
}

/// <summary>What runs when no target is given.</summary>
[TaskName("Default")]
[TaskDescription("Paper")]
[IsDependentOn(typeof(PaperTask))]
public sealed class DefaultTask : FrostingTask<BuildContext>;
