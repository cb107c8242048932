using System.Text;
using Cake.Frosting;
using Ttca.Pipeline;
using Ttca.Stages;

namespace Ttca.Build.Tasks;

/// <summary>Writes what experiment files may say, into the clone that the program was built in.</summary>
[TaskName("Schema")]
[TaskDescription("Write what experiment files may say: their JSON Schemas, docs/keys.md")]
public sealed class SchemaTask : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        foreach (var (path, text) in ExperimentFormat.Files())
        {
            var file = Path.Combine(context.Options.Root, path);
            Console.WriteLine($"{file}{(ArtifactExport.Write(file, Encoding.UTF8.GetBytes(text)) ? "" : " (as it was)")}");
        }
    }
}
