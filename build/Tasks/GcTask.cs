using System.Globalization;
using Cake.Frosting;
using Ttca.Build.Inspection;
using Ttca.Pipeline;

namespace Ttca.Build.Tasks;

/// <summary>Removes from the store what no kept run used.</summary>
[TaskName("Gc")]
[TaskDescription("Remove from the store what neither the latest finished runs nor any later one used")]
public sealed class GcTask : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.CloseSession();
        var result = GarbageCollector.Run(
            context.OpenExistingStore(), context.Options.Keep, context.Options.Grace, context.Options.IsDryRun);
        foreach (var run in result.Runs)
        {
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"kept     {(run.IsWhole ? "run" : "part of a run")} of {run.Experiment}, {run.Finished:yyyy-MM-dd HH:mm} UTC: "
                        + $"{run.Command}"));
        }

        string verb = context.Options.IsDryRun ? "would go" : "removed ";
        foreach (var (stage, count) in result.Removed)
        {
            Console.WriteLine($"{verb} {count} results of {stage}");
        }

        Console.WriteLine(
            $"{result.Kept} results stay; {Sizes.Of(result.Bytes)} "
                + $"{(context.Options.IsDryRun ? "would be freed: nothing was removed" : "are freed")}.");
    }
}
