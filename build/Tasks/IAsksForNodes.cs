using Ttca.Build.CommandLine;
using Ttca.Pipeline;

namespace Ttca.Build.Tasks;

/// <summary>A task that waits for nodes.</summary>
public interface IAsksForNodes
{
    /// <summary>The nodes of a plan that a run for this task makes, beside what they need.</summary>
    IReadOnlyList<Node> NodesOf(Plan plan, RunOptions options);
}
