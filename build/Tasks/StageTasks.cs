using Cake.Frosting;

namespace Ttca.Build.Tasks;

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
