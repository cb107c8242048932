using Cake.Core;
using Cake.Frosting;
using Ttca.Build.Running;

namespace Ttca.Build;

/// <summary>What the tasks of one invocation share: its arguments, and the one run of the pipeline that they wait for.</summary>
public sealed class BuildContext : FrostingContext
{
    private readonly Lazy<PipelineSession> session;

    public BuildContext(ICakeContext context, InvocationSummary summary)
        : base(context)
    {
        Options = RunOptions.From(context);
        session = new Lazy<PipelineSession>(() => PipelineSession.Open(Options, summary));
    }

    public RunOptions Options { get; }

    /// <summary>Opened by the first task that needs it, so that <c>--tree</c> and the like read no experiment.</summary>
    public PipelineSession Session => session.Value;
}
