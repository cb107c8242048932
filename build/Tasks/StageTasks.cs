using System.Reflection;
using Cake.Core.Diagnostics;
using Cake.Frosting;
using Ttca.Build.CommandLine;
using Ttca.Pipeline;
using Ttca.Stages;

namespace Ttca.Build.Tasks;

/// <summary>
/// Waits for the nodes of the stages that are part of it. All tasks of an invocation share one run, which its first task starts for what
/// the targets need: so nodes of different stages run side by side, and a task that comes later may find its nodes done.
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

// One task per step of the method, in the order in which data flows; its stages lie in the folder of its name in stages/.

[TaskName("Fetch")]
[TaskDescription("Get the data set, and divide it among platform, collective, validation and test")]
public sealed class FetchTask : StageTask;

[TaskName("TrainPlatform")]
[TaskDescription("Train the provider's black box, in whose data the subgroup is rare, and put defences around it")]
[IsDependentOn(typeof(FetchTask))]
public sealed class TrainPlatformTask : StageTask;

[TaskName("QueryPlatform")]
[TaskDescription("Pool the members' queries and the platform's answers into transcripts")]
[IsDependentOn(typeof(TrainPlatformTask))]
public sealed class QueryPlatformTask : StageTask;

[TaskName("ExtractProxy")]
[TaskDescription("Train a proxy of the platform on each transcript")]
[IsDependentOn(typeof(QueryPlatformTask))]
public sealed class ExtractProxyTask : StageTask;

[TaskName("OptimizePerturbation")]
[TaskDescription("Optimise one universal perturbation per class against each proxy, and the controls")]
[IsDependentOn(typeof(ExtractProxyTask))]
public sealed class OptimizePerturbationTask : StageTask;

[TaskName("Evaluate")]
[TaskDescription("Submit the test images with each perturbation, and measure the proxies' fidelity")]
[IsDependentOn(typeof(OptimizePerturbationTask))]
public sealed class EvaluateTask : StageTask;

[TaskName("AttackPerUser")]
[TaskDescription("Attack the platform for each user alone, the baseline of pooling")]
[IsDependentOn(typeof(TrainPlatformTask))]
public sealed class AttackPerUserTask : StageTask;

[TaskName("Bootstrap")]
[TaskDescription("Compute every metric with its confidence interval over seeds and images")]
[IsDependentOn(typeof(EvaluateTask))]
[IsDependentOn(typeof(AttackPerUserTask))]
public sealed class BootstrapTask : StageTask;

[TaskName("RenderFigures")]
[TaskDescription("Draw the figures: PDF, SVG and PNG")]
[IsDependentOn(typeof(BootstrapTask))]
public sealed class RenderFiguresTask : StageTask;

[TaskName("RenderTables")]
[TaskDescription("Write the tables (LaTeX, Markdown, CSV) and metrics.json")]
[IsDependentOn(typeof(BootstrapTask))]
public sealed class RenderTablesTask : StageTask;

[TaskName("JudgeClaims")]
[TaskDescription("Judge each claim of the paper by its test: claims.json, .md, .tex")]
[IsDependentOn(typeof(BootstrapTask))]
public sealed class JudgeClaimsTask : StageTask;
