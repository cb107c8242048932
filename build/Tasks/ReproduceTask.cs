using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Frosting;
using Ttca.Build.CommandLine;
using Ttca.Build.Reproduction;
using Ttca.Pipeline;

namespace Ttca.Build.Tasks;

/// <summary>Runs the experiment from nothing, and compares what it gives with what is committed.</summary>
[TaskName("Reproduce")]
[TaskDescription("Run the experiment in a fresh store, and compare with experiments/NAME.expected.json")]
public sealed class ReproduceTask : FrostingTask<BuildContext>, IAsksForNodes
{
    public IReadOnlyList<Node> NodesOf(Plan plan, RunOptions options)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return plan.Nodes;
    }

    public override void Run(BuildContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var options = context.Options with
        {
            ResultsDirectory = Path.Combine(context.Options.ResultsDirectory, "reproduction"),
            StoreDirectory = Path.Combine(context.Options.StoreDirectory, "reproduction"),
        };
        string committed = Path.ChangeExtension(context.Options.ExperimentFile, ".expected.json");
        if (!File.Exists(committed))
        {
            context.Log.Warning("There is no {0} to compare with: this run can only give what may become it", committed);
        }

        StoreCleaning.Run(ArtifactStore.Open(options.StoreDirectory, TimeProvider.System));    // of an earlier reproduction
        var session = context.Open(options, plan => plan.Nodes);
        string results = session.Experiment.ResultsDirectory;
        var actual = ExpectedResults.Of(session.FinishWhole(), session.Keyed.Environment, results);
        string written = Path.Combine(results, "expected.json");
        ArtifactExport.Write(written, actual.ToJson());
        string accept = $"To expect what this run gave: copy {written} to {committed}";
        if (!File.Exists(committed))
        {
            throw new CakeException($"there is no {committed} to compare with. {accept}");
        }

        var expected = ExpectedResults.Read(committed);
        var comparison = ResultComparison.Of(session.Plan, expected, actual);
        if (comparison.Divergence is { } divergence)
        {
            throw new CakeException(
                $"{actual.Experiment} isn't reproduced: {divergence}. Expected was made at commit {expected.Commit} on "
                    + $"{expected.Machine}; this is {actual.Machine}. {accept}");
        }

        context.Log.Information("Reproduced: {0}", comparison.IsByteForByte
            ? $"all {comparison.Compared} nodes made the expected bytes"
            : $"all {comparison.Compared} metrics have intervals that overlap the expected ones; bytes aren't compared, because "
                + $"this is another type of machine ({actual.Machine}, not {expected.Machine})");
    }
}
