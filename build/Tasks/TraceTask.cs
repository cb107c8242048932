using Cake.Frosting;
using Ttca.Build.Inspection;
using Ttca.Pipeline;

namespace Ttca.Build.Tasks;

/// <summary>Says everything that made one file of the results.</summary>
[TaskName("Trace")]
[TaskDescription("Say everything that made one file (--file): data, parameters, code, seeds, commit")]
public sealed class TraceTask : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var trace = ArtifactTrace.Of(context.Options.File!, context.OpenExistingStore());
        TraceReport.Write(trace, Console.Out);
        if (context.Options.JsonFile is { } json)
        {
            ArtifactExport.Write(json, trace.ToJson());
        }
    }
}
