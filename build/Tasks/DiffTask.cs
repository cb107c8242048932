using Cake.Frosting;
using Ttca.Build.Diff;
using Ttca.Pipeline;

namespace Ttca.Build.Tasks;

/// <summary>Compares two runs: their metrics, and what they were made with. It succeeds whether or not they differ.</summary>
[TaskName("Diff")]
[TaskDescription("Compare two runs: metrics, parameters, code (--left, --right)")]
public sealed class DiffTask : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var options = context.Options;
        var left = RunDiffSide.Read("--left", options.Left!);
        var right = RunDiffSide.Read("--right", options.Right!);
        var store = context.FindStore();
        var diff = RunDiff.Of(left, right, fingerprint => store?.CodeOf(fingerprint));
        Console.Write(RunDiffText.Of(diff));
        if (options.JsonFile is { } file)
        {
            ArtifactExport.Write(file, diff.ToJson());
            Console.WriteLine($"\nWritten as JSON: {file}");
        }
    }
}
