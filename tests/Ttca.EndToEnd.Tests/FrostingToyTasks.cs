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
public sealed class FrostingToyCompileTask : AsyncFrostingTask<FrostingToyContext>
{
    public override async Task RunAsync(FrostingToyContext context)
    {
        await Task.Yield();
        context.Happened.Add("Compile");
    }
}

[TaskName("Lint")]
[IsDependeeOf(typeof(FrostingToyCompileTask))]
public sealed class FrostingToyLintTask(FrostingToyLog log) : FrostingTask
{
    public override void Run(ICakeContext context) => log.Entries.Add("Lint");
}

[TaskName("Flaky")]
[ContinueOnError]
public sealed class FrostingToyFlakyTask : FrostingTask<FrostingToyContext>
{
    public override void Run(FrostingToyContext context)
    {
        context.Happened.Add("Flaky");
        throw new InvalidOperationException("flaky as ever");
    }
}

[TaskName("Broken")]
public sealed class FrostingToyBrokenTask : FrostingTask<FrostingToyContext>
{
    public override void Run(FrostingToyContext context) => throw new InvalidOperationException("broken for good");

    public override void OnError(Exception exception, FrostingToyContext context)
    {
        context.Happened.Add("OnError: " + exception.Message);
        throw exception;
    }

    public override void Finally(FrostingToyContext context) => context.Happened.Add("Finally");
}

[TaskName("Unwanted")]
public sealed class FrostingToyUnwantedTask : FrostingTask<FrostingToyContext>
{
    public override string SkippedMessage => "nobody wants it";

    public override bool ShouldRun(FrostingToyContext context) => false;

    public override void Run(FrostingToyContext context) => context.Happened.Add("Unwanted");
}

[TaskName("Everything")]
[IsDependentOn(typeof(FrostingToyFlakyTask))]
[IsDependentOn(typeof(FrostingToyUnwantedTask))]
[IsDependentOn(typeof(FrostingToyCompileTask))]
public sealed class FrostingToyEverythingTask : FrostingTask;

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
        foreach (var name in new[] { "set", "experiment", "target", "flag" })
            context.Happened.Add($"{name}: {string.Join(" | ", context.Arguments.GetArguments(name))}");
    }
}

/// <summary>Not public, and so no task: Frosting looks at exported classes only.</summary>
[TaskName("Hidden")]
internal sealed class FrostingToyHiddenTask : FrostingTask;

public sealed class FrostingToyLifetime : FrostingLifetime<FrostingToyContext>
{
    public override void Setup(FrostingToyContext context, ISetupContext info) => context.Happened.Add("setup");

    public override void Teardown(FrostingToyContext context, ITeardownContext info) => context.Happened.Add("teardown");
}

public sealed class FrostingToyTaskLifetime : FrostingTaskLifetime<FrostingToyContext>
{
    public override void Setup(FrostingToyContext context, ITaskSetupContext info) => context.Happened.Add("setup of " + info.Task.Name);

    public override void Teardown(FrostingToyContext context, ITaskTeardownContext info) => context.Happened.Add("teardown of " + info.Task.Name);
}
