using Cake.Core;
using Cake.Frosting;

namespace Ttca.EndToEnd.Tests;

/// <summary>What happened, in order. Registered as a service, and so handed to the toy tasks by the host.</summary>
public sealed class FrostingToyLog
{
    public List<string> Entries { get; } = [];
}

public sealed class FrostingToyContext(ICakeContext context, FrostingToyLog log) : FrostingContext(context)
{
    public List<string> Happened { get; } = log.Entries;
}

[TaskName("Restore")]
[TaskDescription("Fetch what is needed")]
public sealed class FrostingToyRestoreTask : FrostingTask<FrostingToyContext>
{
    public override void Run(FrostingToyContext context) => context.Happened.Add("Restore");
}

[TaskName("Compile")]
[TaskDescription("Make the program")]
[IsDependentOn(typeof(FrostingToyRestoreTask))]
[IsDependentOn(typeof(FrostingToyLintTask))]
public sealed class FrostingToyCompileTask : FrostingTask<FrostingToyContext>
{
    public override void Run(FrostingToyContext context) => context.Happened.Add("Compile");
}

[TaskName("Lint")]
public sealed class FrostingToyLintTask(FrostingToyLog log) : FrostingTask<ICakeContext>
{
    public override void Run(ICakeContext context) => log.Entries.Add("Lint");
}

[TaskName("Broken")]
public sealed class FrostingToyBrokenTask : FrostingTask<FrostingToyContext>
{
    public override void Run(FrostingToyContext context) => throw new InvalidOperationException("broken for good");
}

[TaskName("Everything")]
[IsDependentOn(typeof(FrostingToyRestoreTask))]
[IsDependentOn(typeof(FrostingToyCompileTask))]
public sealed class FrostingToyEverythingTask : FrostingTask<FrostingToyContext>;

[TaskName("AfterBroken")]
[IsDependentOn(typeof(FrostingToyBrokenTask))]
public sealed class FrostingToyAfterBrokenTask : FrostingTask<FrostingToyContext>
{
    public override void Run(FrostingToyContext context) => context.Happened.Add("AfterBroken");
}

[TaskName("Arguments")]
public sealed class FrostingToyArgumentsTask : FrostingTask<FrostingToyContext>
{
    public override void Run(FrostingToyContext context)
    {
        foreach (string name in new[] { "set", "target", "flag" })
        {
            context.Happened.Add($"{name}: {string.Join(" | ", context.Arguments.GetArguments(name))}");
        }
    }
}

/// <summary>Not public, and so no task: Frosting looks at exported classes only.</summary>
[TaskName("Hidden")]
internal sealed class FrostingToyHiddenTask : FrostingTask<FrostingToyContext>;
