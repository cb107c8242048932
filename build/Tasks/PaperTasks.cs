using System.Text.Json;
using Cake.Core.Diagnostics;
using Cake.Frosting;
using Ttca.Build.CommandLine;
using Ttca.Pipeline;
using Ttca.Reporting.Claims;
using Ttca.Stages;
using Ttca.Stages.Codecs;

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
        context.Session.FinishWhole();
        var experiment = context.Session.Experiment;
        foreach (var folder in experiment.Folders.Where(folder => folder.Experiment is not null))
        {
            Console.WriteLine(ClaimsOf(folder.Path));
        }

        context.Log.Information("Results: {0}", experiment.ResultsDirectory);
    }

    /// <summary>The verdicts on an experiment's claims, a line each beneath its name.</summary>
    private static string ClaimsOf(string results)
    {
        var (experiment, claims) = JsonSerializer.Deserialize<ExperimentClaims>(
            File.ReadAllBytes(Path.Combine(results, ExperimentClaims.FileName)), JsonFormat.Options)!;
        int width = claims.Max(claim => claim.Statement.Length);
        return $"Claims, {experiment}:\n"
            + string.Join(
                '\n', claims.Select(claim => $"{claim.Id} {claim.Statement.PadRight(width)}  {claim.VerdictText}: {Measured(claim)}"));
    }

    private static string Measured(Claim claim) => claim.Effect is null ? claim.Measure : $"{claim.Measure} {claim.Effect}";
}

/// <summary>What runs when no target is given.</summary>
[TaskName("Default")]
[TaskDescription("Paper")]
[IsDependentOn(typeof(PaperTask))]
public sealed class DefaultTask : FrostingTask<BuildContext>;
