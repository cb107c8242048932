using Cake.Common.Tools.DotNet;
using Cake.Frosting;

namespace Ttca.Build.Tasks;

/// <summary>Runs every test of the solution.</summary>
[TaskName("Test")]
[TaskDescription("Run every test of the solution")]
public sealed class TestTask : FrostingTask<FrostingContext>
{
    /// <inheritdoc/>
    public override void Run(FrostingContext context) => context.DotNetTest("TTCA.sln");
}
