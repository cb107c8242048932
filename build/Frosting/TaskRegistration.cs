using System.Reflection;
using Cake.Core;
using Cake.Core.Diagnostics;

namespace Cake.Frosting;

/// <summary>Tells Cake's engine of the tasks and lifetimes, from their attributes and overridden methods.</summary>
internal sealed class TaskRegistration(
    ICakeEngine engine,
    IFrostingContext context,
    ICakeLog log,
    IEnumerable<IFrostingTask> tasks,
    IFrostingSetup? setup = null,
    IFrostingTeardown? teardown = null,
    IFrostingTaskSetup? taskSetup = null,
    IFrostingTaskTeardown? taskTeardown = null)
{
    public void Register()
    {
        foreach (var task in tasks)
            Register(task);

        if (setup is not null)
            engine.RegisterSetupAction(info => setup.Setup(context, info));
        if (teardown is not null)
            engine.RegisterTeardownAction(info => teardown.Teardown(context, info));
        if (taskSetup is not null)
            engine.RegisterTaskSetupAction(info => taskSetup.Setup(context, info));
        if (taskTeardown is not null)
            engine.RegisterTaskTeardownAction(info => taskTeardown.Teardown(context, info));
    }

    private void Register(IFrostingTask task)
    {
        var type = task.GetType();
        var (definition, contextType) = Base(type);
        if (!contextType.IsInstanceOfType(context))
        {
            log.Warning("Task cannot be used since the context isn't convertible to {0}.", contextType.FullName);
            return;
        }

        var builder = engine.RegisterTask(Name(type));
        if (type.GetCustomAttribute<TaskDescriptionAttribute>() is { } description)
            builder.Description(description.Description);

        // A task without a body is a mere name for its dependencies: Cake reports it as delegated.
        var run = definition == typeof(FrostingTask<>) ? nameof(FrostingTask.Run) : nameof(AsyncFrostingTask.RunAsync);
        if (Overrides(type, run, contextType))
            builder.Does(cake => task.RunAsync(context));
        if (Overrides(type, nameof(IFrostingTask.ShouldRun), contextType))
            builder.WithCriteria(cake => task.ShouldRun(context), task.SkippedMessage);
        if (type.IsDefined(typeof(ContinueOnErrorAttribute)))
            builder.ContinueOnError();
        if (Overrides(type, nameof(IFrostingTask.OnError), typeof(Exception), contextType))
            builder.OnError(exception => task.OnError(exception, context));
        if (Overrides(type, nameof(IFrostingTask.Finally), contextType))
            builder.Finally(() => task.Finally(context));

        foreach (var dependency in type.GetCustomAttributes<IsDependentOnAttribute>())
            builder.IsDependentOn(NameOfTask(dependency.Task, "dependency"));
        foreach (var dependee in type.GetCustomAttributes<IsDependeeOfAttribute>())
            builder.IsDependeeOf(NameOfTask(dependee.Task, "reverse dependency"));
    }

    /// <summary>The generic base class of a task and the context that it works on.</summary>
    private static (Type Definition, Type Context) Base(Type task)
    {
        for (var type = task.BaseType; type is not null; type = type.BaseType)
        {
            if (type.IsConstructedGenericType && type.GetGenericTypeDefinition() is var definition
                && (definition == typeof(FrostingTask<>) || definition == typeof(AsyncFrostingTask<>)))
                return (definition, type.GenericTypeArguments[0]);
        }

        throw new FrostingException($"The task '{task.FullName}' derives from neither FrostingTask nor AsyncFrostingTask.");
    }

    private static bool Overrides(Type task, string method, params Type[] parameters) =>
        task.GetMethod(method, parameters) is { } found && found.DeclaringType != found.GetBaseDefinition().DeclaringType;

    private static string NameOfTask(Type type, string role) =>
        type.IsAssignableTo(typeof(IFrostingTask))
            ? Name(type)
            : throw new FrostingException($"The {role} '{Name(type)}' is not a valid task.");

    private static string Name(Type task) => task.GetCustomAttribute<TaskNameAttribute>()?.Name ?? task.Name;
}
