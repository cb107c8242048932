using System.Text;
using Ttca.Build.CommandLine;
using Ttca.Pipeline;

namespace Ttca.Build.Running;

/// <summary>What a person needs to know about a run that did not reach its end: failures first, then what became of the rest.</summary>
internal static class FailureReport
{
    private const int LastLines = 12;

    public static string Of(RunResult result, RunOptions options)
    {
        var failures = result.Failures;
        if (failures.Count == 0)
        {
            return $"Stopped. {Finished(result)}; run the same command to go on.";
        }

        var report = new StringBuilder();
        report.Append(failures.Count == 1 ? "1 node failed:" : $"{failures.Count} nodes failed:");
        foreach (var failure in failures)
        {
            report.Append($"\n  {failure.Node}: {failure.Failure!.Message}");
            foreach (string line in failure.Failure.Log.TakeLast(LastLines))
            {
                report.Append($"\n    | {line}");
            }

            report.Append($"\n    run just this node: {options.CommandOf("RunNode", $" --node {failure.Node.Id}")}");
        }

        report.Append($"\n{Finished(result)}, {result.Count(NodeOutcome.Skipped)} skipped because they need what failed. ");
        report.Append($"Mend the cause and run again: {options.Command}");
        return report.ToString();
    }

    private static string Finished(RunResult result) =>
        $"{result.Nodes.Count(node => node.IsUpToDate)} of {result.Nodes.Count} nodes are finished and kept";
}
