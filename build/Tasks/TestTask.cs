using Cake.Common.Tools.DotNet;
using Cake.Frosting;

namespace Ttca.Build.Tasks;

/// <summary>Runs every test of the solution.</summary>
[TaskName("Test")]
[TaskDescription("Run every test of the solution")]
public sealed class TestTask : FrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override void Run(BuildContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.DotNetTest(Path.Combine(context.Options.Root, "TTCA.sln"));
    }
}
