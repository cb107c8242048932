using System.Reflection;
using Cake.Frosting;
using Ttca.Build.CommandLine;
using Ttca.Pipeline;

namespace Ttca.Build.Tasks;

/// <summary>What the one run of an invocation makes: all that any of its targets asks for.</summary>
public static class RunTargets
{
    /// <summary>The nodes of <paramref name="plan"/> that the targets of an invocation ask for.</summary>
    public static IReadOnlyList<Node> Of(Plan plan, RunOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return [.. options.Targets.SelectMany(target => NodesOf(TypeOf(target), plan, options)).Distinct()];
    }

    private static Type TypeOf(string target) =>
        TaskList.All.First(task => task.Name.Equals(target, StringComparison.OrdinalIgnoreCase)).Type;

    /// <summary>A task that asks for none itself stands for those that it depends on, as Default does for Paper.</summary>
    private static IEnumerable<Node> NodesOf(Type task, Plan plan, RunOptions options) => task.IsAssignableTo(typeof(IAsksForNodes))
        ? ((IAsksForNodes)Activator.CreateInstance(task)!).NodesOf(plan, options)
        : task.GetCustomAttributes<IsDependentOnAttribute>().SelectMany(before => NodesOf(before.Task, plan, options));
}

/// <summary>A task that waits for nodes.</summary>
public interface IAsksForNodes
{
    /// <summary>The nodes of a plan that a run for this task makes, beside what they need.</summary>
    IReadOnlyList<Node> NodesOf(Plan plan, RunOptions options);
}
