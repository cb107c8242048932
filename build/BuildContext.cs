using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Frosting;
using Ttca.Build.CommandLine;
using Ttca.Build.Running;
using Ttca.Pipeline;

namespace Ttca.Build;

/// <summary>What the tasks of one invocation share: its arguments, and the one run of the pipeline that they wait for.</summary>
public sealed class BuildContext : FrostingContext
{
    private Lazy<PipelineSession> session;

    public BuildContext(ICakeContext context, InvocationSummary summary, ParsedCommandLine line)
        : base(context)
    {
        Options = RunOptions.From(line);
        Summary = summary;
        session = NewSession();
    }

    public RunOptions Options { get; }

    public InvocationSummary Summary { get; }

    /// <summary>Opened by the first task that needs it, so that <c>--tree</c> and the like read no experiment.</summary>
    public PipelineSession Session => session.Value;

    /// <summary>Waits for this invocation's own run, for tasks that change the store as a whole. The next task that needs a session opens it anew.</summary>
    public void CloseSession()
    {
        if (session.IsValueCreated)
        {
            session.Value.EndRun();
            session = NewSession();
        }
    }

    /// <summary>The store, for tasks that look at what is there; null where there is none, and none is made.</summary>
    public ArtifactStore? FindStore() => Directory.Exists(Path.Combine(Options.StoreDirectory, "actions"))
        ? ArtifactStore.Open(Options.StoreDirectory, TimeProvider.System, message => Log.Warning("{0}", message))
        : null;

    /// <summary>The same for those that need one: a misspelt folder must not pass for an empty store.</summary>
    /// <exception cref="CakeException">There is none.</exception>
    public ArtifactStore OpenExistingStore() => FindStore()
        ?? throw new CakeException($"there is no store in {Options.StoreDirectory}: run an experiment first, or say with --store where it is");

    private Lazy<PipelineSession> NewSession() => new(() => PipelineSession.Open(Options, Summary));
}
