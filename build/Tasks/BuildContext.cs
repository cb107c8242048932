using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Frosting;
using Ttca.Build.CommandLine;
using Ttca.Build.Running;
using Ttca.Pipeline;

namespace Ttca.Build.Tasks;

/// <summary>What the tasks of one invocation share: its arguments, and the one run of the pipeline that they wait for.</summary>
public sealed class BuildContext : FrostingContext
{
    private Lazy<PipelineSession> _session;

    public BuildContext(ICakeContext context, InvocationSummary summary, ParsedCommandLine line)
        : base(context)
    {
        Options = RunOptions.From(line);
        Summary = summary;
        _session = NewSession();
    }

    public RunOptions Options { get; }

    public InvocationSummary Summary { get; }

    /// <summary>Opened by the first task that needs it, so that <c>--tree</c> and the like read no experiment.</summary>
    public PipelineSession Session => _session.Value;

    /// <summary>A session that ends with the invocation.</summary>
    /// <param name="options">Say what, and where.</param>
    /// <param name="targetsOf">What a run is to make of the plan.</param>
    public PipelineSession Open(RunOptions options, Func<Plan, IReadOnlyList<Node>> targetsOf)
    {
        var opened = new PipelineSession(options, targetsOf);
        Summary.Add(opened);
        return opened;
    }

    /// <summary>
    /// Waits for this invocation's own run, for tasks that change the store as a whole. The next task that needs a session opens it anew.
    /// </summary>
    public void CloseSession()
    {
        if (_session.IsValueCreated)
        {
            _session.Value.EndRun();
            _session = NewSession();
        }
    }

    /// <summary>The store, for tasks that look at what is there; null where there is none, and none is made.</summary>
    public ArtifactStore? FindStore() => Directory.Exists(Path.Combine(Options.StoreDirectory, "actions"))
        ? ArtifactStore.Open(Options.StoreDirectory, TimeProvider.System, message => Log.Warning("{0}", message))
        : null;

    /// <summary>The same for those that need one: a misspelt folder must not pass for an empty store.</summary>
    /// <exception cref="CakeException">There is none.</exception>
    public ArtifactStore OpenExistingStore() => FindStore()
        ?? throw new CakeException(
            $"there is no store in {Options.StoreDirectory}: run an experiment first, or say with --store where it is");

    private Lazy<PipelineSession> NewSession() => new(() => Open(Options, plan => RunTargets.Of(plan, Options)));
}
